"""Where the HTML tags are among the inline tokens of a block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

from markdown_it.token import Token

from kijiyomi.text.html import READINGS, ends_reading, tag_name


class InlineTags:
    """Where the HTML tags are among the tokens of a block.

    Args:
        tokens: The tokens.

    Attributes:
        tokens: The tokens.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._first_opening: dict[str, int] = {}
        self._closing: dict[str, list[int]] = defaultdict(list)
        self._ends_of_readings: list[int] = []
        for index, token in enumerate(tokens):
            if token.type == "html_inline":
                name, closing = tag_name(token.content)
                if closing:
                    self._closing[name].append(index)
                else:
                    self._first_opening.setdefault(name, index)
                if ends_reading(token.content):
                    self._ends_of_readings.append(index - 1)

    def end_of_element(self, index: int, name: str) -> int:
        """Return the index of the last token of the element that begins there; its own if it never ends."""
        if name in READINGS:
            ends, following = self._ends_of_readings, bisect_left(self._ends_of_readings, index)
        else:
            ends = self._closing[name]
            following = bisect_right(ends, index)
        return ends[following] if following < len(ends) else index

    def has_partner(self, index: int, name: str, *, closing: bool) -> bool:
        """Is the tag there closed by one after it, or does it close one before it?"""
        if closing:
            return self._first_opening.get(name, index) < index
        return self.end_of_element(index, name) > index
