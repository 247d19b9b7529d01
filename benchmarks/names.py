"""The recogniser of names on the Wikipedia set: F1 of exact spans by label, and characters a second.

    python -m benchmarks.names CORPORA [--ginza] [--model FOLDER]

CORPORA holds ``ner-wikipedia.jsonl.gz`` (stockmark's ner-wikipedia-dataset with its split) and, for the
speed, ``aicompass.jsonl.gz``. Set OPENBLAS_NUM_THREADS=1 to measure one core.
``ginza_names.toml`` maps GiNZA's labels to the set's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kijiyomi import Article
from kijiyomi.batching import batches
from kijiyomi.document import Document, Documents
from kijiyomi.entities.ner_model import COMPANY, NAME_LABELS, NameRecogniser
from kijiyomi.knowledge.data_files import read_toml
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

_GINZA = read_toml(Path(__file__).parent / "ginza_names.toml")
_LABEL_OF = {theirs: label for label, names in _GINZA.items() for theirs in names}

Span = tuple[int, int, str]


def rows(path: Path, limit: int | None = None) -> list[dict]:
    """Return the first rows of a compressed JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(limit or 10**9), lines, strict=False)]


def document(text: str, tokenizer: MecabTokenizer) -> Document:
    """Return a text as the recogniser reads it."""
    article = Article(text, markup="plain")
    passage = read_passage(article)
    return Document(article, passage, tokenizer(passage.text), tokenizer(""))


def by_us(texts: Iterable[str], recogniser: NameRecogniser) -> list[set[Span]]:
    """Return the names of each text with offsets into it."""
    tokenizer, found = MecabTokenizer(), []
    for text in texts:
        read = document(text, tokenizer)
        starts, ends = read.passage.aligned.starts, read.passage.aligned.ends
        found.append({(int(starts[n.start]), int(ends[n.end - 1]), n.label) for n in recogniser(read)})
    return found


def by_ginza(texts: Iterable[str]) -> list[set[Span]]:
    """Return GiNZA's entities that have one of the set's labels."""
    import spacy

    return [
        {(e.start_char, e.end_char, _LABEL_OF[e.label_]) for e in doc.ents if e.label_ in _LABEL_OF}
        for doc in spacy.load("ja_ginza").pipe(texts)
    ]


def f1_by_label(gold: list[set[Span]], found: list[set[Span]]) -> dict[str, float]:
    """Return the F1 of exact spans for each label, and for all together."""
    right, expected, given = Counter[str](), Counter[str](), Counter[str]()
    for truth, said in zip(gold, found, strict=True):
        for spans, counter in ((truth & said, right), (truth, expected), (said, given)):
            counter.update(label for _, _, label in spans)
            counter["all"] += len(spans)
    return {k: 2 * right[k] / max(expected[k] + given[k], 1) for k in ("all", *NAME_LABELS)}


def characters_a_second(recogniser: NameRecogniser, texts: list[str]) -> float:
    """Return the median of three rounds over batches of tokenised articles, by the processor's time."""
    tokenizer = MecabTokenizer()
    parts = [Documents([document(text, tokenizer) for text in part]) for part in batches(texts, size=len)]
    for part in parts:
        recogniser.recognise_batch(part)  # so that what is worked out once a morpheme is there
    times = []
    for _ in range(3):
        begun = time.process_time()
        for part in parts:
            recogniser.recognise_batch(part)
        times.append(time.process_time() - begun)
    return sum(map(len, texts)) / sorted(times)[1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--ginza", action="store_true")
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()

    dev = [row for row in rows(args.corpora / "ner-wikipedia.jsonl.gz") if row["split"] == "dev"]
    texts = [row["text"] for row in dev]
    gold = [{(e["start"], e["end"], e["label"]) for e in row["entities"]} for row in dev]
    recogniser = NameRecogniser(args.model)
    tables = {"kijiyomi": f1_by_label(gold, by_us(texts, recogniser))}
    if args.ginza:
        tables["GiNZA"] = f1_by_label(gold, by_ginza(texts))
    print(f"| label | {' | '.join(tables)} |\n|---|{'---:|' * len(tables)}")
    for label in ("all", *NAME_LABELS):
        print(f"| {label} | {' | '.join(f'{table[label]:.3f}' for table in tables.values())} |")
    articles = [row["text"] for row in rows(args.corpora / "aicompass.jsonl.gz", 40)]
    for name, wanted in (("all labels", NAME_LABELS), ("companies alone", (COMPANY,))):
        speed = characters_a_second(NameRecogniser(args.model, labels=wanted), articles)
        print(f"\n{name}: {speed:,.0f} characters a second on tokenised articles")


if __name__ == "__main__":
    main()
