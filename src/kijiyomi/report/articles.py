"""The articles of a report: rows of its table, and what an opened one shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kijiyomi.display.entity_wording import describe
from kijiyomi.display.fact_wording import describe_fact
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import LABELS, EntityLabel
from kijiyomi.records.schema import Record
from kijiyomi.report.article_lookup import Source
from kijiyomi.statistics.counts import mentions

_LABELS = list(LABELS)
NAME_COLUMNS = {name: label.column for name, label in LABELS.items() if label.column}
"""Which column of the table of articles holds the names of a label; articles without any lack it."""


def article_rows(
    records: Sequence[Record], sources: Sequence[Source], blocks: Sequence[int]
) -> list[dict[str, Any]]:
    """Return the rows of the table; ``block`` is the one that has an article's :func:`article_details`."""
    return [
        {
            "index": index,
            "block": block,
            "date": source.date,
            "id": record["id"],
            "title": record["title"] or record["id"] or "無題",
            "characters": record["characters"],
            "minutes": record["reading_time"]["minutes"],
            "subjects": [subject["label"] for subject in record["subjects"]],
            "categories": [category["label"] for category in record["categories"]],
            "tags": [tag["label"] for tag in record["tags"]],
            "keywords": [keyword["text"] for keyword in record["keywords"]],
            "excerpt": record["excerpt"],
            **{key: names for label, key in NAME_COLUMNS.items() if (names := _names(record, label))},
        }
        for index, (record, source, block) in enumerate(zip(records, sources, blocks, strict=True))
    ]


def article_details(articles: Iterable[tuple[Record, Source]]) -> dict[str, Any]:
    """Return what is unpacked when one of some articles is opened.

    ``words`` holds every spelling and value once; entities refer to it by index. An entity is
    ``[code points since the last one's end, its length, label, value]``; where the text is not known,
    ``spelling`` follows. A fact is ``[index of its figure among the entities, its lines]``.
    """
    words: dict[str, int] = {}
    details = [_details(record, source, words) for record, source in articles]
    return {"words": list(words), "articles": details}


def _names(record: Record, label: EntityLabel) -> list[str]:
    return [name for name, _ in mentions(record, label).most_common()]


def _details(record: Record, source: Source, words: dict[str, int]) -> dict[str, Any]:
    entities, last_end = [], 0
    for entity in record["entities"]:
        span = [entity["start"] - last_end, entity["end"] - entity["start"]]
        value = describe(Entity(**entity), "japanese")
        meaning = [_LABELS.index(entity["label"]), _word_index(value, words)]
        spelling = [_word_index(entity["text"], words)] if source.text is None else []
        entities.append([*span, *meaning, *spelling])
        last_end = entity["end"]
    indices = {(e["start"], e["end"]): index for index, e in enumerate(record["entities"])}
    facts = [
        [indices[fact["start"], fact["end"]], _word_index(describe_fact(fact, "japanese"), words)]
        for fact in record["facts"]
    ]
    return {
        "path": record["path"],
        "text": source.text,
        "seconds": round(record["reading_time"]["seconds"]),
        "subjects": [[subject["label"], round(subject["score"], 3)] for subject in record["subjects"]],
        "categories": [[category["label"], round(category["score"], 3)] for category in record["categories"]],
        "tags": [[tag["label"], round(tag["score"], 3)] for tag in record["tags"]],
        "keywords": [[keyword["text"], keyword["count"]] for keyword in record["keywords"]],
        "entities": entities,
        "facts": facts,
        "warnings": list(record["warnings"]),
    }


def _word_index(word: str, words: dict[str, int]) -> int:
    return words.setdefault(word, len(words))
