"""Rows and details, put together again as the page's script does."""

import pytest

from kijiyomi.article import Article
from kijiyomi.records.labels import LABELS
from kijiyomi.report import Source
from kijiyomi.report.articles import NAME_COLUMNS, article_details, article_rows
from support.records import company, entity, fact, money, record

TEXT = "AはBに30を払い、Aは喜ぶ。"
_THIRTY = money(4, 30.0) | {"text": "30", "end": 6}
RECORD = record(
    company(0, "A"),
    company(2, "B"),
    _THIRTY,
    company(10, "A"),
    entity(11, "は", "GPU", name="は", kb_id=None, vendor=None),
    facts=[fact(_THIRTY, company(0, "A"), type="cost")],
)


def entities_of(details, text):
    """Return the position, label, value and text of each entity."""
    (article,) = details["articles"]
    last_end, found = 0, []
    for gap, length, label, value, *spelling in article["entities"]:
        start = last_end + gap
        last_end = start + length
        written = details["words"][spelling[0]] if spelling else text[start:last_end]
        found.append((start, list(LABELS)[label], details["words"][value], written))
    return found


def test_entities_come_back_with_and_without_the_text():
    expected = [
        (0, "COMPANY", "A", "A"),
        (2, "COMPANY", "B", "B"),
        (4, "MONEY", "30 USD", "30"),
        (10, "COMPANY", "A", "A"),
        (11, "GPU", "は", "は"),
    ]
    for text in (TEXT, None):
        details = article_details([(RECORD, Source(text and Article(text), ""))])
        assert entities_of(details, text) == expected
        assert details["articles"][0]["text"] == text
        ((figure, lines),) = details["articles"][0]["facts"]
        assert (figure, details["words"][lines]) == (2, "だれの: A\n何: 費用\n状態: 実績")
        assert len(set(details["words"])) == len(details["words"])


def test_rows_have_names_by_mentions_and_their_block():
    sources = [Source(None, "2025-01-02"), Source(None, "")]
    first, second = article_rows([RECORD, record(title="", id="")], sources, [0, 1])
    assert (first["companies"], first["gpus"], first["date"]) == (["A", "B"], ["は"], "2025-01-02")
    assert [(row["index"], row["block"], row["title"]) for row in (first, second)] == [
        (0, 0, "題"),
        (1, 1, "無題"),
    ]


@pytest.mark.parametrize("label", [name for name, label in LABELS.items() if label.kind == "name"])
def test_the_names_of_every_label_have_a_column(label):
    named = record(entity(0, "A", label, name="山", kb_id=None), entity(2, "B", label, name="山", kb_id=None))
    first, second = article_rows([named, record()], [Source(None, "")] * 2, [0, 0])
    assert first[NAME_COLUMNS[label]] == ["山"]
    assert NAME_COLUMNS[label] not in second
