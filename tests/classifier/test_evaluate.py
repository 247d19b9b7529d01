import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from kijiyomi.article import Article
from kijiyomi.classifier.evaluate import (
    JudgedCategory,
    JudgedTags,
    calibration_error,
    count_confusions,
    count_labels,
    evaluate,
    judge_categories,
    judge_tags,
    ndcg,
)
from kijiyomi.errors import InputError

FIRST = JudgedTags(["a", "b", "c"], [0.9, 0.8, 0.1], [True, True, False], frozenset("ac"))
SECOND = JudgedTags(["b", "a", "c"], [0.7, 0.4, 0.2], [True, False, False], frozenset("b"))


def test_tags_by_hand():
    quality = judge_tags([FIRST, SECOND])
    assert quality.articles == 2
    assert quality.per_article == 1.5
    assert quality.micro_precision == pytest.approx(2 / 3)
    assert quality.micro_recall == pytest.approx(2 / 3)
    assert quality.micro_f1 == pytest.approx(2 / 3)
    assert quality.macro_f1 == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert quality.precision_at_1 == 1
    assert quality.precision_at_3 == pytest.approx((2 / 3 + 1 / 3) / 2)
    assert quality.precision_at_5 == pytest.approx((2 / 5 + 1 / 5) / 2)
    assert quality.recall_at_5 == 1
    first = (1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert quality.ndcg_at_5 == pytest.approx((first + 1) / 2)


def test_gains_are_discounted_and_cut():
    assert ndcg(SECOND, 5) == 1
    assert ndcg(SECOND._replace(truth=frozenset("x")), 5) == 0
    assert ndcg(SECOND._replace(truth=frozenset("c")), 2) == 0
    assert ndcg(SECOND._replace(truth=frozenset("c")), 3) == pytest.approx(0.5)


@given(st.permutations("abcdefgh"), st.sets(st.sampled_from("abcdefghxyz"), min_size=1), st.integers(1, 10))
def test_gains_are_those_of_scikit_learn(ranking, truth, depth):
    # What no rank is given stands behind all others there, and is not found here.
    depth = min(depth, len(ranking))
    labels = [*ranking, *sorted(truth - set(ranking))]
    judged = JudgedTags(ranking, [], [], frozenset(truth))
    right, scores = [[label in truth for label in labels]], [range(len(labels), 0, -1)]
    assert ndcg(judged, depth) == pytest.approx(ndcg_score(right, scores, k=depth))


def test_calibration_by_hand():
    scores, truth = np.array([0.95, 0.95, 0.15, 1.0]), np.array([True, False, False, True])
    assert calibration_error(scores, truth) == pytest.approx((abs(2.9 - 2) + 0.15) / 4)
    assert calibration_error(np.array([]), np.array([])) == 0


def test_labels_are_counted():
    labels = count_labels([({"a", "b"}, {"a"}), ({"b"}, {"a", "c"})])
    assert [(q.label, q.support, q.given, q.right) for q in labels] == [
        ("a", 2, 1, 1),
        ("c", 1, 0, 0),
        ("b", 0, 2, 0),
    ]
    assert (labels[0].precision, labels[0].recall, labels[0].f1) == (1, 0.5, pytest.approx(2 / 3))
    assert (labels[1].precision, labels[1].recall, labels[1].f1) == (0, 0, 0)


def test_categories_by_hand():
    quality = judge_categories(
        [
            JudgedCategory("a", 0.9, ("a", "b")),
            JudgedCategory("b", 0.6, ("a", "b")),
            JudgedCategory("c", 0.5, ("a",)),
        ]
    )
    assert quality.accuracy == pytest.approx(1 / 3)
    assert quality.acceptable == pytest.approx(2 / 3)
    assert quality.macro_f1 == pytest.approx(2 * 1 / (1 + 3))
    assert quality.calibration_error == pytest.approx((0.1 + 0.6 + 0.5) / 3)


def test_a_model_on_its_archive(model, archive):
    quality = evaluate(model, archive)
    assert quality.categories.articles == quality.tags.articles == len(archive)
    assert quality.categories.accuracy > 0.9
    assert quality.tags.micro_f1 > 0.8
    assert quality.to_dict()["tags"]["micro_f1"] == quality.tags.micro_f1
    assert "天文" in str(quality)
    assert str(quality) == quality.to_text()


def test_an_archive_without_labels_is_refused(model):
    with pytest.raises(InputError, match="front matter"):
        evaluate(model, [Article("星を見た。")])


def test_categories_taken_for_others_are_counted():
    pairs = [("a", "b"), ("a", "b"), ("b", "c"), ("c", "c")]
    assert count_confusions(pairs) == (("a", "b", 2), ("b", "c", 1))
