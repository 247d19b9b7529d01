"""People, places and so on by our own network."""

import pickle
from collections import Counter
from itertools import pairwise

import pytest

from kijiyomi import Article, load
from kijiyomi.document import Documents
from kijiyomi.entities import EntityRecogniser, default_recognisers
from kijiyomi.entities.names import NamedEntityRecogniser, NamesReadOnce
from kijiyomi.entities.names.recogniser import LABEL_OF_NAME
from kijiyomi.entities.ner_model import COMPANY, NAME_LABELS, Name
from kijiyomi.records.labels import DEFAULT_LABELS, LABELS, OPTIONAL_LABELS
from support.reading import read

TEXT = (
    "# 会見\n\n**岡本太郎**社長は1970年に川崎市で、NVIDIAのH100を1,000基買うと話した。😀"
    "厚生労働省は東京ドームで開かれた大阪万博に約3割安く入れるようにした。"
)


class FixedNames:
    """Finds what it is told to, and counts how often it is asked."""

    def __init__(self, *names: Name) -> None:
        self.names, self.asked = names, 0

    def recognise_batch(self, documents: Documents) -> list[tuple[Name, ...]]:
        self.asked += 1
        return [self.names for _ in documents]


@pytest.fixture(scope="module")
def everything():
    return load(None, labels="all")


def test_each_label_of_the_network_is_one_of_ours() -> None:
    assert set(LABEL_OF_NAME) == {*NAME_LABELS} - {COMPANY}
    assert set(LABEL_OF_NAME.values()) == set(OPTIONAL_LABELS)


def test_names_stand_beside_companies_and_figures(everything) -> None:
    entities = everything.analyze(TEXT).entities
    assert all(TEXT[e.start : e.end] == e.text for e in entities)
    assert all(a.end <= b.start for a, b in pairwise(entities))
    found = {(e.text, e.label) for e in entities}
    assert found >= {
        ("岡本太郎", "PERSON"),
        ("川崎市", "LOCATION"),
        ("厚生労働省", "ORGANIZATION"),
        ("東京ドーム", "FACILITY"),
        ("大阪万博", "EVENT"),
        ("NVIDIA", "COMPANY"),
        ("H100", "GPU"),
        ("約3割", "PERCENT"),
    }


def test_the_default_has_none_of_them() -> None:
    labels = {e.label for e in load(None).analyze(TEXT).entities}
    assert labels
    assert labels <= set(DEFAULT_LABELS)


@pytest.mark.parametrize("label", LABELS)
def test_one_label_is_what_all_labels_have_of_it(everything, label) -> None:
    alone = load(None, labels=[label], facts=False)
    expected = [e for e in everything.analyze(TEXT).entities if e.label == label]
    assert list(alone.analyze(TEXT).entities) == expected


def test_facts_go_with_their_figures() -> None:
    text = "トヨタ自動車の売上高は前年比12%増の3兆円だった。"
    assert load(None).analyze(text).facts
    facts = load(None, labels="PERCENT").analyze(text).facts
    assert [fact.text for fact in facts] == ["12%"]
    assert facts[0].entity is not None
    assert load(None, labels="PERSON").analyze(text).facts == ()


def test_tags_and_facts_do_not_depend_on_optional_labels() -> None:
    some, every = (load(labels=labels).analyze(TEXT) for labels in ("PERSON,default", "all"))
    assert (some.tags, some.categories, some.facts) == (every.tags, every.categories, every.facts)


def test_a_batch_is_read_as_one_by_one(everything) -> None:
    texts = [Article(TEXT), Article(""), Article("山田太郎氏は大阪市にいる。", title="山田太郎")] * 3
    assert everything.analyze_batch(texts) == list(map(everything.analyze, texts))


def test_the_network_reads_the_documents_once() -> None:
    fixed = FixedNames(Name(0, 2, "人名", 0.9))
    once = NamesReadOnce(fixed)
    documents = Documents([read("岡本は"), read("花子は")])
    recogniser = NamedEntityRecogniser(["PERSON"], names=once)
    assert [[e.text for e in found] for found in recogniser.recognise_batch(documents)] == [
        ["岡本"],
        ["花子"],
    ]
    once.recognise_batch(documents)
    assert fixed.asked == 1
    once.recognise_batch(Documents([read("岡本は")]))
    assert fixed.asked == 2


def test_doubtful_and_unwanted_names_are_left_out() -> None:
    fixed = FixedNames(Name(0, 2, "人名", 0.3), Name(3, 5, "地名", 0.9), Name(6, 8, COMPANY, 0.9))
    found = NamedEntityRecogniser(["PERSON"], names=fixed)(read("岡本と川崎の白樺。"))
    assert found == ()
    assert [e.text for e in NamedEntityRecogniser(names=fixed)(read("岡本と川崎の白樺。"))] == ["川崎"]


def test_names_are_found_for_companies_and_for_those_who_ask() -> None:
    def kinds(**asked) -> Counter[str]:
        return Counter(type(recogniser).__name__ for recogniser in default_recognisers(**asked))

    assert kinds()["NamedEntityRecogniser"] == 0
    assert kinds(labels="GPU,EVENT")["NamedEntityRecogniser"] == 1
    companies = {type(one).__name__: one for one in default_recognisers()}["CompanyRecogniser"]
    assert companies.names is not None


def test_it_goes_to_other_processes() -> None:
    document = read("岡本太郎は川崎市に生まれた。")
    recogniser = EntityRecogniser(default_recognisers("all"))
    again = pickle.loads(pickle.dumps(recogniser))
    assert again(document) == recogniser(document) != ()
