"""Text of articles made safe for displays: nothing in it is markup, nothing in it breaks them."""

from __future__ import annotations

import html
import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def replace_unprintable(text: str) -> str:
    """Return ``text`` with each control character and lone surrogate as U+FFFD, so that offsets stay.

    >>> replace_unprintable("赤\\x1b[31m")
    '赤�[31m'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def escape_html(text: str) -> str:
    """Return plain text as HTML, unprintable characters replaced.

    >>> escape_html("R&D")
    'R&amp;D'
    """
    return html.escape(replace_unprintable(text))
