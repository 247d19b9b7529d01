"""Command line of the training of excerpts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import numpy as np

from benchmarks.excerpt_model.annotations import AFTER, BEST, OK, Examples, read_examples
from benchmarks.excerpt_model.training import train as train_arrays
from kijiyomi import load
from kijiyomi.arrays import IndexArray
from kijiyomi.excerpt.extractor import ExcerptExtractor
from kijiyomi.excerpt.model import FORM, ExcerptModel, Thresholds
from kijiyomi.model_store import write_model

THRESHOLDS = Thresholds(alone=-2.0, behind=1.0, second=0.5)


@click.group()
def main() -> None:
    """Train and validate the model of excerpts."""


_excerpts = click.argument("excerpts", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
_corpora = click.option(
    "--corpora",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="Folder of NAME.jsonl.gz.",
)


@main.command()
@_excerpts
@_corpora
@click.option("--folds", default=5, show_default=True)
def validate(excerpts: tuple[Path, ...], corpora: Path, folds: int) -> None:
    """Print how many excerpts are good, sources of each fold judged by a model of the others."""
    examples = read_examples(excerpts, corpora, load(None, facts=False))
    fold_of = _folds(examples, folds)
    judged: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        model = ExcerptModel(train_arrays(examples, fold_of != fold, THRESHOLDS))
        _judge(examples, model, fold_of == fold, judged)
    print("| source | articles | empty | good | good or leaning | has a best one | two sentences |")
    print("|---|---:|" + "---:|" * 5)
    for source in sorted({source for source, _ in judged}):
        count = judged[source, "articles"]
        shares = " | ".join(
            f"{judged[source, column] / count:.3f}" for column in ("empty", "good", "leaning", "best", "two")
        )
        print(f"| {source} | {count} | {shares} |")


def _folds(examples: Examples, folds: int) -> IndexArray:
    """Return the fold of each article: groups stay together, the largest are dealt out first."""
    sizes = Counter(examples.groups)
    totals = [0] * folds
    fold_of = {}
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[group] = totals.index(min(totals))
        totals[fold_of[group]] += size
    return np.array([fold_of[group] for group in examples.groups])


def _judge(
    examples: Examples, model: ExcerptModel, chosen: np.ndarray, judged: Counter[tuple[str, str]]
) -> None:
    extractor = ExcerptExtractor(model)
    selected = extractor.select(examples.openings, examples.features)
    for article in (chosen & examples.is_whole).nonzero()[0].tolist():
        first, last = (int(some[article]) for some in selected)
        answers = examples.answers[first : last + 1] if first >= 0 else np.empty(0, dtype=np.intp)
        result = {
            "articles": True,
            "empty": first < 0,
            "good": first >= 0 and bool((answers >= OK).all()),
            "leaning": first >= 0 and bool(answers[0] >= OK and (answers >= AFTER).all()),
            "best": bool((answers == BEST).any()),
            "two": last > first,
        }
        for source in (examples.sources[article].partition(":")[2], "(all)"):
            judged.update({(source, name): int(value) for name, value in result.items()})


@main.command()
@_excerpts
@_corpora
@click.option(
    "--card", required=True, type=click.Path(exists=True, path_type=Path), help="README of the model."
)
@click.option("--output", required=True, type=click.Path(path_type=Path))
def train(excerpts: tuple[Path, ...], corpora: Path, card: Path, output: Path) -> None:
    """Learn from all articles and write the model."""
    examples = read_examples(excerpts, corpora, load(None, facts=False))
    arrays = train_arrays(examples, np.ones(len(examples.documents), dtype=bool), THRESHOLDS)
    articles = {"articles": len(examples.documents)}
    print(write_model(output, FORM, articles, {"README.md": card.read_text("utf-8")}, arrays))


if __name__ == "__main__":
    main()
