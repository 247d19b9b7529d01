"""Emoji written by their names, as GitHub, Qiita and Obsidian's plug-ins have them: ``:tada:`` is 🎉."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.text.masks import NO_MARKUP, MarkupFound, MarkupSource, Mask

# 12:30:45, a::b, key:value:more and addresses hold none.
_CODES = re.compile(r":(?<![0-9A-Za-z:_/.\-]:)[a-z0-9_+\-]+:(?::[a-z0-9_+\-]+:)*(?![0-9A-Za-z:])")
_CODE = re.compile(r":([a-z0-9_+\-]+):")
# MkDocs Material's icons, which are pictures without a character.
_ICON = re.compile(r"(?:fontawesome|material|octicons|simple)-[a-z0-9-]+")


def find_emoji_codes(source: MarkupSource) -> MarkupFound:
    """Return the emoji codes with a known name."""
    if _CODES.search(source.text) is None:
        return NO_MARKUP
    masks = []
    for codes in _CODES.finditer(source.prose):
        for code in _CODE.finditer(source.prose, *codes.span()):
            name = code[1]
            if name in emoji_by_name() or _ICON.fullmatch(name):
                masks.append(Mask(*code.span(), emoji_by_name().get(name, "")))
    return MarkupFound(masks)


@lru_cache(maxsize=1)
def emoji_by_name() -> dict[str, str]:
    """Return the emoji of each name in ``emoji_codes.toml``; ``""`` where the name is of a picture."""
    file = Path(__file__).with_name("emoji_codes.toml")
    return msgspec.toml.decode(file.read_bytes(), type=dict[str, str])
