"""The articles of a report: rows of its table, and what an opened one shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kijiyomi.records.labels import LABELS
from kijiyomi.report.figures import names
from kijiyomi.report.records import Record
from kijiyomi.report.texts import Source
from kijiyomi.report.values import described

_LABELS = list(LABELS)


def rows(records: Sequence[Record], sources: Sequence[Source], blocks: Sequence[int]) -> list[dict[str, Any]]:
    """Return the rows of the table; ``block`` tells where :func:`details` of an article are."""
    return [
        {
            "place": place,
            "block": block,
            "date": source.date,
            "id": record["id"],
            "title": record["title"] or record["id"] or "無題",
            "characters": record["characters"],
            "minutes": record["reading_time"]["minutes"],
            "categories": [category["label"] for category in record["categories"]],
            "tags": [tag["label"] for tag in record["tags"]],
            "keywords": [keyword["text"] for keyword in record["keywords"]],
            "companies": names(record, "COMPANY"),
            "gpus": names(record, "GPU"),
            "excerpt": record["excerpt"],
        }
        for place, (record, source, block) in enumerate(zip(records, sources, blocks, strict=True))
    ]


def details(articles: Iterable[tuple[Record, Source]]) -> dict[str, Any]:
    """Return what is unpacked when one of some articles is opened.

    ``words`` holds every spelling and value once; entities refer to it by number. An entity is
    ``[code points since the last one's end, its length, label, value]``; where the text is not known,
    ``spelling`` follows.
    """
    words: dict[str, int] = {}
    shown = [_detail(record, source, words) for record, source in articles]
    return {"words": list(words), "articles": shown}


def _detail(record: Record, source: Source, words: dict[str, int]) -> dict[str, Any]:
    entities, last = [], 0
    for entity in record["entities"]:
        place = [entity["start"] - last, entity["end"] - entity["start"]]
        what = [_LABELS.index(entity["label"]), _number(described(entity), words)]
        spelling = [_number(entity["text"], words)] if source.text is None else []
        entities.append([*place, *what, *spelling])
        last = entity["end"]
    return {
        "path": record["path"],
        "text": source.text,
        "seconds": round(record["reading_time"]["seconds"]),
        "categories": [[category["label"], round(category["score"], 3)] for category in record["categories"]],
        "tags": [[tag["label"], round(tag["score"], 3)] for tag in record["tags"]],
        "keywords": [[keyword["text"], keyword["count"]] for keyword in record["keywords"]],
        "entities": entities,
        "warnings": list(record["warnings"]),
    }


def _number(word: str, words: dict[str, int]) -> int:
    return words.setdefault(word, len(words))
