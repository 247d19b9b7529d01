from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.display import safe_text
from kijiyomi.display.safe_text import escape_html, replace_unprintable


def test_what_breaks_displays_is_replaced_in_place() -> None:
    assert replace_unprintable("a\0b\ud83dc\x1b[31m赤\r\n\t字") == "a\ufffdb\ufffdc\ufffd[31m赤\r\n\t字"
    assert replace_unprintable("絵文字👨‍👩‍👧も か゛ も残る") == "絵文字👨‍👩‍👧も か゛ も残る"


@given(st.text())
def test_offsets_stay_and_any_text_can_be_encoded(text: str) -> None:
    safe = replace_unprintable(text)
    assert len(safe) == len(text)
    safe.encode()


def test_html_is_escaped_in_attributes_too() -> None:
    assert escape_html('<b a="\'">&\0') == "&lt;b a=&quot;&#x27;&quot;&gt;&amp;\ufffd"


def test_the_examples_in_the_docstrings() -> None:
    results = doctest.testmod(safe_text)
    assert results.attempted and not results.failed
