"""Command line of the training of facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import numpy as np

from benchmarks.fact_model.annotations import (
    Examples,
    answers_of,
    class_targets,
    matches,
    mention,
    read_examples,
)
from benchmarks.fact_model.training import train as train_arrays
from kijiyomi import load
from kijiyomi.facts.extractor import Decisions, decide
from kijiyomi.facts.model import FORM, TYPES, FactModel
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.model_store import Arrays, read_model, write_model

_QUESTIONS = ("entity", "property", "when", "type", "status", "combined")


@click.group()
def main() -> None:
    """Train and validate the model of facts."""


_facts = click.argument("facts", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
_clusters = click.option("--clusters", required=True, type=click.Path(exists=True, path_type=Path))
_corpora = click.option(
    "--corpora", type=click.Path(exists=True, path_type=Path), help="Folder of NAME.jsonl.gz."
)


@main.command()
@_facts
@_clusters
@_corpora
@click.option("--folds", default=4, show_default=True)
@click.option("--errors", default=0, help="How many wrong facts to print.")
def validate(facts: tuple[Path, ...], clusters: Path, corpora: Path | None, folds: int, errors: int) -> None:
    """Print how many facts are right, texts of each fold judged by a model of the others."""
    words = _word_arrays(clusters)
    examples = read_examples(facts, load(None), WordClusters(**words), corpora)
    texts = np.array(examples.reading.texts)
    judged: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        inside = texts % folds != fold
        model = FactModel(train_arrays(examples, inside) | words)
        errors -= _judge(examples, model, ~inside, judged, errors)
    print(f"{examples.missed} annotated figures are not found\n")
    print("| set | facts | " + " | ".join(_QUESTIONS) + " |\n|---|---:|" + "---:|" * len(_QUESTIONS))
    for group in sorted({group for group, _ in judged}):
        count = judged[group, "facts"]
        shares = " | ".join(f"{judged[group, question] / count:.3f}" for question in _QUESTIONS)
        print(f"| {group} | {count} | {shares} |")


def _judge(
    examples: Examples, model: FactModel, chosen: np.ndarray, judged: Counter[tuple[str, str]], errors: int
) -> int:
    reading = examples.reading
    decided = decide(model, reading)
    types, statuses = class_targets(examples, "type"), class_targets(examples, "status")
    spans = {"entity": reading.chunks.spans, "property": reading.chunks.spans, "when": reading.dates.spans}
    printed = 0
    for figure in chosen.nonzero()[0].tolist():
        fact = examples.facts[figure]
        if fact is None:
            continue
        right = {
            "type": bool(types[figure, decided.type[figure]]),
            "status": bool(statuses[figure, decided.status[figure]]),
        }
        for field, where in spans.items():
            candidate = int(getattr(decided, field).candidate[figure])
            found = mention(examples, where, figure, candidate) if candidate >= 0 else None
            answers = answers_of(examples, figure, field)
            right[field] = any(
                matches(found, answer) if found and answer else found == answer for answer in answers
            )
        right["combined"] = right["entity"] and right["type"]
        group = examples.examples[reading.texts[figure]].group
        judged[group, "facts"] += 1
        for question, value in right.items():
            judged[group, question] += value
        if not right["combined"] and printed < errors:
            printed += 1
            _print_error(examples, decided, figure)
    return printed


def _print_error(examples: Examples, decided: Decisions, figure: int) -> None:
    reading, fact = examples.reading, examples.facts[figure]
    entity = reading.entities[figure]
    text = examples.examples[reading.texts[figure]].document.article.text
    candidate = int(decided.entity.candidate[figure])
    found = mention(examples, reading.chunks.spans, figure, candidate)[2] if candidate >= 0 else None
    before, after = text[max(0, entity.start - 60) : entity.start], text[entity.end : entity.end + 25]
    around = f"{before}【{entity.text}】{after}".replace("\n", "⏎")
    print(
        around, "|", fact.get("entity_text"), fact["property_type"], "|", found, TYPES[decided.type[figure]]
    )


@main.command()
@_facts
@_clusters
@_corpora
@click.option(
    "--card", required=True, type=click.Path(exists=True, path_type=Path), help="README of the model."
)
@click.option("--output", required=True, type=click.Path(path_type=Path))
def train(facts: tuple[Path, ...], clusters: Path, corpora: Path | None, card: Path, output: Path) -> None:
    """Learn from all facts and write the model."""
    words = _word_arrays(clusters)
    examples = read_examples(facts, load(None), WordClusters(**words), corpora)
    arrays = train_arrays(examples, np.ones(len(examples.facts), dtype=bool))
    count = sum(fact is not None for fact in examples.facts)
    card_text = card.read_text("utf-8")
    print(write_model(output, FORM, {"facts": count}, {"README.md": card_text}, arrays | words))


def _word_arrays(path: Path) -> Arrays:
    _, _, arrays = read_model(path, FORM)
    return {name: np.asarray(arrays[name]) for name in ("word_keys", "word_clusters")}


if __name__ == "__main__":
    main()
