"""Why a category or tag is suggested.

カテゴリーやタグを提案した理由。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.attribution import Attribution, Phrase
from kijiyomi.classifier.features.fields import Part
from kijiyomi.classifier.features.lead import normalised_title
from kijiyomi.classifier.features.name_candidates import NameCandidate
from kijiyomi.classifier.model import Evidence, Model
from kijiyomi.classifier.tag_ranking import (
    HABIT_FEATURES,
    NAME_FEATURES,
    TOPIC_FEATURES,
    name_evidence,
    topic_evidence,
)
from kijiyomi.records.analysis import Analysis, json_text
from kijiyomi.records.views import view
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.text.source_map import AlignedText

_MAX_REASONS = 8


class Reason(NamedTuple):
    """A word or phrase that carried a suggestion.

    提案の根拠となった語句。

    Attributes:
        text: As the article writes it.
        weight: What it adds to the log odds.
        place: Whether it stands in the title or in the body.
        spans: Start and end of each occurrence, in ``Article.title`` or ``Article.text``.
    """

    text: str
    weight: float
    place: Part
    spans: tuple[tuple[int, int], ...]


class Factor(NamedTuple):
    """Something about a name's role in the article, a label's in the archive, or the article's layout.

    名前の記事での役割、ラベルのアーカイブでの使われ方、記事の体裁など、語句以外の根拠。

    Attributes:
        name: What it is.
        weight: What it adds to the log odds.
    """

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a label is suggested.

    1つのラベルを提案した理由。

    Attributes:
        label: The category or tag.
        kind: What it is.
        score: Its probability.
        reasons: Words and phrases that carried it, the heaviest first.
        factors: What else did, or spoke against it, the heaviest first.
    """

    label: str
    kind: Literal["category", "topic", "entity"]
    score: float
    reasons: tuple[Reason, ...]
    factors: tuple[Factor, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as JSON types.

        理由をJSONの型で返す。
        """
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
            "factors": [{"name": factor.name, "weight": round(factor.weight, 4)} for factor in self.factors],
        }


@dataclass(frozen=True, slots=True)
class Explained:
    """An analysis with the reasons of its labels.

    解析結果に、ラベルごとの理由を添えたもの。

    Attributes:
        analysis: The analysis.
        explanations: One for each category and tag, in their order.
    """

    analysis: Analysis
    explanations: tuple[Explanation, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis record with a further field ``explanations``; JSON types.

        解析の記録に項目`explanations`を加え、JSONの型で返す。
        """
        return self.analysis.to_dict() | {"explanations": [one.to_dict() for one in self.explanations]}

    def to_json(self, *, indent: int | None = None) -> str:
        """Return :meth:`to_dict` as JSON text, as :meth:`~kijiyomi.Analysis.to_json` does.

        `to_dict`の内容をJSONの文字列で返す。
        """
        return json_text(self.to_dict(), indent=indent)

    def _repr_html_(self) -> str:
        html: str = view("explanation_html")(self)
        return html


_ReasonsAndFactors = tuple[tuple[Reason, ...], tuple[Factor, ...]]


def explain(model: Model, evidence: Evidence, analysis: Analysis) -> tuple[Explanation, ...]:
    """Return why the model suggests each category and tag of an analysis.

    Args:
        model: The classifier.
        evidence: What it knows of the document, and of no other; see
            :meth:`~kijiyomi.classifier.model.Model.evidence`.
        analysis: The document's analysis, its labels suggested from this evidence.
    """
    explainer = _Explainer(model, evidence, analysis)
    categories = [
        Explanation(one.label, "category", one.score, *explainer.category(one.label))
        for one in analysis.categories
    ]
    tags = [Explanation(one.label, one.source, one.score, *explainer.tag(one.label)) for one in analysis.tags]
    return (*categories, *tags)


class _Explainer:
    """Explains the labels of one document from what they were suggested from."""

    def __init__(self, model: Model, evidence: Evidence, analysis: Analysis) -> None:
        (self._lead,), (self._candidates,), (rows,) = evidence.leads, evidence.candidates, evidence.rows
        (row,) = rows.each()
        self._model, self._evidence = model, evidence
        self._attribution = Attribution(model.vectorizer, self._lead, row)
        self._entity_spellings = {fold_width_and_case(entity.text) for entity in analysis.entities}

    def category(self, label: str) -> _ReasonsAndFactors:
        """Return what speaks for a category more than for the others."""
        model = self._model
        coefficients = model.linear.coefficients[:, : len(model.categories)]
        own = coefficients[:, model.categories.index(label)]
        return self._why((own - coefficients.mean(axis=1)) * model.inverse_temperature)

    def tag(self, label: str) -> _ReasonsAndFactors:
        """Return what speaks for a tag, be it learnt from words or found by its name."""
        term = next((index for index, term in enumerate(self._model.terms) if term.label == label), -1)
        named = [index for index, candidate in enumerate(self._candidates) if candidate.label == label]
        head = self._model.head_of_term.get(term)
        return self._name(named[0]) if head is None else self._topic(head, named)

    def _topic(self, head: int, named: Sequence[int]) -> _ReasonsAndFactors:
        """Return what speaks for a term with a classifier.

        Args:
            head: The classifier.
            named: Indices of the candidates that are the term's names.
        """
        model, evidence = self._model, self._evidence
        classifier = len(model.categories) + head
        (of_heads,) = topic_evidence(
            evidence.decisions[:, len(model.categories) :],
            model.priors,
            model.head_of_term,
            evidence.candidates,
            evidence.saliences,
        )
        score = model.topic_score.weights
        weights = of_heads[head] * score
        mentions = self._mentions(self._candidates[named[0]], float(weights[2:].sum())) if named else []
        factors = dict(zip(TOPIC_FEATURES[1:], weights[1:], strict=True))
        return self._why(model.linear.coefficients[:, classifier] * score[0], mentions, factors)

    def _name(self, named: int) -> _ReasonsAndFactors:
        """Return what speaks for a name without a classifier, given the index of its candidate."""
        model, candidate = self._model, self._candidates[named]
        (own,) = name_evidence([candidate], self._evidence.saliences[[named]], model.habit_evidence)
        weights = own * model.name_score.weights
        mentions = self._mentions(candidate, float(weights[len(HABIT_FEATURES) :].sum()))
        return _heaviest(mentions), _factors(dict(zip(NAME_FEATURES, weights, strict=True)))

    def _why(
        self,
        coefficients: Float32Array,
        mentions: Iterable[Reason] = (),
        factors: Mapping[str, float] | None = None,
    ) -> _ReasonsAndFactors:
        """Return what speaks for a decision of these coefficients, and for mentions and factors beside it."""
        decision = self._attribution.attribute(coefficients)
        reasons = [
            *self._phrases("title", self._lead.title.text, decision.title),
            *self._phrases("body", self._lead.passage.text, decision.body),
            *mentions,
        ]
        return _heaviest(reasons), _factors({**decision.by_field, **(factors or {})})

    def _phrases(self, part: Part, text: str, phrases: Iterable[Phrase]) -> Iterator[Reason]:
        for start, end, weight in phrases:
            span = (start, end) if part == "title" else self._in_article(start, end)
            yield Reason(text[start:end], weight, part, (span,))

    def _mentions(self, candidate: NameCandidate, weight: float) -> list[Reason]:
        """Return where a name stands, what its role adds shared out among its mentions."""
        spellings = self._entity_spellings | {fold_width_and_case(candidate.label)}
        if candidate.term >= 0:
            spellings |= set(map(fold_width_and_case, self._model.terms[candidate.term].aliases))
        title, body = normalised_title(self._lead), self._lead.passage.normalised
        mentions: list[tuple[Part, int, int]] = [
            ("title", *span) for span in _spans(title, candidate.title, spellings)
        ]
        mentions += [
            ("body", *self._in_article(start, end)) for start, end in _spans(body, candidate.body, spellings)
        ]
        grouped: defaultdict[tuple[Part, str], list[tuple[int, int]]] = defaultdict(list)
        texts = {"title": self._lead.title.text, "body": self._lead.article.text}
        for part, start, end in mentions:
            grouped[part, texts[part][start:end]].append((start, end))
        return [
            Reason(text, weight * len(spans) / len(mentions), part, tuple(spans))
            for (part, text), spans in grouped.items()
        ]

    def _in_article(self, start: int, end: int) -> tuple[int, int]:
        return self._lead.passage.aligned.span(start, end)


def _heaviest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the heaviest reasons, each text once for title and body."""
    merged: dict[tuple[Part, str], Reason] = {}
    for one in reasons:
        key = one.place, one.text
        other = merged.get(key, Reason(one.text, 0.0, one.place, ()))
        spans = tuple(sorted({*one.spans, *other.spans}))
        merged[key] = Reason(one.text, one.weight + other.weight, one.place, spans)
    heavy = (reason for reason in merged.values() if reason.weight > 0)
    return tuple(sorted(heavy, key=lambda reason: -reason.weight)[:_MAX_REASONS])


def _spans(view: AlignedText, starts: Iterable[int], spellings: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the source span of the longest spelling at each of the starts."""
    text, longest_first = view.text.lower(), sorted(spellings, key=len, reverse=True)
    for start in sorted(starts):
        length = next((len(s) for s in longest_first if s and text.startswith(s, start)), 0)
        if 0 < length <= len(view.text) - start:
            yield view.span(start, start + length)


def _factors(weights: Mapping[str, float]) -> tuple[Factor, ...]:
    """Return what weighs something, the heaviest first."""
    factors = [Factor(name, float(weight)) for name, weight in weights.items() if weight]
    return tuple(sorted(factors, key=lambda factor: -abs(factor.weight)))
