"""What readers of archives are told, and what they hand on besides articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Which column or key of a table holds what; all others become metadata.

    Attributes:
        id: Identifier; without such a column the row's number is used.
        title: Headline; may be missing.
        text: Body; must be there.
    """

    id: str = "id"
    title: str = "title"
    text: str = "text"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that could not be read.

    Attributes:
        id: Its identifier as far as known.
        path: The file it stands in.
        reason: What is wrong, where, and what to do about it.
    """

    id: str
    path: str
    reason: str
