"""How good a model is on articles whose labels are known.

ラベルのわかっている記事で、モデルの良さを測る。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, FloatArray
from kijiyomi.article import Article
from kijiyomi.classifier.labelled_articles import read_labelled_articles
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.vocabulary import spelling_index
from kijiyomi.errors import InputError
from kijiyomi.text.fold import fold_width_and_case

_UNUSED = "\0"
_BINS = 10
_MAX_CONFUSIONS = 10


class JudgedCategory(NamedTuple):
    """One article's best category beside those its author gave.

    Attributes:
        best: The best category.
        score: Its probability.
        truth: The author's categories, the main one first.
    """

    best: str
    score: float
    truth: tuple[str, ...]


class JudgedTags(NamedTuple):
    """One article's possible tags, best first, beside those its author gave.

    Attributes:
        labels: Possible tags.
        scores: Their probabilities.
        shown: Which of them are shown.
        truth: The author's tags.
    """

    labels: Sequence[str]
    scores: Sequence[float]
    shown: Sequence[bool]
    truth: frozenset[str]

    @property
    def given(self) -> set[str]:
        """The tags that are shown."""
        return {label for label, shown in zip(self.labels, self.shown, strict=True) if shown}


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """How well one tag is given.

    1つのタグについての成績。

    Attributes:
        label: The tag.
        support: Articles whose author gave it.
        given: Articles the model gives it.
        right: Articles both give it.
    """

    label: str
    support: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the model's tags that are right.

        適合率。モデルが付けたタグのうち、正しいものの割合。
        """
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the author's tags that are given.

        再現率。著者が付けたタグのうち、モデルも付けたものの割合。
        """
        return self.right / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        F1。適合率と再現率の調和平均。
        """
        return 2 * self.right / (self.given + self.support) if self.given + self.support else 0.0


@dataclass(frozen=True, slots=True)
class TagQuality:
    """How well tags are given; definitions follow scikit-learn where it has the measure.

    タグ全体の成績。scikit-learnに同じ指標があれば、その定義に従う。

    Attributes:
        articles: Articles with tags.
        micro_precision: Right tags among all given.
        micro_recall: Right tags among all the authors gave.
        micro_f1: Their harmonic mean.
        macro_f1: Mean F1 of the authors' tags, each counting the same.
        precision_at_1: Share of articles whose best tag is right.
        precision_at_3: Right ones among the best three, over three.
        precision_at_5: Right ones among the best five, over five.
        recall_at_5: Share of an article's tags among the best five.
        ndcg_at_5: Discounted gain of the best five over the best possible.
        calibration_error: Expected difference of probability and frequency, in ten bins of probability.
        per_article: Tags given to an article on average.
    """

    articles: int
    micro_precision: float
    micro_recall: float
    micro_f1: float
    macro_f1: float
    precision_at_1: float
    precision_at_3: float
    precision_at_5: float
    recall_at_5: float
    ndcg_at_5: float
    calibration_error: float
    per_article: float


@dataclass(frozen=True, slots=True)
class CategoryQuality:
    """How well categories are given.

    カテゴリー全体の成績。

    Attributes:
        articles: Articles with categories.
        accuracy: Share whose best category is their main one.
        acceptable: Share whose best category is one of theirs.
        macro_f1: Mean F1 of the main categories, each counting the same.
        calibration_error: Expected difference of the best one's probability and its accuracy.
    """

    articles: int
    accuracy: float
    acceptable: float
    macro_f1: float
    calibration_error: float


class Confusion(NamedTuple):
    """Articles of one category that another one is suggested for.

    あるカテゴリーの記事に、別のカテゴリーを提案した数。

    Attributes:
        author: Their main category.
        model: The best one by the model.
        articles: How many there are.
    """

    author: str
    model: str
    articles: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good a model is on an archive.

    アーカイブで測ったモデルの成績。

    Attributes:
        categories: Quality of categories; ``None`` where neither model nor archive has any.
        tags: Quality of tags, alike.
        labels: Quality of every tag, the commonest first.
        category_labels: Quality of every category as the best one, alike.
        confusions: Categories taken for others, the commonest first.
    """

    categories: CategoryQuality | None
    tags: TagQuality | None
    labels: tuple[LabelQuality, ...]
    category_labels: tuple[LabelQuality, ...]
    confusions: tuple[Confusion, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation as JSON types.

        成績をJSONの型で返す。
        """
        return {
            "categories": asdict(self.categories) if self.categories else None,
            "tags": asdict(self.tags) if self.tags else None,
            "labels": [_label_record(label) for label in self.labels],
            "category_labels": [_label_record(label) for label in self.category_labels],
            "confusions": [confusion._asdict() for confusion in self.confusions],
        }

    def to_text(self, *, most_labels: int = 30) -> str:
        """Return the evaluation as a table to read.

        成績を、人が読む表にして返す。

        Args:
            most_labels: Tags to list.
        """
        lines = []
        for title, quality in (("Categories", self.categories), ("Tags", self.tags)):
            if quality:
                lines += [title, *(f"  {name:20} {value:8.4g}" for name, value in asdict(quality).items())]
        lines.append("  precision  recall      F1  given  support  label")
        for label in (*self.category_labels, *self.labels[:most_labels]):
            rates = f"{label.precision:9.3f} {label.recall:7.3f} {label.f1:7.3f}"
            lines.append(f"  {rates} {label.given:6d} {label.support:8d}  {label.label}")
        if self.confusions:
            lines.append("  articles  category, suggested as")
        lines += [f"  {c.articles:8d}  {c.author} → {c.model}" for c in self.confusions[:_MAX_CONFUSIONS]]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text()


def evaluate(model: Model, articles: Iterable[Article]) -> Evaluation:
    """Compare a model's suggestions with the labels that ``articles`` carry in their metadata.

    モデルの提案を、記事のメタデータにあるカテゴリーやタグと比べ、成績を返す。

    An author's tag counts under the vocabulary's preferred label whatever its spelling.

    Raises:
        InputError: If no article carries a label.
    """
    index = spelling_index(model.terms)
    written = {fold_width_and_case(term.label): term.label for term in model.terms}
    tags: list[JudgedTags] = []
    categories: list[JudgedCategory] = []
    for labelled in read_labelled_articles(articles):
        ranked, suggestions = model.rank(labelled.document, labelled.entities)
        if labelled.categories and ranked:
            categories.append(JudgedCategory(ranked[0].label, ranked[0].score, labelled.categories))
        if labelled.tags:
            names = [
                model.terms[index[fold_width_and_case(t)]].label if fold_width_and_case(t) in index else t
                for t in labelled.tags
            ]
            for label in (*names, *(s.tag.label for s in suggestions)):
                written.setdefault(fold_width_and_case(label), label)
            tags.append(
                JudgedTags(
                    [fold_width_and_case(s.tag.label) for s in suggestions],
                    [s.tag.score for s in suggestions],
                    [s.shown for s in suggestions],
                    frozenset(map(fold_width_and_case, names)),
                )
            )
    if not categories and not tags:
        raise InputError(
            "no article carries categories or tags that the model could be compared with; "
            "give an archive whose front matter has `categories` or `tags`"
        )
    labels = count_labels((one.given, one.truth) for one in tags)
    return Evaluation(
        judge_categories(categories) if categories else None,
        judge_tags(tags) if tags else None,
        tuple(replace(label, label=written[label.label]) for label in labels),
        count_labels(({one.best}, {one.truth[0]}) for one in categories),
        count_confusions((one.truth[0], one.best) for one in categories),
    )


def judge_categories(judged: Sequence[JudgedCategory]) -> CategoryQuality:
    """Return the quality of the best categories of all articles."""
    from sklearn.metrics import accuracy_score, f1_score

    best, main = [one.best for one in judged], [one.truth[0] for one in judged]
    right = np.array([one.best == one.truth[0] for one in judged])
    return CategoryQuality(
        len(judged),
        accuracy=float(accuracy_score(main, best)),
        acceptable=float(np.mean([one.best in one.truth for one in judged])),
        macro_f1=float(f1_score(main, best, labels=_by_support(main), average="macro", zero_division=0)),
        calibration_error=calibration_error(np.array([one.score for one in judged]), right),
    )


def judge_tags(judged: Sequence[JudgedTags]) -> TagQuality:
    """Return the quality of the tags of all articles."""
    from sklearn.metrics import f1_score, precision_recall_fscore_support
    from sklearn.preprocessing import MultiLabelBinarizer

    supported = _by_support(label for one in judged for label in one.truth)
    others = {label for one in judged for label in one.given} - set(supported)
    # With an unused label, since scikit-learn takes a single column for no set of labels.
    binarizer = MultiLabelBinarizer(classes=[*supported, *sorted(others), _UNUSED], sparse_output=True)
    truth = binarizer.fit_transform([one.truth for one in judged])
    given = binarizer.transform([one.given for one in judged])
    precision, recall, f1, _ = precision_recall_fscore_support(truth, given, average="micro", zero_division=0)
    scores = np.array([score for one in judged for score in one.scores])
    right = np.array([label in one.truth for one in judged for label in one.labels], dtype=bool)
    return TagQuality(
        articles=len(judged),
        micro_precision=float(precision),
        micro_recall=float(recall),
        micro_f1=float(f1),
        macro_f1=float(
            f1_score(truth, given, labels=range(len(supported)), average="macro", zero_division=0)
        ),
        precision_at_1=_mean(_hits(one, 1).sum() for one in judged),
        precision_at_3=_mean(_hits(one, 3).sum() / 3 for one in judged),
        precision_at_5=_mean(_hits(one, 5).sum() / 5 for one in judged),
        recall_at_5=_mean(_hits(one, 5).sum() / len(one.truth) for one in judged),
        ndcg_at_5=_mean(ndcg(one, 5) for one in judged),
        calibration_error=calibration_error(scores, right),
        per_article=float(given.sum() / len(judged)),
    )


def _by_support(labels: Iterable[str]) -> list[str]:
    """Return the distinct labels, the commonest first."""
    counts = Counter(labels)
    return sorted(counts, key=lambda label: (-counts[label], label))


def count_labels(pairs: Iterable[tuple[Set[str], Set[str]]]) -> tuple[LabelQuality, ...]:
    """Return the quality of each label of given and true sets, the commonest first."""
    given: Counter[str] = Counter()
    support: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for suggested, truth in pairs:
        given.update(suggested)
        support.update(truth)
        right.update(suggested & truth)
    order = sorted(given.keys() | support.keys(), key=lambda label: (-support[label], label))
    return tuple(LabelQuality(label, support[label], given[label], right[label]) for label in order)


def count_confusions(pairs: Iterable[tuple[str, str]]) -> tuple[Confusion, ...]:
    """Return how often one category, the first of a pair, is taken for another one, the second."""
    counts = Counter((author, model) for author, model in pairs if author != model)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(author, model, articles) for (author, model), articles in ranked)


def ndcg(judged: JudgedTags, depth: int) -> float:
    """Return the normalised discounted cumulative gain of the best ``depth`` tags, gains 0 or 1.

    scikit-learn's wants one list of labels for all articles, and rounds its logarithms otherwise.
    """
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    ideal = discounts[: len(judged.truth)].sum()
    hits = _hits(judged, depth)
    return float((hits * discounts[: len(hits)]).sum() / ideal) if ideal else 0.0


def calibration_error(scores: FloatArray, truth: BoolArray) -> float:
    """Return the mean difference of probability and frequency over ten bins, weighted by their size.

    Naeini, Cooper, Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning" (2015).
    scikit-learn's calibration curve does not say how large its bins are.
    """
    if not len(scores):
        return 0.0
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    size = np.bincount(bins, minlength=_BINS)
    gap = np.bincount(bins, weights=scores, minlength=_BINS) - np.bincount(
        bins, weights=truth, minlength=_BINS
    )
    return float(np.abs(gap).sum() / size.sum())


def _hits(judged: JudgedTags, depth: int) -> FloatArray:
    return np.array([label in judged.truth for label in judged.labels[:depth]], dtype=float)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return float(np.mean(listed)) if listed else 0.0


def _label_record(label: LabelQuality) -> dict[str, Any]:
    return asdict(label) | {"precision": label.precision, "recall": label.recall, "f1": label.f1}
