"""Every label is covered by everything that shows or decides by labels."""

from importlib.util import find_spec
from typing import get_args

import pytest
from rich.style import Style

from kijiyomi.display.analysis_html import analysis_html
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import (
    DEFAULT_LABELS,
    DISPLACY_COLOURS,
    LABELS,
    OPTIONAL_LABELS,
    EntityLabel,
    choose_labels,
)
from support.display_samples import bare


def test_the_table_and_the_type_name_the_same_labels() -> None:
    assert tuple(LABELS) == get_args(EntityLabel)
    assert set(DISPLACY_COLOURS) == set(LABELS)
    assert {*DEFAULT_LABELS, *OPTIONAL_LABELS} == set(LABELS)
    assert set(DEFAULT_LABELS).isdisjoint(OPTIONAL_LABELS)


def test_only_names_that_nobody_vouches_for_give_way_and_are_optional() -> None:
    optional = {name for name, label in LABELS.items() if label.precedence is None}
    assert optional == set(OPTIONAL_LABELS)
    assert all(LABELS[label].kind == "name" for label in optional)


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("default", DEFAULT_LABELS),
        ("all", tuple(LABELS)),
        ("default, person", (*DEFAULT_LABELS, "PERSON")),
        (["LOCATION", "GPU", "gpu"], ("GPU", "LOCATION")),
        (("Default", "EVENT"), (*DEFAULT_LABELS, "EVENT")),
    ],
)
def test_labels_are_asked_for_as_text_or_list(asked: str | list[str], chosen: tuple[str, ...]) -> None:
    assert choose_labels(asked) == chosen


@pytest.mark.parametrize("asked", ["", "人名", "PERSON,", ["ORGANISATION"], []])
def test_what_is_no_label_is_refused(asked: str | list[str]) -> None:
    with pytest.raises(ValueError, match=r"there are COMPANY, GPU, .*, PRODUCT, default, all"):
        choose_labels(asked)


@pytest.mark.parametrize("name", LABELS)
def test_a_label_is_whole(name: EntityLabel) -> None:
    label = LABELS[name]
    entity = Entity(0, 1, "例", name, name="例", timex="2027", value=1.0)
    assert find_spec(f"kijiyomi.entities.{label.source}") is not None
    assert set(label.fields) <= set(Entity._fields)
    assert bool(label.column) == ("name" in label.fields) == (label.kind == "name")
    assert set(entity.to_dict()) == {"start", "end", "text", "label", *label.fields}
    assert Style.parse(label.terminal).color is not None
    assert f"mark.kijiyomi-{name.lower()} " in analysis_html(bare("例", entities=(entity,)))


def test_no_two_labels_look_alike_or_claim_one_precedence() -> None:
    for attribute in ("japanese", "english", "background", "terminal"):
        assert len({getattr(label, attribute) for label in LABELS.values()}) == len(LABELS)
    ranks = [label.precedence for label in LABELS.values() if label.precedence is not None]
    assert len(set(ranks)) == len(ranks)
