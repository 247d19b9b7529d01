"""Quality against annotated articles: run kijiyomi over a gold set and print the scorer's table.

    python -m benchmarks.quality --gold GOLD_FOLDER [--figures FIGURES_FOLDER] [--corpora CORPORA_FOLDER]
                                [--ginza] [--model default] [--errors N]

GOLD_FOLDER holds ``*.jsonl`` sets and their ``score.py``; FIGURES_FOLDER holds ``dev/`` and its ``score.py``;
CORPORA_FOLDER holds what ``benchmarks.names`` needs.
Post labels have a benchmark of their own: ``python -m benchmarks.quality_labels``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path


def score_gold(folder: Path, model: str, errors: int) -> str:
    """Return the tables of every annotated set in ``folder``."""
    tables = []
    for gold in sorted(folder.glob("*.jsonl")):
        with tempfile.TemporaryDirectory() as scratch:
            records = Path(scratch, "records.jsonl")
            command = ["score", gold, "--output", records, "--model", model, "--quiet"]
            _run(sys.executable, "-m", "kijiyomi.cli", *command)
            table = _run(sys.executable, folder / "score.py", gold, records, "--errors", str(errors))
            tables.append(f"## {gold.name}\n\n```\n{table}```\n")
    return "\n".join(tables)


def score_ginza(folder: Path) -> str:
    """Return the table of GiNZA's entities on the first annotated set."""
    gold = folder / "dev.jsonl"
    with tempfile.TemporaryDirectory() as scratch:
        records = Path(scratch, "records.jsonl")
        _run(sys.executable, "-m", "benchmarks.ginza", gold, "--output", records)
        return (
            f"## GiNZA on {gold.name}\n\n```\n{_run(sys.executable, folder / 'score.py', gold, records)}```\n"
        )


def score_figures(folder: Path, errors: int) -> str:
    """Return the table of the figure suites, what a news editor could mark."""
    with tempfile.TemporaryDirectory() as scratch:
        predictions = Path(scratch, "predictions.jsonl")
        _run(sys.executable, "-m", "benchmarks.figures", folder / "dev", "--output", predictions)
        options = ["--cases", folder / "dev", "--news", "--errors", str(errors)]
        return f"## Figures\n\n```\n{_run(sys.executable, folder / 'score.py', predictions, *options)}```\n"


def score_names(folder: Path, ginza: bool) -> str:
    """Return the table of the recogniser of names."""
    options = ["--ginza"] if ginza else []
    return f"## Names\n\n{_run(sys.executable, '-m', 'benchmarks.names', folder, *options)}"


def _run(*command: str | Path) -> str:
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8")
    if result.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--ginza", action="store_true", help="also score GiNZA's entities")
    parser.add_argument("--model", default="default")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if args.gold:
        print(score_gold(args.gold, args.model, args.errors))
    if args.gold and args.ginza:
        print(score_ginza(args.gold))
    if args.figures:
        print(score_figures(args.figures, args.errors))
    if args.corpora:
        print(score_names(args.corpora, args.ginza))


if __name__ == "__main__":
    main()
