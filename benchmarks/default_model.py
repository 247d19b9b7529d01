"""Make the default model: train, measure on days that were held out, train on everything, write the card.

    python -m benchmarks.default_model --corpora FOLDER [--output models/default] [--seed 0]

FOLDER holds ``aicompass.jsonl.gz`` and, in ``labels-aicompass.jsonl``, ``id``, ``categories`` and ``tags`` of
its labelled articles. Topics come from ``models/vocabulary.toml``. ``general.jsonl.gz`` has texts of many
kinds, and ``labels-general.jsonl`` says which of them are about AI: the model shall speak of these, and of
openings of its own articles, and say nothing of the others, nor of what programmers' blogs write.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kijiyomi.analyzer import Analyzer
from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier.evaluate import Evaluation, evaluate
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.training.cross_validation import Progress, random_parts
from kijiyomi.classifier.training.train import train
from kijiyomi.frontmatter.keys import tags_of
from kijiyomi.text.fold import fold_width_and_case

ROOT = Path(__file__).parent.parent
VOCABULARY = ROOT / "models" / "vocabulary.toml"
CARD = ROOT / "benchmarks" / "default_model_card.md"
_PARTS = 5
_OWN_SOURCE = "github:nullponull/ai-blog-system"
_PROGRAMMERS = ("efcl", "azukiazusa", "jser", "zenn-qiita-open", "mamezou", "ojisan", "s-yoshiki")
_POSTS_OF_A_BLOG = 120
_AI = re.compile(r"AI|GPT|LLM|Claude|Gemini|Copilot|MCP|機械学習|深層学習|ディープラーニング|エージェント")
_OPENINGS, _OPENING_LENGTHS, _TITLED_SHARE = 150, (40, 400), 0.4
_LEAST_PARAGRAPH, _FIRST_PARAGRAPHS = 40, 4


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


def general_articles(corpora: Path, *, about_ai: bool) -> Iterator[Article]:
    """Yield the texts of the large collection that are, or are not, about AI."""
    with (corpora / "labels-general.jsonl").open(encoding="utf-8") as lines:
        chosen = {label["id"] for label in map(json.loads, lines) if label["ai"] == about_ai}
    yield from (a for a in Archive(str(corpora / "general.jsonl.gz")) if a.id in chosen)


def examples_about_ai() -> list[Article]:
    """Return the posts of the example archive that are about AI."""
    return [post for post in Archive(str(ROOT / "examples" / "archive")) if _AI.search(post.title)]


def blog_posts(corpora: Path, names: Sequence[str]) -> Iterator[Article]:
    """Yield posts of programmers' blogs that do not touch on AI."""
    for name in names:
        posts = (a for a in Archive(str(corpora / f"{name}.jsonl.gz")) if not _AI.search(a.title + a.text))
        yield from islice(posts, _POSTS_OF_A_BLOG)


def openings(articles: Sequence[Article], seed: int) -> list[Article]:
    """Return the beginnings of articles, with their title or without: texts as short as users try first."""
    chance = random.Random(seed)
    some = []
    for article in chance.sample(articles, min(len(articles), _OPENINGS)):
        paragraphs = [line for line in article.body.split("\n") if len(line) >= _LEAST_PARAGRAPH]
        if paragraphs:
            text = chance.choice(paragraphs[:_FIRST_PARAGRAPHS])[: chance.randint(*_OPENING_LENGTHS)]
            some.append(Article(text, title=article.title if chance.random() < _TITLED_SHARE else ""))
    return some


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


def blog(corpora: Path) -> list[Article]:
    """Return the labelled articles of the blog."""
    return list(labelled(corpora / "labels-aicompass.jsonl", str(corpora / "aicompass.jsonl.gz")))


def split_by_days(articles: Sequence[Article], seed: int) -> tuple[list[Article], list[Article]]:
    """Return the articles to train on, and those of other days to measure on."""
    parts = random_parts([str(article.metadata["date"])[:10] for article in articles], _PARTS, seed)
    sides = list(zip(articles, parts, strict=True))
    return [article for article, part in sides if part], [article for article, part in sides if not part]


def about_ai_options(
    corpora: Path, articles: Sequence[Article], seed: int, *, hidden: Container[str] = ()
) -> tuple[list[Article], list[Article]]:
    """Return texts that a model of ``articles`` shall speak of, and those it shall say nothing of.

    Args:
        corpora: Folder of the texts.
        articles: What the model is trained on.
        seed: Decides which openings are taken.
        hidden: Sources and blogs to leave out.
    """
    others = [a for a in general_articles(corpora, about_ai=False) if a.metadata["source"] not in hidden]
    about_ai = [a for a in general_articles(corpora, about_ai=True) if a.metadata["source"] != _OWN_SOURCE]
    blogs = [name for name in _PROGRAMMERS if name not in hidden]
    return (
        [*about_ai, *examples_about_ai(), *openings(articles, seed)],
        [*others, *openings(others, seed), *blog_posts(corpora, blogs)],
    )


def _train(corpora: Path, articles: Sequence[Article], seed: int, progress: Progress) -> Model:
    alike, unlike = about_ai_options(corpora, articles, seed)
    return train(articles, seed=seed, vocabulary=VOCABULARY, alike=alike, unlike=unlike, progress=progress)


def main() -> None:
    """Train, measure, save, describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "default")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    def say(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    articles = blog(args.corpora)
    kept, held = split_by_days(articles, args.seed)
    say(f"{len(kept)} articles to train on, {len(held)} of other days to measure on")
    measured = _train(args.corpora, kept, args.seed, say)
    quality = evaluate(measured, held)
    print(quality.to_text(most_labels=100))
    say("the model itself, from all days")
    model = _train(args.corpora, articles, args.seed, say).save(args.output)
    text = card(quality, topics_f1(measured, held), len(articles), len(held), model.fingerprint, args.seed)
    (args.output / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
