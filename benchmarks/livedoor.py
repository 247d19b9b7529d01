"""Livedoor news: telling nine media apart, random folds and by time, raw and masked.

    python -m benchmarks.livedoor CORPORA [--parts 5]

Beside LinearSVC (C=3) on words 1-2 and characters 2-3 of the same input. Each medium signs its articles; the
masked texts lack lines that several articles share, addresses, tails of related links and the media's names.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from benchmarks.label_baselines import svm_accuracy
from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier.evaluate import evaluate
from kijiyomi.classifier.training.train import train
from kijiyomi.frontmatter.keys import categories_of

_SHARED_BY = 3
_URL_LINE = re.compile(r"^.*https?://.*$", re.MULTILINE)
_RELATED = re.compile(r"\n[^\n]{0,4}(?:関連記事|関連リンク|関連情報|関連サイト|【関連)[\s\S]*\Z")
_MEDIA = re.compile(
    r"livedoor|ライブドア|独女通信|独女|ITライフハック|家電チャンネル|HOMME|MOVIE.?ENTER|Peachy|ピーチィ"
    r"|エスマックス|S-MAX|Sports.?Watch|トピックニュース",
    re.IGNORECASE,
)

Split = tuple[list[Article], list[Article]]


def masked(articles: Sequence[Article]) -> list[Article]:
    """Return the articles without shared lines, URL lines, tails of related links and the media's names."""
    lines = Counter(line for article in articles for line in set(article.text.splitlines()) if line.strip())

    def mask(text: str) -> str:
        own = "\n".join(line for line in text.splitlines() if lines[line] < _SHARED_BY)
        return _MEDIA.sub("", _URL_LINE.sub("", _RELATED.sub("", own)))

    return [
        replace(article, text=mask(article.text), title=_MEDIA.sub("", article.title)) for article in articles
    ]


def by_number(articles: Sequence[Article]) -> Split:
    """Return the oldest four fifths and the newest fifth of each medium, by article number."""
    old: list[Article] = []
    new: list[Article] = []
    for medium in sorted({categories_of(article.metadata)[0] for article in articles}):
        own = sorted((a for a in articles if categories_of(a.metadata)[0] == medium), key=_number)
        cut = len(own) * 4 // 5
        old, new = old + own[:cut], new + own[cut:]
    return old, new


def folds(articles: Sequence[Article], parts: int) -> Iterator[Split]:
    """Yield stratified random folds."""
    media = [categories_of(article.metadata)[0] for article in articles]
    made = StratifiedKFold(5, shuffle=True, random_state=0).split(np.zeros(len(media)), media)
    for _, (old, new) in zip(range(parts), made, strict=False):
        yield [articles[place] for place in old], [articles[place] for place in new]


def our_accuracy(old: Sequence[Article], new: Sequence[Article]) -> tuple[float, float]:
    """Return our accuracy and the seconds that training took."""
    began = time.perf_counter()
    model = train(old)
    seconds = time.perf_counter() - began
    quality = evaluate(model, new).categories
    if quality is None:
        raise SystemExit("the archive has no categories")
    return quality.accuracy, seconds


def row(name: str, splits: Sequence[Split]) -> str:
    """Return a line of the table: means over the splits."""
    ours, seconds = np.mean([our_accuracy(old, new) for old, new in splits], axis=0)
    theirs = float(np.mean([svm_accuracy(old, new) for old, new in splits]))
    return f"| {name} | {ours:.3f} | {theirs:.3f} | {100 * (ours - theirs):+.1f} | {seconds:.0f} s |"


def _number(article: Article) -> int:
    return int(re.findall(r"\d+", article.id)[-1])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--parts", type=int, default=5, help="folds to run of the five")
    args = parser.parse_args()
    raw = list(Archive(str(args.corpora / "livedoor.jsonl.gz")))
    print("| split | kijiyomi | LinearSVC | points | training |\n|---|---:|---:|---:|---:|")
    for name, articles in (("raw", raw), ("masked", masked(raw))):
        print(row(f"{name}, newest fifth by number", [by_number(articles)]), flush=True)
        print(row(f"{name}, five folds", list(folds(articles, args.parts))), flush=True)


if __name__ == "__main__":
    main()
