"""Text of articles made safe for displays: nothing in it is markup, nothing in it breaks them."""

from __future__ import annotations

import html
import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\r]")
_OBEYED_IN_JSON = re.compile(f"{_UNPRINTABLE.pattern}|{_DIRECTION.pattern}")


def replace_unprintable(text: str) -> str:
    """Return ``text`` with each control character and lone surrogate as U+FFFD, so that offsets stay.

    >>> replace_unprintable("赤\\x1b[31m")
    '赤�[31m'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def replace_terminal_controls(text: str) -> str:
    """Return ``text`` with all that a terminal might obey as U+FFFD: controls, and marks of direction.

    Line feeds and tabs stay.

    >>> replace_terminal_controls("\\u202e赤\\x1b[31m")
    '�赤�[31m'
    """
    return _DIRECTION.sub("\ufffd", replace_unprintable(text))


def escape_terminal_controls(text: str) -> str:
    """Return JSON with what a terminal might obey written as ``\\u`` escapes: the same value."""
    return _OBEYED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def escape_html(text: str) -> str:
    """Return plain text as HTML, unprintable characters replaced.

    >>> escape_html("R&D")
    'R&amp;D'
    """
    return html.escape(replace_unprintable(text))
