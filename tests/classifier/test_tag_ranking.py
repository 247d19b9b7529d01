import math

import numpy as np
import pytest

from kijiyomi.classifier.features.name_candidates import NameCandidate
from kijiyomi.classifier.features.salience import SALIENCE_FEATURES
from kijiyomi.classifier.tag_ranking import (
    HABIT_FEATURES,
    NAME_FEATURES,
    TOPIC_FEATURES,
    Logistic,
    TaggingHabits,
    name_evidence,
    sigmoid,
    softmax,
    topic_evidence,
)

HABITS = TaggingHabits(np.array([8, 0], np.float32), np.array([6, 0], np.float32), base_rate=0.25)
CANDIDATES = [[NameCandidate("星見台", 1), NameCandidate("天文", 0)], [], [NameCandidate("Kumo", -1)]]
SALIENCES = np.arange(3 * len(SALIENCE_FEATURES), dtype=np.float32).reshape(3, -1)


def test_habits_are_drawn_to_the_base_rate():
    often, never_named = HABITS.log_odds().tolist()
    share = (6 + 2 * 0.25) / (8 + 2)
    assert often == pytest.approx(math.log(share / (1 - share)))
    assert never_named == pytest.approx(math.log(0.25 / 0.75))


def test_names_outside_the_vocabulary_have_no_habits():
    evidence = HABITS.evidence(np.array([True, False]))
    assert evidence.shape == (3, len(HABIT_FEATURES))
    assert evidence[0].tolist() == pytest.approx([1, HABITS.log_odds()[0], math.log(7)])
    rows = name_evidence(CANDIDATES[2], SALIENCES[2:], evidence)
    assert rows.shape == (1, len(NAME_FEATURES))
    assert rows[0].tolist() == [0, 0, 0, *SALIENCES[2]]


def test_a_named_topic_has_its_name_as_evidence():
    decisions, priors = np.array([[1.5], [-2], [0.5]], np.float32), np.array([-1], np.float32)
    evidence = topic_evidence(decisions, priors, {0: 0}, CANDIDATES, SALIENCES)
    assert evidence.shape == (3, 1, len(TOPIC_FEATURES))
    assert evidence[0, 0].tolist() == [1.5, -1, 1, *SALIENCES[1]]
    assert evidence[1, 0].tolist() == [-2, -1, 0, *np.zeros(len(SALIENCE_FEATURES))]
    assert evidence[2, 0].tolist() == [0.5, -1, 0, *np.zeros(len(SALIENCE_FEATURES))]


def test_probabilities_by_hand():
    score = Logistic(np.array([2, -1], np.float32), 0.5)
    rows = np.array([[1, 0], [0, 3]], np.float32)
    assert score.predict(rows).tolist() == pytest.approx([1 / (1 + math.exp(-2.5)), 1 / (1 + math.exp(2.5))])
    assert score.predict_batch([rows[:1], rows[1:]]).tolist() == score.predict(rows).tolist()
    assert sigmoid(np.array([-1e6, 0, 1e6])).tolist() == pytest.approx([0, 0.5, 1])
    assert softmax(np.array([[0, math.log(3)], [1e6, 0]])).tolist() == [pytest.approx([0.25, 0.75]), [1, 0]]
