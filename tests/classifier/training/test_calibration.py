import numpy as np
import pytest

from kijiyomi.classifier.tag_ranking import Logistic
from kijiyomi.classifier.training.calibration import best_threshold, fit_thresholds
from kijiyomi.classifier.training.held_out import HeldOutTags


def test_the_best_threshold_by_hand():
    scores = np.array([0.9, 0.8, 0.6, 0.3], dtype=np.float32)
    truth = np.array([True, False, True, False])
    threshold, f1 = best_threshold(scores, truth, support=3)
    assert threshold == pytest.approx((0.6 + 0.3) / 2)
    assert f1 == pytest.approx(2 * 2 / (3 + 3))


def test_frequent_terms_have_thresholds_of_their_own():
    scores = np.tile(np.linspace(0.05, 0.95, 50), 2)
    truth = np.concatenate((scores[:50] > 0.4, scores[50:] > 0.6))
    rows = (np.log(scores) - np.log(1 - scores)).astype(np.float32)[:, None]
    tags = HeldOutTags([rows], truth.tolist(), ["early"] * 50 + ["late"] * 45 + [""] * 5, int(truth.sum()))
    general, own = fit_thresholds(tags, Logistic(np.ones(1, dtype=np.float32), 0.0))
    assert set(own) == {"early"}
    assert own["early"] <= general
    assert fit_thresholds(HeldOutTags(), Logistic(np.ones(1, dtype=np.float32), 0.0)) == (0.5, {})
