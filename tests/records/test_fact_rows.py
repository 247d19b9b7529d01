"""Every field of a fact, and what is to be known of its figure, is a column of the flat table."""

import pytest

from kijiyomi.records.fact_rows import FACT_COLUMNS, fact_contexts, fact_row
from kijiyomi.records.facts import Fact
from kijiyomi.records.labels import LABELS
from support.display_samples import TEXT, analysis, bare, fact, placed

NAMES = [column.name for column in FACT_COLUMNS]


def rows(given):
    return [dict(zip(NAMES, fact_row(context), strict=True)) for context in fact_contexts(given.to_dict())]


@pytest.mark.parametrize("field", Fact._fields)
def test_every_field_of_a_fact_is_a_column(field):
    assert field in NAMES
    record = analysis().to_dict()
    del record["facts"][0][field]
    with pytest.raises(KeyError, match=field):
        [fact_row(context) for context in fact_contexts(record)]


@pytest.mark.parametrize("label", [name for name, label in LABELS.items() if label.kind == "amount"])
def test_every_field_of_a_figure_is_a_column(label):
    assert {*LABELS[label].fields, "label", "min", "max", "modifier", "change"} <= set(NAMES)


def test_a_row_has_the_figure_the_holder_and_the_date():
    (first, second, third, fourth) = rows(analysis())
    money = {"label": "MONEY", "value": 3e9, "currency": "USD", "modifier": "approx", "min": None}
    whose = {"entity": "ハルニレ・グループ", "entity_name": "ハルニレ・グループ", "entity_kb_id": None}
    what = {"property": "総投資額", "type": "investment", "purpose": "AIファクトリー", "status": "plan"}
    dated = {"when": "2027年後半", "timex": "2027-H2", "basis": None, "score": 0.75}
    for expected in (money, whose, what, dated):
        assert expected.items() <= first.items()
    assert (second["entity"], second["entity_name"]) == ("GB200 NVL72", "NVIDIA GB200 NVL72")
    assert second["entity_kb_id"] == "nvidia-gb200-nvl72"
    assert (third["min"], third["max"], third["entity"]) == (10, 20, None)
    assert (fourth["value"], fourth["when"]) == (None, None)


def test_the_figure_s_basis_and_the_words_of_the_article_are_two_columns():
    text = "前年同期比12%増"
    figure = placed(text, "12%増", label="PERCENT", value=12.0, change="increase", basis="year")
    (row,) = rows(bare(text, entities=(figure,), facts=(fact(text, "12%増", basis="前年同期比"),)))
    assert (row["change"], row["change_basis"], row["basis"]) == ("increase", "year", "前年同期比")


def test_facts_point_to_words_of_the_text():
    for one in analysis().facts:
        for mention in (one, one.entity, one.property, one.when, one.purpose, one.basis):
            assert mention is None or TEXT[mention.start : mention.end] == mention.text
