import pytest

import kijiyomi
from kijiyomi import Article, InputError

spacy = pytest.importorskip("spacy")
pytest.importorskip("sudachipy")

from spacy import displacy  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from kijiyomi.spacy.doc_entities import EXTENSION_NAME, entities_of  # noqa: E402
from support.spacy_samples import FOUND, TEXT, spans  # noqa: E402


@pytest.fixture
def nlp():
    nlp = spacy.blank("ja")
    nlp.add_pipe("kijiyomi", config={"model": None})
    return nlp


@pytest.fixture
def extended():
    nlp = spacy.blank("ja")
    nlp.add_pipe("kijiyomi", config={"extensions": True})
    return nlp


def test_entities_are_linked_spans(nlp):
    assert spans(nlp(TEXT)) == FOUND
    assert nlp("").ents == ()
    assert not Doc.has_extension(EXTENSION_NAME)


def test_batches_processes_and_tuples_give_the_same(nlp):
    texts = [TEXT, "何もない文。", "価格は3,000円だ。"] * 5
    alone = [spans(nlp(text)) for text in texts]
    assert [spans(doc) for doc in nlp.pipe(texts, batch_size=4)] == alone
    assert [
        (spans(doc), n) for doc, n in nlp.pipe(zip(texts, range(15), strict=True), as_tuples=True)
    ] == list(zip(alone, range(15), strict=True))
    assert [spans(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=4)] == alone


def test_values_keywords_and_tags_for_those_who_ask(extended):
    doc = extended(TEXT)
    assert doc._.kijiyomi["reading_time"]["minutes"] == 1
    assert doc._.kijiyomi["keywords"]
    money = doc.ents[2]
    assert (money._.kijiyomi["value"], money._.kijiyomi["currency"]) == (3e9, "USD")
    assert doc[0:1]._.kijiyomi is None
    (again,) = extended.pipe([TEXT], n_process=2)
    assert again._.kijiyomi == doc._.kijiyomi
    assert entities_of(doc) == kijiyomi.analyze(Article(TEXT, markup="plain")).entities


def test_extensions_of_others_are_not_overwritten():
    Doc.set_extension(EXTENSION_NAME, default="大事")
    try:
        with pytest.raises(InputError, match="taken by something else"):
            spacy.blank("ja").add_pipe("kijiyomi", config={"extensions": True})
        assert Doc(spacy.blank("ja").vocab)._.kijiyomi == "大事"
    finally:
        Doc.remove_extension(EXTENSION_NAME)


def test_it_goes_to_disk_and_comes_back(nlp, tmp_path):
    nlp.to_disk(tmp_path / "nlp")
    assert spans(spacy.load(tmp_path / "nlp")(TEXT)) == FOUND


def test_beside_ginza():
    pytest.importorskip("ja_ginza")
    text = "山田太郎は東京でNVIDIAの約30億ドルの計画を語った。"
    both, ours = spacy.load("ja_ginza"), spacy.load("ja_ginza")
    both.add_pipe("kijiyomi", config={"model": None})
    ours.add_pipe("kijiyomi", config={"model": None, "keep_others": False})
    labels = {span.text: span.label_ for span in both(text).ents}
    assert (labels["NVIDIA"], labels["約30億ドル"]) == ("COMPANY", "MONEY")
    assert labels["山田太郎"] == "Person"
    assert {span.label_ for span in ours(text).ents} == {"COMPANY", "MONEY"}


def test_labels_are_a_setting_of_the_component():
    text = "岡本太郎氏は川崎市でNVIDIAのH100を3,000円で買った。"
    found = {}
    for labels in ("default", "all", ["PERSON", "GPU"]):
        nlp = spacy.blank("ja")
        nlp.add_pipe("kijiyomi", config={"model": None, "labels": labels})
        found[str(labels)] = {label for _, label, _ in spans(nlp(text))}
    assert found == {
        "default": {"COMPANY", "GPU", "MONEY"},
        "all": {"COMPANY", "GPU", "MONEY", "PERSON", "LOCATION"},
        "['PERSON', 'GPU']": {"PERSON", "GPU"},
    }


def test_other_names_come_back_with_their_spelling():
    nlp = spacy.blank("ja")
    nlp.add_pipe("kijiyomi", config={"model": None, "labels": "PERSON", "extensions": True})
    (person,) = entities_of(nlp("髙橋　國男さんは黙った。"))
    assert (person.text, person.name) == ("髙橋　國男", "高橋国男")


def test_displacy_shows_our_colours(nlp):
    html = displacy.render(nlp(TEXT), style="ent", page=True)
    assert "background: #d7e6ff" in html
    assert "約30億ドル" in html
