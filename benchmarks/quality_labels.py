"""Quality of categories and tags learnt from archives whose authors labelled them.

    python -m benchmarks.quality_labels --corpora FOLDER [--only NAME ...] [--seed 0]

Every archive (every category of it) is split by time: the oldest four fifths train, the newest fifth
measures. FOLDER holds archives ``*.jsonl.gz`` of ``title``, ``text``, ``tags``, ``categories`` and ``date``.
Tags used fewer than ten times in an archive are left out of training and measuring. In ``livedoor`` the media
are the categories; each signs its articles, so they are also measured with what gives a medium away taken out
(``masked``).
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier.evaluate import evaluate
from kijiyomi.classifier.labels import categories_of, tags_of
from kijiyomi.classifier.train import train

TAGGED = ("efcl", "azukiazusa", "s-yoshiki", "jser", "zenn-qiita-open")
_LEAST_USES = 10
_SHARED_BY = 3
_URL_LINE = re.compile(r"^.*https?://.*$", re.MULTILINE)
_RELATED = re.compile(r"\n[^\n]{0,4}(?:関連記事|関連リンク|関連情報|関連サイト|【関連)[\s\S]*\Z")
_MEDIA = re.compile(
    r"livedoor|ライブドア|独女通信|独女|ITライフハック|家電チャンネル|HOMME|MOVIE.?ENTER|Peachy|ピーチィ"
    r"|エスマックス|S-MAX|Sports.?Watch|トピックニュース",
    re.IGNORECASE,
)


def by_time(articles: Iterable[Article]) -> tuple[list[Article], list[Article]]:
    """Return the oldest four fifths and the newest fifth of each category, since categories come and go."""
    groups: defaultdict[tuple[str, ...], list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: str(article.metadata["date"])):
        groups[categories_of(article)[:1]].append(article)
    cuts = [(group, len(group) * 4 // 5) for group in groups.values()]
    old = [article for group, cut in cuts for article in group[:cut]]
    return old, [article for group, cut in cuts for article in group[cut:]]


def frequent_tags(articles: Sequence[Article]) -> list[Article]:
    """Return the articles with the tags that many of them carry, without categories."""
    uses = Counter(tag for article in articles for tag in tags_of(article))
    return [
        replace(
            article,
            metadata={
                "date": article.metadata["date"],
                "tags": [tag for tag in tags_of(article) if uses[tag] >= _LEAST_USES],
            },
        )
        for article in articles
    ]


def masked(articles: Sequence[Article]) -> list[Article]:
    """Return the articles without shared lines, URL lines, tails of related links and the media's names."""
    lines = Counter(line for article in articles for line in set(article.text.splitlines()) if line.strip())

    def mask(text: str) -> str:
        own = "\n".join(line for line in text.splitlines() if lines[line] < _SHARED_BY)
        return _MEDIA.sub("", _URL_LINE.sub("", _RELATED.sub("", own)))

    return [
        replace(article, text=mask(article.text), title=_MEDIA.sub("", article.title)) for article in articles
    ]


def row(name: str, articles: Sequence[Article], seed: int) -> str:
    """Return one archive's line of the table."""
    old, new = by_time(articles)
    began = time.perf_counter()
    quality = evaluate(train(old, seed=seed), new)
    seconds = time.perf_counter() - began
    tags, categories = quality.tags, quality.categories
    values = (
        categories.accuracy if categories else None,
        tags.micro_f1 if tags else None,
        tags.macro_f1 if tags else None,
        tags.precision_at_1 if tags else None,
        tags.ndcg_at_5 if tags else None,
        tags.calibration_error if tags else None,
    )
    cells = " | ".join("" if value is None else f"{value:.3f}" for value in values)
    return f"| {name} | {len(old)} | {len(new)} | {cells} | {seconds:.0f} s |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[*TAGGED, "livedoor"])
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    measures = ["category accuracy", "tag micro F1", "macro F1", "P@1", "nDCG@5", "ECE"]
    print("| " + " | ".join(["archive", "training", "measuring", *measures, "time"]) + " |")
    print("|" + "---|" * (len(measures) + 4))
    for name in args.only:
        articles = list(Archive(str(args.corpora / f"{name}.jsonl.gz")))
        views: dict[str, Callable[[Sequence[Article]], Sequence[Article]]] = (
            {name: list, f"{name}, masked": masked} if name == "livedoor" else {name: frequent_tags}
        )
        for title, view in views.items():
            print(row(title, view(articles), args.seed), flush=True)


if __name__ == "__main__":
    main()
