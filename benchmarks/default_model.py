"""Make the default model: train, measure on days that were held out, train on everything, write the card.

    python -m benchmarks.default_model LABELS ARTICLES [--output models/default] [--seed 0]

LABELS is JSON Lines of ``id``, ``categories`` and ``tags``; ARTICLES is any archive that holds those ids,
with dates. Topics come from ``models/vocabulary.toml``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kijiyomi.analyzer import Analyzer
from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier.evaluate import Evaluation, evaluate
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.training.cross_validation import random_parts
from kijiyomi.classifier.training.train import train
from kijiyomi.frontmatter.keys import tags_of
from kijiyomi.text.fold import fold_width_and_case

ROOT = Path(__file__).parent.parent
VOCABULARY = ROOT / "models" / "vocabulary.toml"
CARD = ROOT / "benchmarks" / "default_model_card.md"
_PARTS = 5


def labelled(labels: Path, articles: str) -> Iterator[Article]:
    """Yield the articles that have labels, with these in place of their own."""
    with labels.open(encoding="utf-8") as lines:
        records = {record["id"]: record for record in map(json.loads, filter(str.strip, lines))}
    for article in Archive(articles):
        if record := records.get(article.id):
            own = {"date": article.metadata.get("date")}
            yield replace(
                article, metadata=own | {"categories": record["categories"], "tags": record["tags"]}
            )


def topics_f1(model: Model, articles: Sequence[Article]) -> float:
    """Return the micro F1 of the topics among the tags, names left out on both sides."""
    topics = {fold_width_and_case(term.label) for term in model.terms if term.source == "topic"}
    analyzer = Analyzer(model)
    right = given = wanted = 0
    for article, analysis in zip(articles, analyzer.analyze_many(articles), strict=True):
        own = topics.intersection(map(fold_width_and_case, tags_of(article.metadata)))
        found = {fold_width_and_case(tag.label) for tag in analysis.tags if tag.source == "topic"}
        right, given, wanted = right + len(own & found), given + len(found), wanted + len(own)
    return 2 * right / (given + wanted)


def card(
    quality: Evaluation, topics: float, articles: int, held_out: int, fingerprint: str, seed: int
) -> str:
    """Return the model card."""
    if quality.categories is None or quality.tags is None:
        raise SystemExit("the held-out days have no labels")
    values = quality.to_dict()
    numbers = {f"category_{name}": value for name, value in values["categories"].items()}
    numbers |= {f"tag_{name}": value for name, value in values["tags"].items()}
    rows = [
        f"| {label.label} | {label.support} | {label.precision:.2f} | {label.recall:.2f} | {label.f1:.2f} |"
        for label in (*quality.category_labels, *quality.labels)
        if label.support >= 10
    ]
    return CARD.read_text(encoding="utf-8").format(
        articles=articles,
        held_out=held_out,
        fingerprint=fingerprint,
        seed=seed,
        labels="\n".join(rows),
        topics_f1=f"{topics:.3f}",
        **{name: f"{value:.3f}" if isinstance(value, float) else value for name, value in numbers.items()},
    )


def main() -> None:
    """Train, measure, save, describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("articles")
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "default")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    def say(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    articles = list(labelled(args.labels, args.articles))
    parts = random_parts([str(article.metadata["date"])[:10] for article in articles], _PARTS, args.seed)
    kept = [article for article, part in zip(articles, parts, strict=True) if part]
    held = [article for article, part in zip(articles, parts, strict=True) if not part]
    say(f"{len(kept)} articles to train on, {len(held)} of other days to measure on")
    measured = train(kept, seed=args.seed, vocabulary=VOCABULARY, progress=say)
    quality = evaluate(measured, held)
    print(quality.to_text(most_labels=100))
    say("the model itself, from all days")
    model = train(articles, seed=args.seed, vocabulary=VOCABULARY, progress=say).save(args.output)
    text = card(quality, topics_f1(measured, held), len(articles), len(held), model.fingerprint, args.seed)
    (args.output / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
