import io

import pytest
from rich.console import Console

import kijiyomi
from kijiyomi.classifier.explain import Explained, Explanation, Factor, Reason
from kijiyomi.display.explanation import explanation_html, print_explained

NASTY = "<script>[red]\x1b[31m\ud800"


@pytest.fixture(scope="module")
def explained():
    reason = Reason(NASTY, 1.5, "title", ((0, 3), (4, 7)))
    one = Explanation(NASTY, "topic", 0.5, (reason,), (Factor("in title", -0.5),))
    return Explained(kijiyomi.load(None).analyze("本文です。"), (one,))


def test_reasons_are_printed_and_nothing_interpreted(explained):
    stream = io.StringIO()
    print_explained(explained, Console(file=stream, width=200))
    assert "<script>[red]" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()
    assert "×2 in title +1.50" in stream.getvalue()
    assert "in title -0.50" in stream.getvalue()


def test_html_is_escaped(explained):
    page = explanation_html(explained)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "+1.50" in page
    assert explained._repr_html_() == page


def test_nothing_to_explain_shows_the_analysis_alone(explained):
    bare = Explained(explained.analysis, ())
    assert explanation_html(bare) == explained.analysis._repr_html_()
