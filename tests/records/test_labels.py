"""Every label is covered by everything that shows or decides by labels."""

from typing import get_args

import pytest
from rich.style import Style

from kijiyomi.display.analysis_html import analysis_html
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import DISPLACY_COLOURS, LABELS, EntityLabel
from support.display_samples import bare


def test_the_table_and_the_type_name_the_same_labels() -> None:
    assert tuple(LABELS) == get_args(EntityLabel)
    assert set(DISPLACY_COLOURS) == set(LABELS)


@pytest.mark.parametrize("name", LABELS)
def test_a_label_is_whole(name: EntityLabel) -> None:
    label = LABELS[name]
    entity = Entity(0, 1, "例", name, name="例", timex="2027", value=1.0)
    assert set(label.fields) <= set(Entity._fields)
    assert set(entity.to_dict()) == {"start", "end", "text", "label", *label.fields}
    assert Style.parse(label.terminal).color is not None
    assert f"mark.kijiyomi-{name.lower()} " in analysis_html(bare("例", entities=(entity,)))


def test_no_two_labels_look_alike_or_claim_one_precedence() -> None:
    for attribute in ("japanese", "english", "background", "terminal"):
        assert len({getattr(label, attribute) for label in LABELS.values()}) == len(LABELS)
    ranks = [label.precedence for label in LABELS.values() if label.precedence is not None]
    assert len(set(ranks)) == len(ranks)
