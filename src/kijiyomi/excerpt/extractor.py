"""The sentences that become the excerpt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kijiyomi.arrays import IndexArray
from kijiyomi.batching import batch_slices
from kijiyomi.document import Document
from kijiyomi.excerpt.model import ExcerptModel, default_excerpt_model
from kijiyomi.excerpt.opening_sentences import OPENING_CHARACTERS, OpeningSentences
from kijiyomi.excerpt.sentence_features import MAX_LENGTH, MIN_LENGTH, SentenceFeatures, sentence_features
from kijiyomi.records.analysis import Keyword

MAX_EXCERPT = 200
"""Characters of an excerpt of two sentences when no length is asked for."""
_BULLETS = "・ 　"
# Characters looked through together: few enough for the processor's caches.
_BATCH_CHARACTERS = 64_000


class ExcerptExtractor:
    """Find the sentence or two of an article that an editor would print below its title.

    記事の要約として見出しの下に置ける1文か2文を、書かれたまま取り出す。

    A sentence qualifies if it is understood without what stands before it, and is better the more it says
    what the article is about. A second one is taken along where it completes the first.

    Args:
        model: The model; the one that ships with kijiyomi when not given.
        max_length: Characters of the excerpt at most; no sentence is ever cut.

    Raises:
        ValueError: If no sentence could be so short.
    """

    def __init__(self, model: ExcerptModel | None = None, *, max_length: int = MAX_EXCERPT) -> None:
        if max_length < MIN_LENGTH:
            raise ValueError(f"an excerpt has {MIN_LENGTH} characters or more, got {max_length}")
        self.max_length = max_length
        self._model = model

    @property
    def model(self) -> ExcerptModel:
        """The model; the one that ships is loaded when it is first asked for.

        文を選ぶモデル。標準のものは、最初に使うときに読み込む。

        Raises:
            ModelError: If the model that ships is missing or damaged.
        """
        return self._model or default_excerpt_model()

    def extract(self, document: Document, keywords: Sequence[Keyword]) -> str:
        """Return the excerpt of one article; see :meth:`extract_batch`.

        1本の記事の要約を返す。
        """
        return self.extract_batch([document], [keywords])[0]

    def extract_batch(
        self, documents: Sequence[Document], keywords: Sequence[Sequence[Keyword]]
    ) -> list[str]:
        """Return the excerpt of each article, ``""`` where no sentence qualifies.

        記事ごとに要約を返す。ふさわしい文がなければ空文字列。

        Args:
            documents: The articles.
            keywords: The keywords of each, best first.
        """
        lengths = [min(OPENING_CHARACTERS, len(document.passage.text)) for document in documents]
        parts = batch_slices(lengths, _BATCH_CHARACTERS)
        return [excerpt for part in parts for excerpt in self._excerpts(documents[part], keywords[part])]

    def _excerpts(
        self, documents: Sequence[Document], keywords: Sequence[Sequence[Keyword]]
    ) -> Iterator[str]:
        openings = OpeningSentences.from_documents(documents)
        if not len(openings.owners):
            yield from [""] * len(documents)
            return
        first, last = self.select(openings, sentence_features(documents, openings, keywords))
        starts, ends = openings.spans[first, 0].tolist(), openings.spans[last, 1].tolist()
        for start, end, has_one in zip(starts, ends, (first >= 0).tolist(), strict=True):
            yield openings.text[start:end].lstrip(_BULLETS) if has_one else ""

    def select(self, openings: OpeningSentences, features: SentenceFeatures) -> tuple[IndexArray, IndexArray]:
        """Return the first and the last sentence of each article's excerpt, -1 for none.

        記事ごとに、要約の最初と最後の文の番号を返す。なければ-1。

        Args:
            openings: The sentences of the articles, of which there is one at least.
            features: What is seen of them.
        """
        scores, least = self.model.score(openings, features), self.model.thresholds
        starts, ends = openings.spans.T
        lengths = ends - starts
        fits = lengths <= min(self.max_length, MAX_LENGTH)
        alone = np.where(features.may_stand & fits, scores.alone, -np.inf)
        bounds = np.array(openings.bounds)
        having = (bounds[:-1] < bounds[1:]).nonzero()[0]
        best = np.lexsort((-alone, openings.owners))[bounds[having]]
        qualifies = alone[best] >= least.alone
        having, best = having[qualifies], best[qualifies]

        following = np.minimum(best + 1, len(lengths) - 1)
        completes = (
            features.may_follow & fits & (scores.behind >= least.behind) & (scores.alone >= least.second)
        )
        takes_next = completes[following] & (ends[following] - starts[best] <= self.max_length)
        first = np.full(len(bounds) - 1, -1)
        first[having] = best
        last = first.copy()
        last[having] += takes_next & (following > best)
        return first, last
