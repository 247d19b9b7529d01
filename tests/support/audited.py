"""Posts to audit."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

from kijiyomi import Article
from kijiyomi.audit import Finding, FindingKind

SENTENCES = [
    "川沿いの工場は冷却に井戸水を使う。",
    "新しい変電所は来春に動き始める。",
    "担当者は部品の到着を待っている。",
    "屋根には太陽光の板が並ぶ。",
    "試作の基板は三度目で動いた。",
    "倉庫の棚は床から天井まで届く。",
    "研修では古い機械の図面も読む。",
    "町の図書館が講座の会場になった。",
]


def body(seed: int, sentences: int = 40) -> str:
    """Return a text that no other seed gives."""
    chance = random.Random(seed)
    words = ["春", "夏", "秋", "冬", "朝", "夜", "北", "南", "東", "西"]
    return "\n\n".join(
        f"{seed}の{chance.choice(words)}{chance.randrange(10**6)}、{chance.choice(SENTENCES)}"
        for _ in range(sentences)
    )


def post(number: int, **metadata: Any) -> Article:
    """Return post ``p<number>``; ``text`` and ``title`` are its own, all else its front matter."""
    text = metadata.pop("text", None) or body(number)
    return Article(text, id=f"p{number}", title=metadata.pop("title", f"題{number}"), metadata=metadata)


def of_kind(kind: FindingKind, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings of one kind."""
    return [finding for finding in findings if finding.kind == kind]
