"""Scoring whole archives: speed and memory by number of workers and articles, and runs that are killed.

    python -m benchmarks.scale ARCHIVE.jsonl.gz … [--articles 1000 8000 50000] [--kills 50]

The archives are put together, again and again if more articles are asked for, into one JSON Lines file in a
temporary folder. Memory is the most seen, sampled three times a second: a process's own, and its whole
resident set, which counts the pages of MeCab's dictionary (260 MB) and of libraries that all processes share.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from pathlib import Path

import psutil

from kijiyomi.archive.readers import Archive
from kijiyomi.archive.sources import open_binary

_EVERY_SECONDS = 0.3


@dataclass
class Run:
    """A finished ``kijiyomi score``.

    Attributes:
        seconds: Wall-clock time.
        own: Most memory of its own of each process, in MB, that which reads and writes first.
        resident: Largest resident set of each process, in MB.
    """

    seconds: float
    own: dict[int, float] = field(default_factory=dict)
    resident: dict[int, float] = field(default_factory=dict)

    def sample(self, process: psutil.Process) -> None:
        """Look at a process."""
        memory = process.memory_info()
        for most, seen in ((self.own, memory.rss - memory.shared), (self.resident, memory.rss)):
            most[process.pid] = max(most.get(process.pid, 0.0), seen / 1e6)


def put_together(archives: list[str], count: int, path: Path) -> int:
    """Write ``count`` articles to one file, and return how many characters their texts have."""
    with path.open("wb") as stream:
        for line in islice(
            chain.from_iterable(_lines(name) for name in chain.from_iterable(repeat(archives))), count
        ):
            stream.write(line)
    return sum(len(article.text) for article in Archive(path))


def _lines(name: str) -> Iterator[bytes]:
    with open_binary(name).stream as stream:
        yield from stream


def score(source: Path, output: Path, workers: int) -> Run:
    """Return what scoring took."""
    began = time.perf_counter()
    process = subprocess.Popen(_command(source, output, workers))
    run, watched = Run(0.0), psutil.Process(process.pid)
    while process.poll() is None:
        try:
            for seen in (watched, *watched.children(recursive=True)):
                run.sample(seen)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            pass
        time.sleep(_EVERY_SECONDS)
    run.seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"kijiyomi score ended with {process.returncode}")
    return run


def _command(source: Path, output: Path, workers: int) -> list[str]:
    program = [sys.executable, "-m", "kijiyomi.cli", "score", str(source), "--output", str(output)]
    return [*program, "--workers", str(workers), "--quiet"]


def _small_shards(source: Path, output: Path) -> list[str]:
    """Return a run with so many shards that kills come at every moment of their making."""
    program = (
        "import sys; from kijiyomi.archive import read_archive, score; "
        "score(read_archive(sys.argv[1]), sys.argv[2], workers=2, shard_characters=200_000)"
    )
    return [sys.executable, "-c", program, str(source), str(output)]


def kill_and_resume(source: Path, folder: Path, kills: int, seconds: float) -> tuple[int, int]:
    """Kill runs at random moments until each kind of output was resumed to its end, again and again.

    Returns:
        How many runs were killed, and how many outputs came to differ from an undisturbed run's.
    """
    generator, killed, different = random.Random(0), 0, 0
    while killed < kills:
        for ending in ("jsonl", "parquet", "csv.gz"):
            whole, output = folder / f"whole.{ending}", folder / f"killed.{ending}"
            if not whole.exists():
                subprocess.run(_small_shards(source, whole), check=True)
            output.unlink(missing_ok=True)
            while not output.exists():
                process = subprocess.Popen(_small_shards(source, output))
                try:
                    if process.wait(timeout=generator.uniform(0.5, seconds)):
                        raise SystemExit(f"a resumed run ended with {process.returncode}")
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    killed += 1
            different += _digest(output) != _digest(whole)
    return killed, different


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archives", nargs="+")
    parser.add_argument("--articles", type=int, nargs="*", default=[1000, 8000, 50000])
    parser.add_argument("--kills", type=int, default=50)
    args = parser.parse_args()
    print("| articles | workers | articles/s | characters/s | parent, workers: own MB | resident MB |")
    print("|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = folder / "articles.jsonl"
        for count in args.articles:
            characters = put_together(args.archives, count, source)
            for workers in (1, 2):
                run = score(source, folder / "out.parquet", workers)
                own, resident = (
                    ", ".join(f"{mb:.0f}" for mb in seen.values()) for seen in (run.own, run.resident)
                )
                speed = f"{count / run.seconds:.0f} | {characters / run.seconds:,.0f}"
                print(f"| {count:,} | {workers} | {speed} | {own} | {resident} |", flush=True)
        if args.kills:
            put_together(args.archives, 200, source)
            killed, different = kill_and_resume(source, folder, args.kills, seconds=4)
            print(f"\n{killed} runs killed, {different} resumed outputs other than an undisturbed run's")


if __name__ == "__main__":
    main()
