"""Quality of tags learnt from archives whose authors labelled them, beside peers on the same articles.

    python -m benchmarks.quality_labels --corpora FOLDER [--only NAME ...] [--without-peers] [--seed 0]

FOLDER holds archives ``*.jsonl.gz`` of ``title``, ``text``, ``tags``, ``categories`` and ``date``, and, for
``aicompass``, ``labels-aicompass.jsonl`` with labels of some of its articles. A blog is split by time: the
oldest four fifths train, the newest fifth measures; tags used fewer than ten times in it are left out.
``aicompass`` is split by whole days, as ``benchmarks.default_model`` does, and keeps all its tags.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.default_model import VOCABULARY, labelled
from benchmarks.label_baselines import PEERS, quality
from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier.evaluate import TagQuality, evaluate
from kijiyomi.classifier.training.cross_validation import random_parts
from kijiyomi.classifier.training.train import train
from kijiyomi.frontmatter.keys import tags_of

BLOGS = ("efcl", "azukiazusa", "s-yoshiki", "jser", "zenn-qiita-open")
_LEAST_USES = 10

Split = tuple[list[Article], list[Article]]


def by_time(articles: Sequence[Article]) -> Split:
    """Return the oldest four fifths and the newest fifth."""
    ordered = sorted(articles, key=lambda article: str(article.metadata["date"]))
    cut = len(ordered) * 4 // 5
    return ordered[:cut], ordered[cut:]


def frequent_tags(articles: Sequence[Article]) -> list[Article]:
    """Return the articles with those of their tags that are used ten times or more, the others left out."""
    uses = Counter(tag for article in articles for tag in tags_of(article.metadata))
    kept = []
    for article in articles:
        tags = [tag for tag in tags_of(article.metadata) if uses[tag] >= _LEAST_USES]
        if tags:
            kept.append(replace(article, metadata={"tags": tags, "date": article.metadata["date"]}))
    return kept


def read(name: str, corpora: Path, seed: int) -> Split:
    """Return the articles to train on and those to measure on."""
    if name in BLOGS:
        return by_time(frequent_tags(list(Archive(str(corpora / f"{name}.jsonl.gz")))))
    articles = list(labelled(corpora / f"labels-{name}.jsonl", str(corpora / f"{name}.jsonl.gz")))
    parts = random_parts([str(article.metadata["date"])[:10] for article in articles], 5, seed)
    sides = zip(articles, parts, strict=True)
    new = {article.id for article, part in sides if part == 0}
    return [a for a in articles if a.id not in new], [a for a in articles if a.id in new]


def row(name: str, measured: TagQuality, seconds: float) -> str:
    """Return a line of a table."""
    values = (
        measured.micro_f1,
        measured.precision_at_1,
        measured.precision_at_3,
        measured.recall_at_5,
        measured.ndcg_at_5,
    )
    return f"| {name} | {' | '.join(f'{value:.3f}' for value in values)} | {seconds:.0f} s |"


def table(name: str, corpora: Path, seed: int, peers: bool) -> dict[str, TagQuality]:
    """Print one archive's table and return it."""
    old, new = read(name, corpora, seed)
    print(f"\n{name}: {len(old)} articles to train on, {len(new)} to measure on\n")
    print("| | micro F1 | P@1 | P@3 | R@5 | nDCG@5 | time |\n|---|---:|---:|---:|---:|---:|---:|")
    began = time.perf_counter()
    vocabulary = None if name in BLOGS else VOCABULARY
    ours = evaluate(train(old, seed=seed, vocabulary=vocabulary), new).tags
    if ours is None:
        raise SystemExit(f"{name} has no tags")
    print(row("kijiyomi", ours, time.perf_counter() - began), flush=True)
    measured = {"kijiyomi": ours}
    for title, peer in PEERS.items() if peers else ():
        began = time.perf_counter()
        measured[title] = quality(peer, old, new)
        print(row(title, measured[title], time.perf_counter() - began), flush=True)
    return measured


def main() -> None:
    """Print the tables, and the means over the blogs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[*BLOGS, "aicompass"])
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    tables = {name: table(name, args.corpora, args.seed, not args.without_peers) for name in args.only}
    blogs = [measured for name, measured in tables.items() if name in BLOGS]
    if blogs:
        print("\nmean over blogs\n\n| | micro F1 | nDCG@5 |\n|---|---:|---:|")
    for title in blogs[0] if blogs else ():
        f1 = sum(one[title].micro_f1 for one in blogs) / len(blogs)
        ndcg = sum(one[title].ndcg_at_5 for one in blogs) / len(blogs)
        print(f"| {title} | {f1:.3f} | {ndcg:.3f} |")


if __name__ == "__main__":
    main()
