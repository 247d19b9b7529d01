"""Texts with their tokens, and the tags that people or teachers gave them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.name_model.recurrent_features import gazetteer_parts
from kijiyomi import Article
from kijiyomi.document import Document
from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model import NAME_LABELS
from kijiyomi.entities.ner_model.token_stream import gap_codes
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer
from kijiyomi.tokenizer.tokens import Lexicon

Span = tuple[int, int, str]
Record = dict

# Labels of the annotations as those of the network; "" is no name. An organisation may be of either kind.
LABELS_OF: Mapping[str, tuple[str, ...]] = {
    **{label: (label,) for label in NAME_LABELS},
    "COMPANY": ("法人名",),
    "PRODUCT": ("製品名",),
    "PERSON": ("人名",),
    "LOCATION": ("地名",),
    "ORGANIZATION": ("政治的組織名", "その他の組織名"),
    "FACILITY": ("施設名",),
    "EVENT": ("イベント名",),
    "GPU": ("製品名", ""),
}
# Millions of characters of each corpus without labels that the network that ships is taught by.
UNLABELLED = {
    "general": 2.1,
    "livedoor": 2.6,
    "aicompass": 2.2,
    "mamezou": 0.5,
    "efcl": 0.3,
    "azukiazusa": 0.3,
    "ojisan": 0.3,
    "zenn-qiita-open": 0.3,
    "s-yoshiki": 0.1,
}
_LONGEST_TEXT = 3000


@dataclass(slots=True)
class Text:
    """A text for training.

    Attributes:
        morphemes: int32 ``(tokens,)``: ids in the reader's lexicon.
        gaps: uint8 ``(tokens,)``: what stands before each token, as the network is given it.
        companies: uint8 ``(tokens,)``: part in a listed company's name, for recurrent teachers.
        sentences: int ``(sentences,)``: tokens of each sentence.
        tags: int64 ``(tokens,)``: bit n says that tag n is right; all bits where nobody has labelled.
        offsets: int32 ``(tokens, 2)``: characters of the article.
        source: Corpus, genre or publisher.
        gold: Spans of the article's characters as people labelled them.
    """

    morphemes: NDArray[np.int32]
    gaps: NDArray[np.uint8]
    companies: NDArray[np.uint8]
    sentences: NDArray[np.intp]
    tags: NDArray[np.int64]
    offsets: NDArray[np.int32]
    source: str
    gold: tuple[Span, ...] = ()


class Reader:
    """Reads texts as the recogniser does."""

    def __init__(self) -> None:
        self._tokenizer = MecabTokenizer()
        self._gazetteer = company_gazetteer()

    @property
    def lexicon(self) -> Lexicon:
        """Morphemes of all texts read so far."""
        return self._tokenizer("").lexicon

    def read(
        self, text: str, spans: Sequence[Span] | None = None, source: str = "", markup: str | None = None
    ) -> Text:
        article = Article(text, markup=markup) if markup else Article(text)
        passage = read_passage(article)
        tokens = self._tokenizer(passage.text)
        document = Document(article, passage, tokens, self._tokenizer(""))
        offsets = np.stack(
            (passage.aligned.starts[tokens.start], passage.aligned.ends[tokens.end - 1]), axis=1
        ).reshape(-1, 2)
        ends = passage.sentence_spans()[:, 1]
        sentence_of = np.searchsorted(ends, tokens.start, side="right")
        lengths = np.diff(np.append(np.flatnonzero(np.diff(sentence_of, prepend=-1)), len(tokens)))
        return Text(
            tokens.morpheme,
            gap_codes(tokens),
            gazetteer_parts(document.passage.normalised, tokens, self._gazetteer).astype(np.uint8),
            lengths,
            _tags(offsets, spans),
            offsets,
            source,
            tuple(spans or ()),
        )


def _tags(offsets: NDArray[np.int32], spans: Iterable[Span] | None) -> NDArray[np.int64]:
    if spans is None:
        return np.full(len(offsets), -1, dtype=np.int64)
    tags = np.ones(len(offsets), dtype=np.int64)
    for start, end, label in spans:
        inside = np.flatnonzero((offsets[:, 1] > start) & (offsets[:, 0] < end))
        if not len(inside):
            continue
        parts = np.full(len(inside), 2)
        parts[0], parts[-1] = 1, 3
        if len(inside) == 1:
            parts[0] = 4
        tags[inside] = 0
        for name in LABELS_OF[label]:
            tags[inside] |= 1 << (4 * NAME_LABELS.index(name) + parts) if name else 1
    return tags


def records(path: Path) -> Iterator[Record]:
    """Yield the rows of a file in JSON Lines, compressed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def wikipedia(corpora: Path, split: str, reader: Reader) -> list[Text]:
    """Return one part of the Wikipedia set."""
    return [
        reader.read(
            row["text"],
            [(e["start"], e["end"], e["label"]) for e in row["entities"]],
            "wikipedia",
            markup="plain",
        )
        for row in records(corpora / "ner-wikipedia.jsonl.gz")
        if row["split"] == split
    ]


def own(corpora: Path, annotations: Path, reader: Reader) -> list[Text]:
    """Return the passages annotated for this project, the first reading where there are two."""
    rows = [row for row in records(annotations / "names.jsonl") if row["reading"] == 1]
    wanted = {(row["corpus"], row["article"]) for row in rows}
    articles = {
        (corpus, str(article["id"])): article
        for corpus in sorted({corpus for corpus, _ in wanted})
        for article in records(corpora / f"{corpus}.jsonl.gz")
        if (corpus, str(article["id"])) in wanted
    }
    texts = []
    for row in rows:
        article = articles[row["corpus"], row["article"]]
        passage = article["text"][row["start"] : row["end"]]
        texts.append(reader.read(passage, row["names"], article.get("source") or row["corpus"]))
    return texts + [
        reader.read(row["text"], row["names"], f"written:{row['genre']}", markup="plain")
        for row in records(annotations / "written.jsonl")
    ]


def unlabelled(corpora: Path, reader: Reader, share: float = 1.0) -> list[Text]:
    """Return pieces of articles of many kinds."""
    texts = []
    for corpus, millions in UNLABELLED.items():
        left = millions * 1e6 * share
        articles = list(records(corpora / f"{corpus}.jsonl.gz"))
        random.Random(0).shuffle(articles)
        for article in articles:
            whole = article["text"]
            start = random.Random(str(article["id"])).randrange(max(1, len(whole) - _LONGEST_TEXT))
            start = whole.rfind("\n", 0, start) + 1
            piece = whole[start : start + _LONGEST_TEXT]
            texts.append(reader.read(piece, source=corpus))
            left -= len(piece)
            if left < 0:
                break
    return texts


# Sources that nothing is trained on, and of the others which passages of how many.
_KEPT_BACK = frozenset(
    {
        "livedoor:エスマックス",
        "livedoor:トピックニュース",
        "livedoor:Peachy",
        "github:usami-k/qiita-contents",
        "github:sadnessOjisan/blog.ojisan.io",
    }
)
_EVERY = {"wikinews": (5, 0), "nullponull": (4, 0), "written": (4, 3)}


def parted(texts: Sequence[Text]) -> tuple[list[Text], list[Text]]:
    """Return the passages to train on and those kept back: whole sources, and some of the large ones."""
    learnt: list[Text] = []
    kept_back: list[Text] = []
    counts: dict[str, int] = {}
    for text in texts:
        number = counts[text.source] = counts.get(text.source, -1) + 1
        rules = [rule for name, rule in _EVERY.items() if name in text.source]
        is_kept = text.source in _KEPT_BACK or any(number % step == first for step, first in rules)
        (kept_back if is_kept else learnt).append(text)
    return learnt, kept_back
