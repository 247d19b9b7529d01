import pytest

from kijiyomi.classifier.features.lead import headline_end, lead_of, leads_of
from kijiyomi.classifier.features.name_candidates import NameFinder, headline_names
from kijiyomi.classifier.features.salience import FEATURES, salience
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


def candidates(read, text, title="", passed_over=()):
    document, entities = read(text, title)
    found = NameFinder(TERMS, passed_over)(lead_of(document, 3000), entities)
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
    assert candidates(read, text, "Kumopadを試す", passed_over=["kumopad"]) == {}


def test_names_past_the_lead_do_not_count(read):
    document, entities = read("星を見た。" * 100 + "富士通の星見台。")
    assert NameFinder(TERMS)(lead_of(document, 50), entities) == []


def test_salience_tells_subjects_from_passing_names(read):
    text = "ソニーは道具を発表した。" + "雲が流れた。" * 80 + "ソニーは笑った。帰りに星見台へ寄った。"
    document, entities = read(text, "ソニーの道具(星見台)")
    lead = lead_of(document, 3000)
    found = NameFinder(TERMS)(lead, entities)
    marks = {
        candidate.label: dict(zip(FEATURES, row.tolist(), strict=True))
        for candidate, row in zip(found, salience([lead], [found]), strict=True)
    }
    maker, inn = marks["ソニー"], marks["星見台"]
    assert maker["in title"] == maker["title begins with it"] == maker["in opening"] == 1
    assert maker["first place"] == 0
    assert maker["twice or more"] == maker["most frequent"] == 1
    assert inn["in title"] == inn["in opening"] == 0
    assert inn["only bracketed in title"] == 1
    assert inn["share of most frequent"] == 0.5
    assert salience([lead], [[]]).shape == salience([], []).shape == (0, len(FEATURES))


def test_a_lead_is_cut_everywhere_alike(read):
    document, _ = read("ｶﾞ㌔を見た。" * 30, "題")
    lead = lead_of(document, 20)
    assert lead.passage.text == document.passage.text[:20]
    assert lead.passage.normalised.ends[-1] <= 20
    assert lead.tokens.end[-1] <= 20
    assert lead_of(document, 10_000) is document


def test_groups_of_short_documents_stay_as_they_are(read):
    documents = Documents([read(text * 400)[0] for text in ("", "星", "長い文章を書いた。" * 12, "月", "花")])
    groups = leads_of(documents, 1000)
    assert [group is whole for group, whole in zip(groups, documents.chunks, strict=True)] == [False, True]
    for lead, document in zip((lead for group in groups for lead in group), documents, strict=True):
        assert lead.passage.text == document.passage.text[:1000]


@pytest.mark.parametrize(
    ("text", "end"), [("見出し\n\n本文です。", 3), ("長い文。" * 40 + "\n\n本文", 0), ("", 0)]
)
def test_the_first_line_is_a_headline_when_short(read, text, end):
    assert headline_end(read(text)[0]) == end


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
    together = finder.batch([Documents(leads[:4]), Documents(leads[4:])], entities)
    assert together == list(map(finder, leads, entities))
