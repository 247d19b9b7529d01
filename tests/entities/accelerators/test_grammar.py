"""The grammar finds, through the prefilter, every name that its patterns match anywhere."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.entities.accelerators.grammar import AcceleratorGrammar
from kijiyomi.knowledge.accelerator_cues import load_accelerator_cues
from kijiyomi.knowledge.accelerator_names import NamePattern, is_katakana, load_name_patterns

PATTERNS = load_name_patterns()
GRAMMAR = AcceleratorGrammar(PATTERNS, load_accelerator_cues())
FORMS = sorted({pattern.form for pattern in PATTERNS})
NUMBERS = sorted({number for pattern in PATTERNS for number in pattern.line.models})
PIECES = st.one_of(
    st.sampled_from(FORMS),
    st.sampled_from(FORMS).map(str.upper),
    st.sampled_from(NUMBERS),
    st.sampled_from(["", " ", "-", "、", "と", "™", "Ti", "シリーズ", "GPU", "の", "a", "9", "ー", "\n"]),
)


def plainly_found(text: str) -> set[tuple[int, int, str]]:
    """Return start, end and name of what every pattern matches at every position where it may begin."""
    found = set()
    for start in range(len(text)):
        for pattern in PATTERNS:
            if text[start].lower() == pattern.form[0].lower() and may_begin(pattern, text[:start]):
                mention = pattern.match(text, start)
                found |= {(mention.start, mention.end, mention.name)} if mention else set()
    return found


def may_begin(pattern: NamePattern, before: str) -> bool:
    if pattern.is_japanese:
        return not (is_katakana(pattern.form) and is_katakana(before[-1:]))
    return not re.search(r"[A-Za-z0-9_.@#&]\Z|[0-9A-Za-z]-\Z", before)


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_no_name_is_lost(text: str) -> None:
    (candidates,) = GRAMMAR.candidates([text])
    found = {(c.start, c.end, c.name) for c in candidates}
    assert found >= plainly_found(text)
    # What is more goes on with a list: a number alone, which only counts beside another name.
    further = [c for c in candidates if (c.start, c.end, c.name) not in plainly_found(text)]
    assert all(
        c.evidence == "adjacent" and not text[c.start : c.end].startswith(c.line.name) for c in further
    )


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=4))
def test_what_shares_a_batch_changes_nothing(texts: list[str]) -> None:
    assert GRAMMAR.candidates(texts) == [GRAMMAR.candidates([text])[0] for text in texts]
