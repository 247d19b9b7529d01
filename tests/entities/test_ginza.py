import pickle

import pytest

import kijiyomi

pytest.importorskip("ja_ginza")

TEXT = "# 会見\n\n**山田太郎**社長は東京都で、NVIDIAのH100を1,000基買うと話した。😀大阪市でも並べる。"


@pytest.fixture(scope="module")
def analyzer():
    return kijiyomi.load(None, ginza=["PERSON", "LOCATION"])


def test_people_and_places_stand_beside_our_entities(analyzer):
    entities = analyzer.analyze(TEXT).entities
    assert all(TEXT[e.start : e.end] == e.text for e in entities)
    found = {(e.text, e.label) for e in entities}
    assert {("山田太郎", "PERSON"), ("大阪市", "LOCATION"), ("NVIDIA", "COMPANY"), ("H100", "GPU")} <= found
    assert not {"ORGANIZATION", "PRODUCT"} & {e.label for e in entities}


def test_ours_come_first_where_both_see_something():
    ours = kijiyomi.load(None).analyze(TEXT).entities
    both = kijiyomi.load(None, ginza=["ORGANIZATION", "PRODUCT", "PERSON", "LOCATION"]).analyze(TEXT)
    assert set(ours) <= set(both.entities)
    record = next(e for e in both.to_dict()["entities"] if e["label"] == "PERSON")
    assert (record["name"], record["kb_id"]) == ("山田太郎", None)
    assert "kijiyomi-person" in both._repr_html_()


def test_long_texts_are_read_in_pieces(analyzer):
    text = "山田太郎は大阪市にいる。" * 2000
    entities = analyzer.analyze(text).entities
    assert all(text[e.start : e.end] == e.text for e in entities)
    assert sum(e.text == "大阪市" for e in entities) > 1900


def test_other_labels_are_refused():
    with pytest.raises(ValueError, match=r"GiNZA has no MONEY; its labels are PERSON, LOCATION"):
        kijiyomi.load(None, ginza=["MONEY"])


def test_it_pickles(analyzer):
    recogniser = analyzer.entities.recognisers[-1]
    assert pickle.loads(pickle.dumps(recogniser)).labels == ("PERSON", "LOCATION")
