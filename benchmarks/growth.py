"""How time and memory grow: with the length of one article, and with the number of articles.

    python -m benchmarks.growth ARTICLES.jsonl.gz … [--characters 20000000]
    python -m benchmarks.growth --patterns

The second form takes no articles but some 290 patterns (see ``growth_patterns``), each repeated to 10,000 and
to a million characters: time a character shall be the same for both, within a factor of two.

Texts are put together from distinct articles. Time is that of the whole analysis in this process, beside
that of MeCab -Owakati alone over the same texts.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import psutil

from benchmarks.growth_patterns import PATTERNS, Pattern
from benchmarks.speed import Contestant, wakati
from kijiyomi import Analyzer, load
from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article

_LENGTHS = (100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_ENOUGH = 300_000
_PATTERN_LENGTHS = (10_000, 1_000_000)
# Texts of a pattern's shorter length that are timed together, and rows of the table.
_REPETITIONS, _WORST = 3, 10
_SHORT = 200


def per_length(analyzer: Analyzer, texts: Sequence[str]) -> Iterator[tuple[int, float, float, float, float]]:
    """Yield a length, µs a character one by one, together and of MeCab, and the resident set in MB."""
    whole, limit = "\n\n".join(texts), wakati()
    for length in _LENGTHS:
        times = max(1, _ENOUGH // length)
        articles = [Article(whole[n * length : (n + 1) * length]) for n in range(times)]
        alone = _cost(lambda given: [analyzer.analyze(article).id for article in given], articles)
        together = _cost(lambda given: [analysis.id for analysis in analyzer.analyze_many(given)], articles)
        yield length, alone, together, _cost(limit, articles), resident()


def per_pattern(analyzer: Analyzer) -> Iterator[tuple[str, float, float]]:
    """Yield the name of each pattern with the µs a character of its short and its long text."""
    for name, pattern in PATTERNS.items():
        analyzer.analyze(pattern(_SHORT))
        short, long = (_pattern_cost(analyzer, pattern, length) for length in _PATTERN_LENGTHS)
        yield name, short, long


def _pattern_cost(analyzer: Analyzer, pattern: Pattern, length: int) -> float:
    # Random texts differ with their length, so that none is all known words.
    repetitions = _REPETITIONS if length == _PATTERN_LENGTHS[0] else 1
    articles = [Article(pattern(length + number)) for number in range(repetitions)]
    return _cost(lambda given: [analyzer.analyze(article).id for article in given], articles)


def print_patterns(analyzer: Analyzer) -> None:
    """Print the patterns whose cost a character grows most, and how many more than double it."""
    costs = sorted(per_pattern(analyzer), key=lambda row: row[2] / row[1], reverse=True)
    superlinear = sum(1 for _, short, long in costs if long > 2 * short)
    print(f"{len(costs)} patterns, {superlinear} of which more than double their cost a character\n")
    print("| pattern | µs a character of 10,000 | of a million | ratio |\n|---|---:|---:|---:|")
    for name, short, long in costs[:_WORST]:
        print(f"| {name} | {short:.2f} | {long:.2f} | {long / short:.2f} |")


def _cost(work: Contestant, articles: list[Article]) -> float:
    """Return the microseconds of processor time that the work takes a character."""
    gc.collect()
    began = time.process_time()
    work(articles)
    return (time.process_time() - began) / sum(len(article.text) for article in articles) * 1e6


def per_count(analyzer: Analyzer, texts: Sequence[str], count: int) -> Iterator[tuple[int, float, float]]:
    """Yield a number of short articles, microseconds a character since the last, and the resident set."""
    whole = "\n\n".join(texts)
    pieces = (Article(whole[n : n + _SHORT]) for n in range(0, min(len(whole), count * _SHORT), _SHORT))
    began, done = time.perf_counter(), 0
    for done, _ in enumerate(analyzer.analyze_many(pieces), start=1):
        if done % 20_000 == 0:
            yield done, (time.perf_counter() - began) / 20_000 / _SHORT * 1e6, resident()
            began = time.perf_counter()


def soak(analyzer: Analyzer, articles: Sequence[Article], characters: int) -> Iterator[tuple[int, float]]:
    """Yield characters read and the resident set, ten times."""
    read, mark = 0, characters // 10
    for analysis in analyzer.analyze_many(chain.from_iterable([articles] * 100)):
        read += len(analysis.text)
        if read >= mark:
            yield read, resident()
            mark += characters // 10
        if read >= characters:
            return


def resident() -> float:
    """Return this process's resident set in MB."""
    return float(psutil.Process().memory_info().rss / 1e6)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archives", nargs="*", type=Path)
    parser.add_argument("--patterns", action="store_true")
    parser.add_argument("--characters", type=int, default=20_000_000)
    parser.add_argument("--articles", type=int, default=100_000)
    args = parser.parse_args()
    analyzer = load()
    if args.patterns:
        print_patterns(analyzer)
        return
    articles = list(chain.from_iterable(Archive(str(path)) for path in args.archives))
    texts = [article.text for article in articles]
    analyzer.analyze(articles[0])
    print("| characters read | resident MB |\n|---:|---:|")
    for read, memory in soak(analyzer, articles, args.characters):
        print(f"| {read:,} | {memory:.0f} |", flush=True)
    print(f"\n| articles of {_SHORT} characters | µs a character | resident MB |\n|---:|---:|---:|")
    for count, cost, memory in per_count(analyzer, texts, args.articles):
        print(f"| {count:,} | {cost:.2f} | {memory:.0f} |", flush=True)
    print("\n| characters of one article | µs a character, one by one | together | MeCab | resident MB |")
    print("|---:|---:|---:|---:|---:|")
    for length, alone, together, mecab, memory in per_length(analyzer, texts):
        print(f"| {length:,} | {alone:.2f} | {together:.2f} | {mecab:.2f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
