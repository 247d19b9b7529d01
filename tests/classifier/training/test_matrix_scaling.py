import numpy as np
import pytest

from kijiyomi.classifier.model import Model
from kijiyomi.classifier.training.matrix_scaling import MatrixScaling, fit_matrix_scaling
from kijiyomi.classifier.training.train import train

NAMES = ("a", "b", "c")


def timid(count, seed=0):
    """Decisions on articles of three categories; the last category's classifier is too timid."""
    chance = np.random.default_rng(seed)
    own = np.arange(count) % 3
    decisions = np.where(own[:, None] == np.arange(3), 0.4, -0.8) + chance.normal(0, 0.3, (count, 3))
    decisions[:, 2] -= 0.8
    return decisions, own


def accuracy(decisions, own):
    return float(np.mean(decisions.argmax(axis=1) == own))


def test_a_timid_classifier_is_helped():
    scaling = fit_matrix_scaling(NAMES, *timid(600), inverse_temperature=4.0)
    decisions, own = timid(600, seed=1)
    assert accuracy(scaling.scale(decisions), own) > accuracy(decisions, own) + 0.05
    assert scaling.intercepts.argmax() == 2


def test_few_articles_change_little():
    few, many = (fit_matrix_scaling(NAMES, *timid(count), inverse_temperature=4.0) for count in (6, 600))
    assert np.abs(few.weights - np.eye(3)).max() < np.abs(many.weights - np.eye(3)).max()
    assert np.abs(few.intercepts).max() < np.abs(many.intercepts).max() / 2


def test_what_cannot_be_fitted_changes_nothing():
    decisions = np.array([[0.5], [-0.5]])
    assert np.array_equal(
        fit_matrix_scaling(("a",), decisions, np.array([0, 0]), 1.0).scale(decisions), decisions
    )
    assert np.array_equal(
        fit_matrix_scaling(NAMES, np.empty((0, 3)), np.empty(0, int), 1.0).weights, np.eye(3)
    )


def test_categories_that_come_later_stay_as_they_are():
    scaling = MatrixScaling(("a", "c"), np.array([[1.0, 0.2], [0.3, 0.9]]), np.array([0.1, -0.1]))
    scaled = scaling.for_categories(("a", "b", "c"))
    decisions = np.array([1.0, 5.0, 2.0])
    assert scaled.scale(decisions)[[0, 2]] == pytest.approx(scaling.scale(decisions[[0, 2]]))
    assert scaled.scale(decisions)[1] == 5
    assert np.array_equal(MatrixScaling.identity().for_categories(NAMES).scale(decisions), decisions)


def test_it_is_made_again_from_its_record():
    scaling = fit_matrix_scaling(NAMES, *timid(60), inverse_temperature=4.0)
    again = MatrixScaling.from_dict(scaling.to_dict())
    assert again.names == scaling.names
    assert np.array_equal(again.weights, scaling.weights)
    assert np.array_equal(again.intercepts, scaling.intercepts)


def test_a_warm_start_scales_the_new_classifiers_as_the_old(archive, model, tmp_path):
    model.save(tmp_path / "model")
    again = train(archive, start_from=Model.load(tmp_path / "model"))
    assert again.origin["category_scaling"] == model.origin["category_scaling"]
    assert again.linear.coefficients == pytest.approx(model.linear.coefficients)
    assert again.linear.intercepts == pytest.approx(model.linear.intercepts)


def test_models_from_before_scaling_are_started_from_without(archive, model):
    from dataclasses import replace

    origin = {key: value for key, value in model.origin.items() if key != "category_scaling"}
    again = train(archive, start_from=replace(model, origin=origin))
    assert again.origin["category_scaling"]["names"] == []
