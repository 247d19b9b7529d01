"""What starting costs: importing kijiyomi, and the command's first analysis, against Python doing nothing.

python -m benchmarks.startup [--rounds 7]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_MEMORY = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
_PROGRAMS = {
    "python -c pass": ["-c", "pass"],
    "import kijiyomi": ["-c", "import kijiyomi"],
    "kijiyomi --help": ["-m", "kijiyomi.cli", "--help"],
    "kijiyomi analyze POST": ["-m", "kijiyomi.cli", "analyze", "POST"],
}


def seconds(arguments: list[str]) -> float:
    """Return how long Python takes with these arguments."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def megabytes(program: str) -> float:
    """Return the largest resident set of Python running a program."""
    command = [sys.executable, "-c", f"{program}; {_MEMORY}"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        post = Path(folder, "post.md")
        post.write_text("NVIDIAは約30億ドルを投じ、データセンターを建てる。\n" * 20, encoding="utf-8")
        programs = {
            name: [str(post) if a == "POST" else a for a in arguments]
            for name, arguments in _PROGRAMS.items()
        }
        taken: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(args.rounds):
            for name, arguments in programs.items():
                taken[name].append(seconds(arguments))
    print("| | seconds, median | above Python itself |\n|---|---:|---:|")
    base = statistics.median(taken["python -c pass"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"| {name} | {middle:.2f} | {middle - base:.2f} |")
    alone, imported = megabytes("pass"), megabytes("import kijiyomi")
    print(f"\nmemory: Python {alone:.0f} MB, with kijiyomi imported {imported:.0f} MB")


if __name__ == "__main__":
    main()
