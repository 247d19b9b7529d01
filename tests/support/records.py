"""Hand-made records, as JSON Lines have them."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]


def record(
    *entities: Record,
    facts: Any = (),
    keywords: Any = (),
    tags: Any = (),
    subjects: Any = (),
    minutes: int = 1,
    **fields: Any,
) -> Record:
    """Return the record of an article in which little was found."""
    return {
        "id": "a",
        "title": "題",
        "path": "p",
        "characters": 1_000,
        "reading_time": {"minutes": minutes, "seconds": 60.0 * minutes},
        "categories": [],
        "tags": [{"label": label, "score": 0.9, "source": "topic"} for label in tags],
        "subjects": [{"label": label, "id": "medtop:13000000", "score": 0.9} for label in subjects],
        "keywords": [{"text": text, "score": 1.0, "count": 1} for text in keywords],
        "entities": list(entities),
        "facts": list(facts),
        "excerpt": "",
        "warnings": [],
        **fields,
    }


def entity(start: int, text: str, label: str, **fields: Any) -> Record:
    return {"start": start, "end": start + len(text), "text": text, "label": label, **fields}


def company(start: int, name: str) -> Record:
    return entity(start, name, "COMPANY", name=name, kb_id=None)


def money(start: int, value: float | None, **fields: Any) -> Record:
    return entity(start, "x", "MONEY", **({"value": value, "currency": "USD"} | fields))


def date(start: int, text: str, timex: str) -> Record:
    return entity(start, text, "DATE", timex=timex)


def fact(figure: Record, holder: Record | None = None, **parts: Any) -> Record:
    """Return the fact of a figure; holder and parts such as ``when`` are entities."""
    words = {part: _mention(parts.get(part)) for part in ("property", "when", "purpose", "basis")}
    return {
        "start": figure["start"],
        "end": figure["end"],
        "text": figure["text"],
        "entity": _mention(holder),
        **words,
        "type": parts.get("type", "other"),
        "status": parts.get("status", "actual"),
        "score": 0.75,
    }


def _mention(of: Record | None) -> Record | None:
    if of is None:
        return None
    return {name: of[name] for name in ("start", "end", "text")} | {"name": of.get("name") or of["text"]}
