"""The fact extractor: what each figure of an article says of whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray
from kijiyomi.batching import batch_slices
from kijiyomi.document import Documents
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.equal_facts import Copies, find_copies, surest_equals
from kijiyomi.facts.feature_slots import FeatureSlots
from kijiyomi.facts.figure_features import Figures, context_features, figure_features
from kijiyomi.facts.joined_tokens import join_tokens
from kijiyomi.facts.model import STATUSES, TYPES, Choice, FactModel, Floats
from kijiyomi.facts.pair_features import (
    VERB_KIND,
    Candidates,
    Guesses,
    guess_features,
    pair_features,
    view_pairs,
)
from kijiyomi.facts.pairs import Pairs, pair_up
from kijiyomi.facts.token_columns import Spans, TokenColumns, find_chunks, token_columns, token_spans
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.model_store import shipped_model
from kijiyomi.records.analysis import Entity
from kijiyomi.records.facts import Fact, Mention
from kijiyomi.records.labels import LABELS

MOST_FIGURES = 5_000
"""Figures of one article that are looked at: each takes some 10 KB of memory meanwhile."""
FIGURE_LABELS = frozenset(label for label, info in LABELS.items() if info.kind == "amount")
_KINDS = {label: kind for kind, label in enumerate(("COMPANY", "GPU"), start=1)}
_OTHER_NAME = 3
_CHUNKS_BEFORE, _CHUNKS_AFTER = 44, 8
_DATES_BEFORE, _DATES_AFTER = 6, 3
_LEAST_SCORE = 0.05
_CHUNK_SIZE = 500_000  # in characters
_FIGURE_SIZE = 100  # characters that take as much memory as a figure
_TYPES_WITH = {
    "purpose": [TYPES.index(name) for name in ("investment", "funding", "deal", "cost")],
    "basis": [TYPES.index("change")],
}


class Reading(NamedTuple):
    """Documents as facts are looked for in them.

    Attributes:
        columns: Columns of their tokens.
        entities: The entities of each figure, by start.
        texts: The index of the text each figure is in.
        figures: The figures.
        chunks: What they may belong to.
        dates: Dates they may have.
        pairs: Figures with chunks.
        may_hold: bool ``(pairs,)``: whether the chunk may be a holder.
        date_pairs: Figures with dates.
    """

    columns: TokenColumns
    entities: Sequence[Entity]
    texts: Sequence[int]
    figures: Figures
    chunks: Candidates
    dates: Candidates
    pairs: Pairs
    may_hold: BoolArray
    date_pairs: Pairs


class FactExtractor:
    """Find what each amount of money, percentage and quantity says: of whom, of what, when, how sure.

    金額、割合、数量のそれぞれが、だれの、何の、いつの、どれほど確かな値かを求める。

    Args:
        path: Folder of the model; the one that ships with kijiyomi when not given.

    Raises:
        ModelError: If the model is missing, damaged, or made by a newer version.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = path
        self.model = _loaded(path)

    def __reduce__(self) -> tuple[type[FactExtractor], tuple[str | Path | None]]:
        return type(self), (self.path,)

    @property
    def fingerprint(self) -> str:
        """What the model is known by; it is part of what scored articles are kept under.

        モデルを見分けるための値。
        """
        return self.model.fingerprint

    def extract_batch(
        self, documents: Documents, entities: Sequence[tuple[Entity, ...]]
    ) -> list[tuple[Fact, ...]]:
        """Return the facts of each document, by start: of its first :data:`MOST_FIGURES` figures.

        文書ごとに、数値の表す事実を現れる順に返す。調べるのは、文書ごとに最初の5,000個の数値まで。

        Args:
            documents: The documents.
            entities: The entities of each.
        """
        looked_at = [_first_figures(some) for some in entities]
        having = [i for i, some in enumerate(looked_at) if some]
        facts: list[list[Fact]] = [[] for _ in documents]
        sizes = [len(documents[i].passage.text) + _FIGURE_SIZE * len(looked_at[i]) for i in having]
        for chunk in batch_slices(sizes, _CHUNK_SIZE):
            some = having[chunk]
            found = self._extract(Documents([documents[i] for i in some]), [looked_at[i] for i in some])
            for document, fact in found:
                facts[some[document]].append(fact)
        return list(map(tuple, facts))

    def _extract(
        self, documents: Documents, entities: Sequence[tuple[Entity, ...]]
    ) -> Iterator[tuple[int, Fact]]:
        """Return the facts of documents that have figures, each with the index of its document."""
        reading = read_figures(documents, entities, self.model.clusters)
        articles = [document.article.text for document in documents]
        facts = _facts(articles, reading, decide(self.model, reading))
        found = zip(reading.texts, facts, strict=True)
        return ((text, fact) for text, fact in found if fact.score >= _LEAST_SCORE)


def _first_figures(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return the entities up to the last figure that is looked at; none if there is no figure."""
    figures = [i for i, entity in enumerate(entities) if entity.label in FIGURE_LABELS]
    if len(figures) > MOST_FIGURES:
        return entities[: figures[MOST_FIGURES]]
    return entities if figures else ()


def read_figures(
    documents: Documents, entities: Sequence[tuple[Entity, ...]], clusters: WordClusters
) -> Reading:
    """Return documents as facts are looked for in them; one figure at least is among the entities."""
    tokens = join_tokens(documents)
    found = [(text, entity) for text, some in enumerate(entities) for entity in some]
    kinds = [LABELS[entity.label].kind for _, entity in found]
    begins = tokens.source_begin[[text for text, _ in found]]
    starts = np.array([entity.start for _, entity in found], dtype=np.int32) + begins
    ends = np.array([entity.end for _, entity in found], dtype=np.int32) + begins
    spans = token_spans(tokens, starts, ends)
    amounts, times, names = (
        [i for i, each in enumerate(kinds) if each == kind] for kind in ("amount", "time", "name")
    )
    dates = [i for i in times if found[i][1].label == "DATE"]
    columns = token_columns(
        tokens, clusters, names=spans.take(names), amounts=spans.take(amounts), times=spans.take(times)
    )
    texts, figure_entities = [found[i][0] for i in amounts], [found[i][1] for i in amounts]
    figures = Figures.of(spans.take(amounts), figure_entities, texts)
    chunks = _candidates(columns, documents, [found[i][1].label for i in names])
    nothing = np.zeros(len(dates), dtype=np.int32)
    date_candidates = Candidates(spans.take(dates), nothing, nothing)
    pairs = pair_up(columns, figures.spans, chunks.spans, before=_CHUNKS_BEFORE, after=_CHUNKS_AFTER)
    return Reading(
        columns,
        figure_entities,
        texts,
        figures,
        chunks,
        date_candidates,
        pairs,
        _may_hold(columns, chunks.spans, pairs),
        pair_up(columns, figures.spans, date_candidates.spans, before=_DATES_BEFORE, after=_DATES_AFTER),
    )


def _candidates(columns: TokenColumns, documents: Documents, labels: Sequence[str]) -> Candidates:
    """Return the candidates; ``labels`` are those of the names."""
    spans = find_chunks(columns)
    kinds = np.array([*(_KINDS.get(label, _OTHER_NAME) for label in labels), 0], dtype=np.int32)
    kind = kinds[columns.owner[spans.first]]
    kind[(kind == 0) & (columns.grammar[spans.last] == words.VERB)] = VERB_KIND
    is_in_title = np.zeros((len(documents), 1 << words.WORD_BITS), dtype=bool)
    for text, document in enumerate(documents):
        is_in_title[text, document.title.column(words.word_class)] = True
    heads = (columns.tokens.text[spans.last] << words.WORD_BITS) + columns.word[spans.last]
    in_title = is_in_title.ravel()[heads]
    return Candidates(spans, kind, in_title.astype(np.int32))


def _may_hold(columns: TokenColumns, spans: Spans, pairs: Pairs) -> BoolArray:
    formal = words.holder_sense("formal_nouns")
    vague = columns.anaphor[spans.first] > 0
    vague |= (columns.sense[spans.first] == formal) & (columns.sense[spans.last] == formal)
    return np.asarray(~vague[pairs.candidate])


class Decisions(NamedTuple):
    """What was decided of each figure; types and statuses by index."""

    property: Choice
    entity: Choice
    when: Choice
    purpose: Choice
    basis: Choice
    type: IndexArray
    status: IndexArray
    score: Floats


def decide(model: FactModel, reading: Reading) -> Decisions:
    """Return what a model decides of the figures."""
    columns, figures = reading.columns, reading.figures
    view = view_pairs(columns, figures, reading.chunks, reading.pairs)
    seen, alone = pair_features(view), figure_features(columns, figures)
    property_sums, entity_sums = model.sum_pairs(seen)
    prop = model.choose_property(reading.pairs, property_sums, alone)
    dates = pair_features(view_pairs(columns, figures, reading.dates, reading.date_pairs))
    when = model.choose("when", reading.date_pairs, dates, alone)
    context = context_features(columns, figures, reading.chunks.spans, prop.candidate)
    classes = model.classify(context)
    asked = {ranker: np.isin(classes.type, _TYPES_WITH[ranker]) for ranker in ("purpose", "basis")}
    purpose, basis = (
        _choose_for(model, ranker, asked[ranker], reading.pairs, seen, alone) for ranker in asked
    )
    guesses = Guesses(prop.candidate, (classes.type + 1).astype(np.int32))
    alone = figure_features(columns, figures, guesses.type)
    guessed = guess_features(view, guesses)
    entity = model.choose_entity(reading.pairs, entity_sums, guessed, alone, reading.may_hold)
    score = np.asarray(entity.probability * classes.type_probability, dtype=np.float32)
    copies = find_copies(columns, figures)
    status = classes.status[surest_equals(figures.value, classes.status_probability)]
    decided = Decisions(prop, entity, when, purpose, basis, classes.type, status, score)
    return _copied(decided, copies, surest_equals(figures.value, score))


def _choose_for(
    model: FactModel,
    ranker: str,
    asked: BoolArray,
    pairs: Pairs,
    seen: FeatureSlots,
    alone: FeatureSlots,
) -> Choice:
    """Return the choices for some figures, and none for others."""
    rows = asked[pairs.figure].nonzero()[0]
    some = Pairs(pairs.figure[rows], pairs.candidate[rows], pairs.rank[rows])
    return model.choose(ranker, some, seen.take(rows), alone)


def _copied(decided: Decisions, copies: Copies, equals: IndexArray) -> Decisions:
    """Return the decisions with those of other figures copied.

    Args:
        decided: What was decided of each figure.
        copies: Which figures are conversions, or amounts taken up again.
        equals: ``(figures,)``: index of the equal figure whose holder and type to believe.
    """
    whole, part = copies.conversion, equals[copies.repetition]

    def of(choice: Choice, which: IndexArray) -> Choice:
        return Choice(choice.candidate[which], choice.probability[which])

    return Decisions(
        of(decided.property, whole),
        of(decided.entity, part),
        of(decided.when, whole),
        of(decided.purpose, whole),
        of(decided.basis, whole),
        decided.type[part],
        decided.status[whole],
        decided.score[part],
    )


def _facts(articles: Sequence[str], reading: Reading, decided: Decisions) -> Iterator[Fact]:
    """Return the fact of each figure; ``articles`` are the texts of the articles."""
    chunks = reading.chunks.spans
    return map(
        Fact,
        [entity.start for entity in reading.entities],
        [entity.end for entity in reading.entities],
        [entity.text for entity in reading.entities],
        _mentions(articles, reading, chunks, decided.entity),
        _mentions(articles, reading, chunks, decided.property),
        [TYPES[type_] for type_ in decided.type.tolist()],
        _mentions(articles, reading, reading.dates.spans, decided.when),
        _mentions(articles, reading, chunks, decided.purpose),
        _mentions(articles, reading, chunks, decided.basis),
        [STATUSES[status] for status in decided.status.tolist()],
        decided.score.astype(np.float64).round(4).tolist(),
    )


def _mentions(
    articles: Sequence[str], reading: Reading, spans: Spans, choice: Choice
) -> list[Mention | None]:
    """Return what is chosen for each figure."""
    mentions: list[Mention | None] = [None] * len(reading.texts)
    chosen = (choice.candidate >= 0).nonzero()[0]
    texts = np.array(reading.texts)[chosen]
    tokens, candidates = reading.columns.tokens, choice.candidate[chosen]
    starts = tokens.source_start[spans.first[candidates]] - tokens.source_begin[texts]
    ends = tokens.source_end[spans.last[candidates]] - tokens.source_begin[texts]
    rows = (chosen.tolist(), texts.tolist(), starts.tolist(), ends.tolist())
    for figure, text, start, end in zip(*rows, strict=True):
        characters = articles[text][start:end]
        mentions[figure] = Mention(start, end, characters, characters)
    return mentions


@lru_cache(maxsize=2)
def _loaded(path: str | Path | None) -> FactModel:
    return FactModel.read(shipped_model("facts") if path is None else path)
