"""Why a category or tag is suggested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from kijiyomi.classifier.attribution import layout_weight, phrases
from kijiyomi.classifier.features.lead import lead_of, normalised_title
from kijiyomi.classifier.features.name_candidates import NameCandidate
from kijiyomi.classifier.features.salience import salience
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.tag_ranking import NAME_FEATURES, TOPIC_FEATURES, Floats, name_rows, topic_rows
from kijiyomi.document import Document
from kijiyomi.records.analysis import Analysis, Entity, json_text
from kijiyomi.text.fold import fold_width_and_case as fold
from kijiyomi.text.source_map import AlignedText

Place = Literal["title", "body"]
_MOST_REASONS = 8


class Reason(NamedTuple):
    """A word or phrase that carried a suggestion.

    Attributes:
        text: As the article writes it.
        weight: What it adds to the log odds.
        place: Whether it stands in the title or in the body.
        spans: Start and end of each occurrence, in ``Article.title`` or ``Article.text``.
    """

    text: str
    weight: float
    place: Place
    spans: tuple[tuple[int, int], ...]


class Fact(NamedTuple):
    """Something about a name's role in the article, a label's in the archive, or the article's layout.

    Attributes:
        name: What it is.
        weight: What it adds to the log odds.
    """

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a label is suggested.

    Attributes:
        label: The category or tag.
        kind: What it is.
        score: Its probability.
        reasons: Words and phrases that carried it, the heaviest first.
        facts: What else did, or spoke against it, the heaviest first.
    """

    label: str
    kind: Literal["category", "topic", "entity"]
    score: float
    reasons: tuple[Reason, ...]
    facts: tuple[Fact, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as JSON types."""
        return {
            "label": self.label,
            "kind": self.kind,
            "score": self.score,
            "reasons": [
                {
                    **reason._asdict(),
                    "weight": round(reason.weight, 4),
                    "spans": list(map(list, reason.spans)),
                }
                for reason in self.reasons
            ],
            "facts": [{"name": fact.name, "weight": round(fact.weight, 4)} for fact in self.facts],
        }


@dataclass(frozen=True, slots=True)
class Explained:
    """An analysis with the reasons of its labels.

    Attributes:
        analysis: The analysis.
        explanations: One for each category and tag, in their order.
    """

    analysis: Analysis
    explanations: tuple[Explanation, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis record with a further field ``explanations``; JSON types."""
        return self.analysis.to_dict() | {"explanations": [one.to_dict() for one in self.explanations]}

    def to_json(self, *, indent: int | None = None) -> str:
        """Return :meth:`to_dict` as JSON text, as :meth:`~kijiyomi.Analysis.to_json` does."""
        return json_text(self.to_dict(), indent=indent)

    def _repr_html_(self) -> str:
        from kijiyomi.display.explanation import explanation_html

        return explanation_html(self)


def explain(model: Model, document: Document, entities: Sequence[Entity]) -> tuple[Explanation, ...]:
    """Return why the model suggests each category and tag that it suggests.

    Args:
        model: The classifier.
        document: What is labelled.
        entities: Its entities, with offsets into ``document.article.text``.
    """
    categories, tags = model.suggest(document, entities)
    text = _Text(model, document, entities)
    return (
        *(Explanation(c.label, "category", c.score, *text.of_category(c.label)) for c in categories),
        *(Explanation(t.label, t.source, t.score, *text.of_tag(t.label)) for t in tags),
    )


class _Text:
    """A document with everything that suggestions are made from."""

    def __init__(self, model: Model, document: Document, entities: Sequence[Entity]) -> None:
        self.model, self.lead = model, lead_of(document, model.vectorizer.settings.lead)
        self.candidates = model.finder(self.lead, entities)
        self.marks = salience([self.lead], [self.candidates])
        self.spellings = {fold(entity.text) for entity in entities}

    def of_category(self, label: str) -> tuple[tuple[Reason, ...], tuple[Fact, ...]]:
        count = len(self.model.categories)
        own = self.model.linear.of(self.model.categories.index(label))
        others = np.mean([self.model.linear.of(place) for place in range(count)], axis=0)
        coefficients = (own - others) * self.model.sharpness
        layout = layout_weight(self.model.vectorizer, coefficients, self.lead)
        return _heaviest(self._phrases(coefficients)), _facts(("layout",), np.array([layout], np.float32))

    def of_tag(self, label: str) -> tuple[tuple[Reason, ...], tuple[Fact, ...]]:
        term = next((place for place, term in enumerate(self.model.terms) if term.label == label), -1)
        named = [c for c, found in enumerate(self.candidates) if found.label == label]
        head = self.model.head_of.get(term)
        if head is None:
            names = [self.candidates[c] for c in named]
            rows = name_rows(names, self.marks[named], self.model.treated)
            weights = rows[0] * self.model.name_score.weights
            reasons = self._mentions(names[0], float(weights[3:].sum()))
            return _heaviest(reasons), _facts(NAME_FEATURES, weights)
        row = self.model.vectorizer.of_leads([self.lead])
        decisions = self.model.linear(row)[:, len(self.model.categories) :]
        (rows,) = topic_rows(decisions, self.model.priors, self.model.head_of, [self.candidates], self.marks)
        score = self.model.topic_score.weights
        weights, column = rows[head] * score, len(self.model.categories) + head
        reasons = self._phrases(self.model.linear.of(column) * score[0])
        if named:
            reasons += self._mentions(self.candidates[named[0]], float(weights[2:].sum()))
        return _heaviest(reasons), _facts(TOPIC_FEATURES[1:], weights[1:])

    def _phrases(self, coefficients: Floats) -> list[Reason]:
        title, body = phrases(self.model.vectorizer, coefficients, self.lead)
        spans: defaultdict[tuple[Place, str], list[tuple[int, int]]] = defaultdict(list)
        weights: defaultdict[tuple[Place, str], float] = defaultdict(float)
        texts: tuple[tuple[Place, str, Any], ...] = (
            ("title", self.lead.title.text, title),
            ("body", self.lead.passage.text, body),
        )
        for place, text, found in texts:
            for start, end, weight in found:
                key = place, text[start:end]
                spans[key].append((start, end) if place == "title" else self._in_article(start, end))
                weights[key] += weight
        return [Reason(text, weights[place, text], place, tuple(spans[place, text])) for place, text in spans]

    def _mentions(self, candidate: NameCandidate, weight: float) -> list[Reason]:
        """Return where a name stands, what its role adds shared out among its mentions."""
        spellings = self.spellings | {fold(candidate.label)}
        if candidate.term >= 0:
            spellings |= set(map(fold, self.model.terms[candidate.term].aliases))
        title, body = normalised_title(self.lead), self.lead.passage.normalised
        mentions = [("title", *span) for span in _spans(title, candidate.title, spellings)]
        mentions += [
            ("body", *self._in_article(start, end)) for start, end in _spans(body, candidate.body, spellings)
        ]
        grouped: defaultdict[tuple[Any, str], list[tuple[int, int]]] = defaultdict(list)
        texts = {"title": self.lead.title.text, "body": self.lead.article.text}
        for place, start, end in mentions:
            grouped[place, texts[place][start:end]].append((start, end))
        return [
            Reason(text, weight * len(spans) / len(mentions), place, tuple(spans))
            for (place, text), spans in grouped.items()
        ]

    def _in_article(self, start: int, end: int) -> tuple[int, int]:
        return self.lead.passage.aligned.span(start, end)


def _heaviest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the heaviest reasons, each text once for title and body."""
    merged: dict[tuple[Place, str], Reason] = {}
    for one in reasons:
        key = one.place, one.text
        other = merged.get(key, Reason(one.text, 0.0, one.place, ()))
        spans = tuple(sorted({*one.spans, *other.spans}))
        merged[key] = Reason(one.text, one.weight + other.weight, one.place, spans)
    heavy = (reason for reason in merged.values() if reason.weight > 0)
    return tuple(sorted(heavy, key=lambda reason: -reason.weight)[:_MOST_REASONS])


def _spans(view: AlignedText, starts: Iterable[int], spellings: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the source span of the longest spelling at each of the places."""
    text, longest_first = view.text.lower(), sorted(spellings, key=len, reverse=True)
    for start in sorted(starts):
        length = next((len(s) for s in longest_first if s and text.startswith(s, start)), 0)
        if 0 < length <= len(view.text) - start:
            yield view.span(start, start + length)


def _facts(names: Sequence[str], weights: Floats) -> tuple[Fact, ...]:
    given = [Fact(name, float(weight)) for name, weight in zip(names, weights, strict=True) if weight]
    return tuple(sorted(given, key=lambda fact: -abs(fact.weight)))
