"""The fact extractor: what each figure of an article says of whom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray
from kijiyomi.document import Document, Documents, JoinedTexts
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.equal_facts import Copies, find_copies
from kijiyomi.facts.feature_slots import FeatureMatrix
from kijiyomi.facts.figure_features import Figures, context_features, figure_features
from kijiyomi.facts.model import STATUSES, TYPES, Choice, FactModel, Floats
from kijiyomi.facts.pair_features import VERB_KIND, Candidates, Guesses, guess_features, pair_features
from kijiyomi.facts.pairs import Pairs, pair_up
from kijiyomi.facts.token_columns import Spans, TokenColumns, find_chunks, token_columns, token_spans
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.model_store import shipped_model
from kijiyomi.records.analysis import Entity
from kijiyomi.records.facts import Fact, Mention
from kijiyomi.records.labels import LABELS

FIGURE_LABELS = frozenset(label for label, info in LABELS.items() if info.kind == "amount")
_KINDS = {label: kind for kind, label in enumerate(("COMPANY", "GPU"), start=1)}
_OTHER_NAME = 3
_CHUNKS_BEFORE, _CHUNKS_AFTER = 44, 8
_DATES_BEFORE, _DATES_AFTER = 6, 3
_LEAST_SCORE = 0.05
_TYPES_WITH = {
    "purpose": [TYPES.index(name) for name in ("investment", "funding", "deal", "cost")],
    "basis": [TYPES.index("change")],
}


class Reading(NamedTuple):
    """Joined texts as facts are looked for in them.

    Attributes:
        joined: The texts.
        columns: Columns of their tokens.
        entities: The entities of each figure, by start.
        texts: The text each figure is in.
        figures: The figures.
        chunks: What they may belong to.
        dates: Dates they may have.
        date_entities: The entity of each date.
        pairs: Figures with chunks.
        may_hold: bool ``(pairs,)``: whether the chunk may be a holder.
        date_pairs: Figures with dates.
    """

    joined: JoinedTexts
    columns: TokenColumns
    entities: Sequence[Entity]
    texts: Sequence[int]
    figures: Figures
    chunks: Candidates
    dates: Candidates
    date_entities: Sequence[Entity]
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
        """Return the facts of each document, by start.

        文書ごとに、数値の表す事実を現れる順に返す。

        Args:
            documents: The documents.
            entities: The entities of each.
        """
        found: list[tuple[Fact, ...]] = []
        for chunk in documents.chunks:
            found += self._extract(chunk, entities[len(found) : len(found) + len(chunk)])
        return found

    def _extract(
        self, documents: Documents, entities: Sequence[tuple[Entity, ...]]
    ) -> list[tuple[Fact, ...]]:
        facts: list[list[Fact]] = [[] for _ in documents]
        having = [i for i, some in enumerate(entities) if any(e.label in FIGURE_LABELS for e in some)]
        if having:
            reading = read_figures(
                Documents([documents[i] for i in having]), [entities[i] for i in having], self.model.clusters
            )
            decided = decide(self.model, reading)
            for figure, text in enumerate(reading.texts):
                fact = _fact(documents[having[text]], reading, decided, figure)
                if fact.score >= _LEAST_SCORE:
                    facts[having[text]].append(fact)
        return list(map(tuple, facts))


def read_figures(
    documents: Documents, entities: Sequence[tuple[Entity, ...]], clusters: WordClusters
) -> Reading:
    """Return documents as facts are looked for in them; one figure at least is among the entities."""
    joined = documents.joined
    found = [
        (text, *_joined_span(document, entity, int(joined.starts[text])), entity)
        for text, (document, some) in enumerate(zip(documents, entities, strict=True))
        for entity in some
    ]
    amounts = [each for each in found if each[3].label in FIGURE_LABELS]
    times = [each for each in found if LABELS[each[3].label].kind == "time"]
    dates = [each for each in times if each[3].label == "DATE"]
    names = [each for each in found if LABELS[each[3].label].kind == "name"]

    def spans(some: list[tuple[int, int, int, Entity]]) -> Spans:
        return token_spans(joined.tokens, [start for _, start, _, _ in some], [end for _, _, end, _ in some])

    columns = token_columns(
        joined.tokens, clusters, names=spans(names), amounts=spans(amounts), times=spans(times)
    )
    texts = [text for text, _, _, _ in amounts]
    figures = Figures.of(spans(amounts), [entity for _, _, _, entity in amounts], texts)
    chunks = _candidates(columns, documents, names)
    date_spans = spans(dates)
    nothing = np.zeros(len(dates), dtype=np.int32)
    date_candidates = Candidates(date_spans, nothing, nothing)
    pairs = pair_up(columns, figures.spans, chunks.spans, before=_CHUNKS_BEFORE, after=_CHUNKS_AFTER)
    return Reading(
        joined,
        columns,
        [entity for _, _, _, entity in amounts],
        texts,
        figures,
        chunks,
        date_candidates,
        [entity for _, _, _, entity in dates],
        pairs,
        _may_hold(columns, chunks.spans, pairs),
        pair_up(columns, figures.spans, date_spans, before=_DATES_BEFORE, after=_DATES_AFTER),
    )


def _joined_span(document: Document, entity: Entity, begin: int) -> tuple[int, int]:
    aligned = document.passage.aligned
    start = int(aligned.ends.searchsorted(np.int32(entity.start), side="right"))
    end = int(aligned.starts.searchsorted(np.int32(entity.end), side="left"))
    return begin + start, begin + end


def _candidates(
    columns: TokenColumns, documents: Documents, names: list[tuple[int, int, int, Entity]]
) -> Candidates:
    spans = find_chunks(columns)
    kinds = np.array([*(_KINDS.get(e.label, _OTHER_NAME) for _, _, _, e in names), 0], dtype=np.int32)
    owner = columns.owner[spans.first]
    kind = np.where(owner >= 0, kinds[owner], 0)
    kind[(kind == 0) & (columns.grammar[spans.last] == words.VERB)] = VERB_KIND
    titles = [
        (text << words.WORD_BITS) + document.title.column(words.word_class).astype(np.int64)
        for text, document in enumerate(documents)
    ]
    heads = (columns.text[spans.last] << words.WORD_BITS) + columns.word[spans.last]
    in_title = np.isin(heads, np.concatenate(titles))
    return Candidates(spans, kind.astype(np.int32), in_title.astype(np.int32))


def _may_hold(columns: TokenColumns, spans: Spans, pairs: Pairs) -> BoolArray:
    pronoun = words.pronoun_sense()
    vague = columns.anaphor[spans.first] > 0
    vague |= (columns.sense[spans.first] == pronoun) & (columns.sense[spans.last] == pronoun)
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
    columns, figures, chunks = reading.columns, reading.figures, reading.chunks
    seen, alone = pair_features(columns, figures, chunks, reading.pairs), figure_features(columns, figures)
    prop = model.choose("property", reading.pairs, seen, alone)
    dates = pair_features(columns, figures, reading.dates, reading.date_pairs)
    when = model.choose("when", reading.date_pairs, dates, alone)
    context = context_features(columns, figures, chunks.spans, prop.candidate)
    type_, type_probability = model.classify("type", context)
    status, _ = model.classify("status", context)
    asked = {ranker: np.isin(type_, _TYPES_WITH[ranker]) for ranker in ("purpose", "basis")}
    purpose, basis = (
        _choose_for(model, ranker, asked[ranker], reading.pairs, seen, alone) for ranker in asked
    )
    guesses = Guesses(prop.candidate, (type_ + 1).astype(np.int32))
    guessed = guess_features(columns, figures, chunks, reading.pairs, guesses)
    alone = figure_features(columns, figures, guesses.type)
    entity = model.choose_entity(reading.pairs, seen, guessed, alone, reading.may_hold)
    score = np.asarray(entity.probability * type_probability, dtype=np.float32)
    copies = find_copies(columns, figures)
    return _copied(Decisions(prop, entity, when, purpose, basis, type_, status, score), copies)


def _choose_for(
    model: FactModel,
    ranker: str,
    asked: BoolArray,
    pairs: Pairs,
    seen: FeatureMatrix,
    alone: FeatureMatrix,
) -> Choice:
    """Return the choices for some figures, and none for others."""
    rows = asked[pairs.figure].nonzero()[0]
    some = Pairs(pairs.figure[rows], pairs.candidate[rows], pairs.rank[rows])
    return model.choose(ranker, some, seen._replace(indices=seen.indices[:, rows]), alone)


def _copied(decided: Decisions, copies: Copies) -> Decisions:
    """Return the decisions with those of conversions and of amounts taken up again copied from the first."""
    whole, part = copies.conversion, copies.repetition

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


def _fact(document: Document, reading: Reading, decided: Decisions, figure: int) -> Fact:
    entity = reading.entities[figure]
    chunk = _Mentions(document, reading, reading.texts[figure])
    date = int(decided.when.candidate[figure])
    when = reading.date_entities[date] if date >= 0 else None
    return Fact(
        entity.start,
        entity.end,
        entity.text,
        chunk.of(decided.entity, figure),
        chunk.of(decided.property, figure),
        TYPES[decided.type[figure]],
        Mention(when.start, when.end, when.text, when.text) if when else None,
        chunk.of(decided.purpose, figure),
        chunk.of(decided.basis, figure),
        STATUSES[decided.status[figure]],
        round(float(decided.score[figure]), 4),
    )


class _Mentions(NamedTuple):
    document: Document
    reading: Reading
    text: int

    def of(self, choice: Choice, figure: int) -> Mention | None:
        candidate = int(choice.candidate[figure])
        if candidate < 0:
            return None
        spans, joined = self.reading.chunks.spans, self.reading.joined
        begin = int(joined.starts[self.text])
        first, last = int(spans.first[candidate]), int(spans.last[candidate])
        start, end = int(joined.tokens.start[first]) - begin, int(joined.tokens.end[last]) - begin
        start, end = self.document.passage.aligned.span(start, end)
        text = self.document.article.text[start:end]
        return Mention(start, end, text, text)


@lru_cache(maxsize=2)
def _loaded(path: str | Path | None) -> FactModel:
    return FactModel.read(shipped_model("facts") if path is None else path)
