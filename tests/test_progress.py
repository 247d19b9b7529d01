import io
import sys

import pytest

from kijiyomi.progress import ArticleProgress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(stream, monkeypatch, *, shown):
    monkeypatch.setattr(sys, "stderr", stream)
    with ArticleProgress(shown=shown) as progress:
        progress.expect(20)
        progress.add_articles(5)
        progress.add_characters(1_000)
    return stream.getvalue()


def test_a_terminal_shows_articles_and_characters(monkeypatch):
    text = shown(Terminal(), monkeypatch, shown=True)
    assert " articles" in text
    assert "characters/s" in text


@pytest.mark.parametrize(("stream", "wanted"), [(io.StringIO(), True), (Terminal(), False)])
def test_nothing_is_written_to_a_pipe_or_when_not_wanted(stream, wanted, monkeypatch):
    assert shown(stream, monkeypatch, shown=wanted) == ""
