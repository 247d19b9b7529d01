"""Hand-made analyses."""

from __future__ import annotations

from typing import Any

from kijiyomi.records.analysis import Analysis, Category, Entity, Keyword, ReadingTime, Subject, Tag
from kijiyomi.records.facts import Fact, Mention

TEXT = """ハルニレ・グループは2日、石狩市にAIファクトリーを建てると発表した。総投資額は約30億ドルで、2027年後半に動かす。

NVIDIAのGB200 NVL72を並べ、**5万基以上**に増やす。費用は前年比10〜20%減り、償還は15年間。参加するのは数十社。
"""

_FOUND: list[tuple[str, dict[str, Any]]] = [
    ("ハルニレ・グループ", {"label": "COMPANY", "name": "ハルニレ・グループ"}),
    ("2日", {"label": "DATE", "timex": "XXXX-XX-02"}),
    ("約30億ドル", {"label": "MONEY", "value": 3e9, "currency": "USD", "modifier": "approx"}),
    ("2027年後半", {"label": "DATE", "timex": "2027-H2"}),
    ("NVIDIA", {"label": "COMPANY", "name": "NVIDIA", "kb_id": "nvidia"}),
    (
        "GB200 NVL72",
        {"label": "GPU", "name": "NVIDIA GB200 NVL72", "kb_id": "nvidia-gb200-nvl72", "vendor": "NVIDIA"},
    ),
    ("5万基以上", {"label": "QUANTITY", "value": 50_000.0, "unit": "基", "modifier": "ge"}),
    ("10〜20%", {"label": "PERCENT", "min": 10.0, "max": 20.0, "change": "decrease", "basis": "year"}),
    ("15年間", {"label": "DURATION", "timex": "P15Y"}),
    ("数十社", {"label": "QUANTITY", "unit": "社"}),
]


_FACTS: list[tuple[str, dict[str, Any]]] = [
    (
        "約30億ドル",
        {
            "entity": "ハルニレ・グループ",
            "property": "総投資額",
            "type": "investment",
            "when": "2027年後半",
            "purpose": "AIファクトリー",
            "status": "plan",
        },
    ),
    (
        "5万基以上",
        {"entity": "GB200 NVL72", "name": "NVIDIA GB200 NVL72", "type": "count", "status": "plan"},
    ),
    ("10〜20%", {"property": "費用", "type": "change", "status": "plan"}),
    ("数十社", {"type": "count", "status": "actual"}),
]


def entity(text: str, label: str, **fields: Any) -> Entity:
    return Entity(0, len(text), text, label, **fields)  # type: ignore[arg-type]


def placed(text: str, phrase: str, **fields: Any) -> Entity:
    start = text.index(phrase)
    return Entity(start, start + len(phrase), phrase, **fields)


def mention(text: str, phrase: str | None, name: str | None = None) -> Mention | None:
    """Return the first place of a phrase in a text."""
    if phrase is None:
        return None
    start = text.index(phrase)
    return Mention(start, start + len(phrase), phrase, name or phrase)


def fact(text: str, figure: str, **parts: Any) -> Fact:
    """Return a fact whose parts are phrases of a text; ``name`` is the canonical one of the holder."""
    found = mention(text, figure)
    assert found is not None
    words = {part: mention(text, parts.get(part)) for part in ("property", "when", "purpose", "basis")}
    holder = mention(text, parts.get("entity"), parts.get("name"))
    return Fact(
        *found[:3],
        entity=holder,
        type=parts.get("type", "other"),
        status=parts.get("status", "actual"),
        score=parts.get("score", 0.75),
        **words,
    )


def analysis(**changes: Any) -> Analysis:
    fields: dict[str, Any] = {
        "id": "2025-06-03-ai-factory.md",
        "title": "石狩に5万基級のAIファクトリー",
        "path": "posts/2025-06-03-ai-factory.md",
        "text": TEXT,
        "characters": 120,
        "reading_time": ReadingTime(1, 12.5),
        "categories": (Category("AI最新ニュース", 0.91), Category("投資分析", 0.42)),
        "tags": (Tag("データセンター", 0.93, "topic"), Tag("NVIDIA", 0.88, "entity")),
        "subjects": (Subject("科学・技術", "medtop:13000000", 0.81),),
        "keywords": (Keyword("AIファクトリー", 3.25, 1), Keyword("石狩市", 1.5, 2)),
        "entities": tuple(placed(TEXT, phrase, **found) for phrase, found in _FOUND),
        "facts": tuple(fact(TEXT, figure, **parts) for figure, parts in _FACTS),
        "excerpt": "ハルニレ・グループは2日、石狩市にAIファクトリーを建てると発表した。",
        "warnings": (),
    }
    return Analysis(**(fields | changes))


def bare(text: str = "", **changes: Any) -> Analysis:
    """Return an analysis of ``text`` that found nothing."""
    nothing: dict[str, Any] = dict.fromkeys(("id", "title", "path", "excerpt"), "")
    nothing |= dict.fromkeys(
        ("categories", "tags", "subjects", "keywords", "entities", "facts", "warnings"), ()
    )
    return analysis(**(nothing | {"text": text, "characters": len(text)} | changes))
