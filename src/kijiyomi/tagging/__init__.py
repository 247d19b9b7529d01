"""Writing what was read back into the posts: front matter, and nothing but the values asked for."""

from __future__ import annotations

from kijiyomi.tagging.plan import (
    DEFAULT_PLAN,
    FIELDS,
    MODES,
    Mode,
    TaggableField,
    TaggingPlan,
    default_plan,
    parse_plan,
)
from kijiyomi.tagging.posts import Proposal, Skipped, propose, write

__all__ = [
    "DEFAULT_PLAN",
    "FIELDS",
    "MODES",
    "Mode",
    "Proposal",
    "Skipped",
    "TaggableField",
    "TaggingPlan",
    "default_plan",
    "parse_plan",
    "propose",
    "write",
]
