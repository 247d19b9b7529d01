"""What the folder of a classifier holds, checked as it is read."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec

from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.hashed_counts import BUCKETS
from kijiyomi.classifier.features.vectorizer import VectorizerSettings
from kijiyomi.classifier.tag_ranking import NAME_FEATURES, TOPIC_FEATURES
from kijiyomi.classifier.vocabulary import Term, load_terms
from kijiyomi.model_store import Arrays, ArraySpec, check_arrays, damaged_model, read_model

FORM = "kijiyomi-classifier"
VOCABULARY = "vocabulary.json"

Label = Annotated[str, msgspec.Meta(min_length=1)]
Share = Annotated[float, msgspec.Meta(gt=0, lt=1)]


class LogisticRecord(msgspec.Struct, frozen=True):
    """A logistic regression: its constant, and the weight of each feature by name."""

    bias: float
    weights: dict[str, float]


class Header(msgspec.Struct, frozen=True):
    """What ``model.json`` says; :class:`~kijiyomi.classifier.model.Model` explains the fields."""

    settings: VectorizerSettings
    categories: tuple[Label, ...]
    inverse_temperature: float
    skipped_names: tuple[str, ...]
    base_rate: Share
    topic_score: LogisticRecord
    name_score: LogisticRecord
    origin: dict[str, Any]
    fingerprint: str
    domain_intercept: float | None = None


class ModelParts(NamedTuple):
    """The parts of a model folder."""

    header: Header
    terms: tuple[Term, ...]
    arrays: Arrays


def read_parts(path: str | Path) -> ModelParts:
    """Return the parts of a model, of the right types and sizes, values finite.

    Raises:
        ModelError: If there is no model, or it is damaged, foreign or made by a newer version.
    """
    record, texts, arrays = read_model(path, FORM)
    try:
        header = msgspec.convert(record, Header)
    except ValueError as error:
        raise damaged_model(path, f"model.json: {error}") from error
    for name, score, features in (
        ("topic_score", header.topic_score, TOPIC_FEATURES),
        ("name_score", header.name_score, NAME_FEATURES),
    ):
        if missing := [feature for feature in features if feature not in score.weights]:
            raise damaged_model(path, f"model.json: {name} has no weight for {missing[0]!r}")
    if header.settings.lead < 1:
        raise damaged_model(path, f"model.json: lead is {header.settings.lead}")
    try:
        terms = load_terms(texts[VOCABULARY])
    except KeyError as error:
        raise damaged_model(path, f"{VOCABULARY} is missing") from error
    except (ValueError, RecursionError) as error:
        raise damaged_model(path, f"{VOCABULARY}: {error}") from error
    _check(path, header, len(terms), arrays)
    return ModelParts(header, terms, arrays)


def _check(path: str | Path, header: Header, terms: int, arrays: Arrays) -> None:
    fields = [field.name for field in FIELDS if header.settings.weight(field)]
    check_arrays(
        path, arrays, {f"{name}_keys": ArraySpec("<u8", (None,), is_ascending=True) for name in fields}
    )
    check_arrays(path, arrays, {"heads": ArraySpec("<i4", (None,), bounds=(0, terms - 1))})
    columns, heads = sum(len(arrays[f"{name}_keys"]) for name in fields), len(arrays["heads"])
    classifiers = len(header.categories) + heads
    specs = {f"{name}_idf": ArraySpec("<f4", arrays[f"{name}_keys"].shape) for name in fields}
    specs |= {
        "coefficients": ArraySpec("<f4", (columns, classifiers)),
        "intercepts": ArraySpec("<f4", (classifiers,)),
        "priors": ArraySpec("<f4", (heads,)),
        "named": ArraySpec("<f4", (terms,), bounds=(0, math.inf)),
        "tagged": ArraySpec("<f4", (terms,), bounds=(0, math.inf)),
        "thresholds": ArraySpec("<f4", (terms + 1,)),
    }
    if header.domain_intercept is not None:
        specs["domain_weights"] = ArraySpec("<f4", (BUCKETS,))
    check_arrays(path, arrays, specs)
    if (arrays["tagged"] > arrays["named"]).any():
        raise damaged_model(path, "tagged.npy counts more articles than named.npy")
