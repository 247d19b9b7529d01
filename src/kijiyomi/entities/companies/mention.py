"""A possible company in a text, as every rule of this package gives and takes it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from kijiyomi.document import JoinedTexts


class CompanyMention(NamedTuple):
    """A possible company in the normalised view.

    Attributes:
        start: First character.
        end: One past the last character.
        name: Canonical name.
        kb_id: Identifier in the knowledge base, if any.
        certain: Whether it counts without further evidence.
        former: Whether a name of the past was used.
        club: Whether a sports club has the same name.
    """

    start: int
    end: int
    name: str
    kb_id: str | None
    certain: bool
    former: bool = False
    club: bool = False


def split_by_text(mentions: Iterable[CompanyMention], joined: JoinedTexts) -> list[list[CompanyMention]]:
    """Return the mentions in each of the texts that were joined, with offsets into its own view."""
    found: list[list[CompanyMention]] = [[] for _ in joined.normalised_starts]
    text_starts = joined.normalised_starts.tolist()
    for mention in mentions:
        text = bisect_right(text_starts, mention.start) - 1
        start, end = mention.start - text_starts[text], mention.end - text_starts[text]
        found[text].append(CompanyMention(start, end, *mention[2:]))
    return found
