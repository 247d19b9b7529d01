"""Progress of long work on many articles, shown to a person: the one place that draws a bar.

tqdm rather than rich, which draws everything else on a terminal: it keeps pipes and log files free of the bar
by itself, and ``tqdm.auto`` is the same bar in notebooks without a further package.
"""

from __future__ import annotations

from types import TracebackType

from tqdm import tqdm


class ArticleProgress:
    """A progress bar on standard error that counts articles and shows characters a second.

    Args:
        shown: Whether to show it; even then only on a terminal.
    """

    def __init__(self, *, shown: bool) -> None:
        # disable=None is tqdm's way to say: only on a terminal.
        self._bar = tqdm(unit=" articles", disable=None if shown else True, dynamic_ncols=True)
        self._characters = 0

    def __enter__(self) -> ArticleProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def expect(self, articles: int | None) -> None:
        """Say about how many articles there are; ``None`` when that is not known yet."""
        self._bar.total = articles

    def add_articles(self, count: int) -> None:
        """Say that so many articles more are done."""
        self._bar.update(count)

    def add_characters(self, count: int) -> None:
        """Say that so many characters more are done."""
        self._characters += count
        rate = self._characters / max(self._bar.format_dict["elapsed"], 1e-9)
        self._bar.set_postfix_str(f"{rate:,.0f} characters/s", refresh=False)
