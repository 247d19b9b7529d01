import pytest

from kijiyomi.classifier.features.lead import cut_to_lead
from kijiyomi.classifier.features.name_candidates import NameFinder, headline_names
from kijiyomi.classifier.vocabulary import Term
from kijiyomi.document import Documents

TERMS = (
    Term("sony", "ソニー", source="entity", entity="Sony"),
    Term("agent", "AIエージェント", ("自律型AI",)),
    Term("hoshi", "星見台", source="entity"),
)


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        ("新型Kumo Phone 3を試す", ["Kumo Phone 3"]),
        ("「アオゾラ帳」とHoshi-2が届いた", ["Hoshi-2", "アオゾラ帳"]),
        ("比べてみた(Kumo・Hoshi)", []),
        ("AIとGPUの話", []),
        ("「これは便利だ」という声、「98%」の人が", []),
        ("iPhoneやeSIMではなくPixel", ["Pixel"]),
        ("A", []),
        ("A B " * 20, []),
        ("R&DのKumo&Hoshi", ["Kumo"]),
        ("「「アオゾラ帳」「ホシ見」と「「Kumo」", ["Kumo", "アオゾラ帳"]),
        ("", []),
    ],
)
def test_headline_names(headline, names):
    assert headline_names(headline) == names


def candidates(read, text, title="", skipped=()):
    document, entities = read(text, title)
    found = NameFinder(TERMS, skipped).find(cut_to_lead(document, 3000), entities)
    return {candidate.label: candidate for candidate in found}


def test_terms_are_found_under_every_spelling(read):
    found = candidates(read, "自律型AIが動く。ＡＩエージェントも動く。", "自律型AIの今")
    assert set(found) == {"AIエージェント"}
    assert found["AIエージェント"].title == {0}
    assert found["AIエージェント"].body == {0, 9}


def test_a_company_is_called_as_the_archive_calls_it(read):
    found = candidates(read, "Sonyは新しい道具を発表した。", "Sonyの道具")
    assert set(found) == {"ソニー"}
    assert found["ソニー"].mentioned
    assert found["ソニー"].listed
    assert found["ソニー"].title == {0}


def test_other_companies_are_domestic_as_written_and_foreign_by_name(read):
    found = candidates(read, "エヌビディアと富士通株式会社は提携する。")
    assert set(found) == {"NVIDIA", "富士通"}
    assert all(candidate.term == -1 for candidate in found.values())


def test_what_a_headline_names_and_the_text_repeats_is_a_candidate(read):
    text = "Kumopadを買った。Kumopadは軽い。"
    assert set(candidates(read, text, "Kumopadを試す")) == {"Kumopad"}
    assert candidates(read, text, "新しい板を試す") == {}
    assert candidates(read, "Kumopadを買った。", "Kumopadを試す") == {}
    assert candidates(read, text, "Kumopadを試す", skipped=["kumopad"]) == {}


def test_names_past_the_lead_do_not_count(read):
    document, entities = read("星を見た。" * 100 + "富士通の星見台。")
    assert NameFinder(TERMS).find(cut_to_lead(document, 50), entities) == []


def test_names_do_not_depend_on_what_else_is_in_a_batch(read):
    texts = [
        "ソニーは発表した。",
        "",
        "星見台の星。\nソニー",
        "\n",
        "AIエージェントとソニーの株式会社星見台。",
    ]
    read_texts = [read(text, title) for text in texts for title in ("", "ソニーと「Kumo」", text)]
    leads, entities = Documents([document for document, _ in read_texts]), [own for _, own in read_texts]
    finder = NameFinder(TERMS)
    together = finder.find_batch([Documents(leads[:4]), Documents(leads[4:])], entities)
    assert together == list(map(finder.find, leads, entities))
