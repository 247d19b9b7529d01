"""Hand-made records, as JSON Lines have them."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]


def record(*entities: Record, keywords: Any = (), tags: Any = (), minutes: int = 1, **fields: Any) -> Record:
    """Return the record of an article in which little was found."""
    return {
        "id": "a",
        "title": "題",
        "path": "p",
        "characters": 1_000,
        "reading_time": {"minutes": minutes, "seconds": 60.0 * minutes},
        "categories": [],
        "tags": [{"label": label, "score": 0.9, "source": "topic"} for label in tags],
        "keywords": [{"text": text, "score": 1.0, "count": 1} for text in keywords],
        "entities": list(entities),
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
