"""The one input type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Markup = Literal["markdown", "plain"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its author wrote it.

    著者が書いたままの1本の記事を表す。

    Attributes:
        text: The body, Markdown or plain text; front matter may stand above it where ``body_start`` says
            so. Every offset in an :class:`~kijiyomi.records.analysis.Analysis` counts code points of this
            string.
        id: Identifier within its archive.
        title: Headline as plain text; empty when unknown.
        path: File the article came from, as the user named it; empty for in-memory articles.
        metadata: Front matter or further columns, untouched.
        markup: How ``text`` is marked up; ``"plain"`` takes every character literally.
        warnings: What was odd about its source; repeated in the analysis.
        body_start: Where in ``text`` the body begins; what stands before is not read.
    """

    text: str = field(repr=False)
    id: str = ""
    title: str = ""
    path: str = ""
    metadata: Mapping[str, object] = field(default_factory=dict)
    markup: Markup = "markdown"
    warnings: tuple[str, ...] = ()
    body_start: int = 0

    @property
    def body(self) -> str:
        """What of ``text`` is read.

        `text`のうち、解析の対象になる本文。
        """
        return self.text[self.body_start :]
