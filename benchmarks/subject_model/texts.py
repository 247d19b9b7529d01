"""Labelled texts, and lists of words written down for each subject."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from kijiyomi.archive.readers import Archive
from kijiyomi.article import Article
from kijiyomi.classifier.labelled_articles import read_documents
from kijiyomi.document import Document
from kijiyomi.knowledge.data_files import read_entries
from kijiyomi.knowledge.subjects import subjects

SEED_WORDS = Path(__file__).parent / "seed_words.toml"
# Written by a model: learnt from, and not judged by.
_WRITTEN_BY_MODELS = ("github:pxrllc/NewScopeDaily", "github:nullponull/ai-blog-system")
_LISTS, _WORDS_OF_A_LIST = 6, 15


class Seeds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a subject, and what labels call it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with its labels.

    Attributes:
        document: The text, read.
        source: Where it comes from.
        subjects: Indices of its subjects, the main one first.
        defensible: Indices of those that could be called the main one, or are named at all.
        genre: What kind of text it is.
        judged: Whether it counts in validation.
    """

    document: Document
    source: str
    subjects: tuple[int, ...]
    defensible: frozenset[int]
    genre: str
    judged: bool


def seeds() -> list[Seeds]:
    """Return the seed words of each subject, in the order of the subjects."""
    by_id = read_entries(SEED_WORDS, Seeds)
    return [by_id[identifier] for identifier in subjects()]


def labelled_texts(corpora: Path, extra: Sequence[tuple[Path, Path]] = ()) -> list[LabelledText]:
    """Return the labelled texts.

    Args:
        corpora: Folder of the large collection.
        extra: Further pairs of texts and labels in the same forms.
    """
    index = {own.code: number for number, own in enumerate(seeds())}
    texts = []
    for path, labels in ((corpora / "general.jsonl.gz", corpora / "labels-general.jsonl"), *extra):
        with labels.open(encoding="utf-8") as lines:
            records = {record["id"]: record for record in map(json.loads, lines)}
        articles = [a for a in Archive(str(path)) if a.id in records and records[a.id]["subjects"]]
        for article, document in zip(articles, read_documents(articles), strict=True):
            record, source = records[article.id], str(article.metadata["source"])
            own = tuple(index[code] for code in record["subjects"])
            defensible = frozenset({*own, *(index[code] for code in record["acceptable"])})
            judged = source not in _WRITTEN_BY_MODELS
            texts.append(LabelledText(document, source, own, defensible, record["genre"], judged))
    return texts


def seed_documents(seed: int) -> tuple[list[Document], np.ndarray]:
    """Return lists of seed words as documents, and the subject of each."""
    chance = np.random.default_rng(seed)
    lists, subject = [], []
    for number, own in enumerate(seeds()):
        words = own.words.split()
        for _ in range(_LISTS):
            lists.append(Article("、".join(chance.permutation(words)[:_WORDS_OF_A_LIST]) + "。"))
            subject.append(number)
    return list(read_documents(lists)), np.array(subject)
