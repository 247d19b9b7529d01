import itertools
import pickle
import shutil

import pytest

from kijiyomi import ModelError, load
from kijiyomi.document import Documents
from kijiyomi.entities.companies import CompanyRecogniser
from kijiyomi.entities.ner_model import NAME_LABELS, NameRecogniser
from kijiyomi.model_store import shipped_model
from support.reading import read

recogniser = NameRecogniser()


def named(text):
    document = read(text)
    return [(document.passage.text[n.start : n.end], n.label) for n in recogniser(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("白樺重機械工業が工場を増設する。", ("白樺重機械工業", "法人名")),
        ("岡本太郎は川崎市に生まれた。", ("岡本太郎", "人名")),
        ("岡本太郎は川崎市に生まれた。", ("川崎市", "地名")),
        ("会議は国立新美術館で開かれた。", ("国立新美術館", "施設名")),
        ("厚生労働省が指針をまとめた。", ("厚生労働省", "政治的組織名")),
    ],
)
def test_names_are_told_by_their_sentence(text, expected):
    assert expected in named(text)


def test_names_stand_in_order_apart_and_have_probabilities():
    document = read("岡本太郎は川崎市に生まれ、白樺重機械工業に勤めた。\n\n" * 40)
    names = recogniser(document)
    assert len(names) >= 80
    assert all(a.end <= b.start for a, b in itertools.pairwise(names))
    assert all(0 < name.score <= 1 and name.label in NAME_LABELS for name in names)


def test_a_batch_has_the_very_names_of_single_documents():
    texts = [
        "岡本太郎は川崎市に生まれた。",
        "",
        "会議は国立新美術館で開かれた。厚生労働省が指針をまとめた。",
        "白樺重機械工業が工場を増設する。\n\n" * 60,
    ]
    documents = list(map(read, texts))
    together = recogniser.recognise_batch(Documents(documents))
    assert together == [recogniser(document) for document in documents]
    assert [bool(names) for names in together] == [True, False, True, True]


def test_no_documents_have_no_names():
    assert recogniser.recognise_batch(Documents([])) == []


def test_only_the_labels_that_are_asked_for_are_found():
    document = read("岡本太郎は川崎市に生まれ、白樺重機械工業に勤めた。")
    assert {name.label for name in recogniser(document)} == {"人名", "地名", "法人名"}
    assert {name.label for name in NameRecogniser(labels=["法人名"])(document)} == {"法人名"}
    assert {name.label for name in NameRecogniser(labels=["人名", "地名"])(document)} == {"人名", "地名"}


@pytest.mark.parametrize("text", ["", "。", "\ud800は\udc00。", "あ" * 3000, "ＡＢＣ㍿ﾄﾖﾀ" * 200])
def test_odd_texts_stand_in_no_ones_way(text):
    document = read(text)
    assert all(0 <= n.start < n.end <= len(document.passage.text) for n in recogniser(document))


def test_companies_no_list_has_are_added_and_found_everywhere():
    text = "白樺重機械工業(SHIZU)が工場を増設する。関係者によると、SHIZUは来年の稼働を見込む。"
    assert [entity.text for entity in CompanyRecogniser()(read(text))] == []
    found = sorted(CompanyRecogniser(names=recogniser)(read(text)))
    assert [(e.text, e.name, e.kb_id) for e in found] == [
        ("白樺重機械工業", "白樺重機械工業", None),
        ("SHIZU", "白樺重機械工業", None),
        ("SHIZU", "白樺重機械工業", None),
    ]


def test_listed_companies_keep_their_links():
    text = "NVIDIAと白樺重機械工業が提携した。"
    found = sorted(CompanyRecogniser(names=recogniser)(read(text)))
    assert [(e.text, e.kb_id) for e in found] == [("NVIDIA", "nvidia"), ("白樺重機械工業", None)]


def test_products_that_stand_alone_are_no_companies():
    assert CompanyRecogniser(names=recogniser)(read("JAXやCUDA、Azureを使い、Gaudiで動かす。")) == ()


def test_the_analyzer_finds_such_companies():
    text = "白樺重機械工業が工場を増設する。"
    assert [e.text for e in load(None).analyze(text).entities] == ["白樺重機械工業"]


def test_extractors_with_names_go_to_other_processes():
    again = pickle.loads(pickle.dumps(CompanyRecogniser(names=recogniser)))
    document = read("白樺重機械工業が工場を増設する。")
    assert again(document) == CompanyRecogniser(names=recogniser)(document) != ()


def test_a_model_of_another_kind_is_refused():
    with pytest.raises(ModelError, match="default"):
        NameRecogniser(shipped_model("default"))


def test_a_damaged_model_is_refused(tmp_path):
    shutil.copytree(shipped_model("names"), tmp_path / "names")
    array = tmp_path / "names" / "bias_out.npy"
    array.write_bytes(array.read_bytes()[:-1] + b"\0")
    with pytest.raises(ModelError, match="bias_out"):
        NameRecogniser(tmp_path / "names")
