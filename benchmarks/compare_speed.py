"""Speed of two versions side by side: each in a process of its own, taking turns over the same articles.

    python -m benchmarks.compare_speed BEFORE/src AFTER/src --articles ARTICLES.jsonl[.gz] … [--rounds 40]

Speeds of two runs differ by a tenth and more on a shared machine. Here two processes take turns every second
or so, and what else the machine does makes rounds slower but never faster. Printed for the tokenizer layer,
the whole analysis and ``score``: the least processor time of BEFORE and of AFTER over the rounds, their ratio
(above 1 where AFTER is slower), and the median of the ratios of all rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

_WORKER = "--worker"


class Version:
    """A process that runs one version when asked to.

    Args:
        source: Folder that holds its package.
        sample: File of articles, JSON Lines.
    """

    def __init__(self, source: Path, sample: Path) -> None:
        environment = {"PYTHONPATH": str(source.resolve()), "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, __file__, _WORKER, str(sample)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | environment,
            text=True,
        )
        self.run()  # reads what is read once

    def run(self) -> dict[str, float]:
        """Return the processor time in seconds of one round, by what was run."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write("\n")
        asked.flush()
        times: dict[str, float] = json.loads(answers.readline())
        return times


def serve(sample: Path, asked: IO[str]) -> Iterator[str]:
    """Yield the times of a round, as JSON, for every line that is asked."""
    # Of the version measured, by what both versions name alike.
    import kijiyomi
    from kijiyomi.archive import read_archive, score

    rows = map(json.loads, sample.read_text("utf-8").splitlines())
    articles = [kijiyomi.Article(**row) for row in rows]
    analyzer = kijiyomi.load()
    with tempfile.TemporaryDirectory() as folder:
        runs = {
            "tokenizer layer": lambda: [len(analyzer.tokenizer(article.text)) for article in articles],
            "whole analysis": lambda: [len(a.entities) for a in analyzer.analyze_many(articles)],
            "score": lambda: score(read_archive(sample), Path(folder, "records.jsonl"), progress=False),
        }
        for _ in asked:
            yield json.dumps({name: _processor_time(run) for name, run in runs.items()})


def _processor_time(run: Callable[[], object]) -> float:
    began = _used()
    run()
    return _used() - began


def _used() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs=2, type=Path)
    parser.add_argument("--articles", nargs="+", type=Path, required=True)
    parser.add_argument("--characters", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    args = parser.parse_args()
    from benchmarks.speed import read_sample

    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "articles.jsonl")
        articles = read_sample(args.articles, args.characters)
        rows = ({"text": a.text, "id": a.id, "title": a.title} for a in articles)
        sample.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        before, after = (Version(source, sample) for source in args.sources)
        rounds = [(before.run(), after.run()) for _ in range(args.rounds)]
    print("| what | before, s | after, s | ratio | median ratio |\n|---|---:|---:|---:|---:|")
    for name in rounds[0][0]:
        old, new = ([times[name] for times in version] for version in zip(*rounds, strict=True))
        median = statistics.median(b / a for a, b in zip(old, new, strict=True))
        print(f"| {name} | {min(old):.3f} | {min(new):.3f} | {min(new) / min(old):.3f} | {median:.3f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == [_WORKER]:
        for line in serve(Path(sys.argv[2]), sys.stdin):
            print(line, flush=True)
    else:
        main()
