"""Strategies of texts for the classifier: words of the made-up archive, and what each n-gram treats apart."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    "望遠鏡で星雲を撮影した。",
    "出汁を昆布で引いた。",
    "富士通は新しい道具を発表した。",
    "星見台",
    "望遠鏡",
    "天文",
    "星",
    "NVIDIA",
    "Ｎｖｉｄｉａ",
    "GPU",
    "「",
    "」、",
    "。",
    "(",
    "- ",
    "■",
    "10",
    " ",
    "\u3000",
    "\n",
    "\n\n",
    "\r\n",
    "長い行" * 25,
    "か\u3099",
    "ΟΔΟΣ",
    "\ud800",
    "😀",
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
"""Texts as long in lower case as they are."""
growing_texts = st.lists(st.sampled_from([*PIECES, "İ", "ﬁ"]), max_size=25).map("".join)
"""Texts that may be longer in lower case."""
odd_texts = st.lists(st.sampled_from([*PIECES, "İ", "ﬁ", "\0"]), max_size=25).map("".join)
"""Texts of every kind."""
