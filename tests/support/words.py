"""Strings of any characters that front matter may hold."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), max_size=12
)
