import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.classifier.attribution import Attribution
from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.lead import cut_to_lead
from reference import attribution as reference
from support.classifier_texts import growing_texts, texts

PARTS = ("title", "body")


def attributed(model, document, seed):
    """Return a document's lead, its row, random coefficients, and the attribution of decisions on it."""
    lead = cut_to_lead(document, model.vectorizer.settings.lead)
    (row,) = model.vectorizer.vectorize([lead]).each()
    coefficients = np.random.default_rng(seed).normal(size=model.vectorizer.width).astype(np.float32)
    return lead, row, coefficients, Attribution(model.vectorizer, lead, row)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.integers(0, 99))
def test_characters_and_fields_make_up_the_decision(model, read, text, title, seed):
    _, row, coefficients, attribution = attributed(model, read(text, title)[0], seed)
    characters = sum(attribution.character_weights(part, coefficients).sum() for part in PARTS)
    fields = sum(attribution.attribute(coefficients).by_field.values())
    decision = float(row.values @ coefficients[row.columns])
    assert characters + fields == pytest.approx(decision, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(growing_texts, growing_texts, st.integers(0, 99))
def test_characters_and_phrases_weigh_as_in_plain_python(model, read, text, title, seed):
    lead, row, coefficients, attribution = attributed(model, read(text, title)[0], seed)
    keys = np.concatenate([fitted.keys for fitted in model.vectorizer.fields]).tolist()
    names = np.repeat([field.name for field in FIELDS], [len(own.keys) for own in model.vectorizer.fields])
    contributions = {field.name: {} for field in FIELDS}
    for column, value in zip(row.columns.tolist(), row.values.tolist(), strict=True):
        contributions[names[column]][keys[column]] = value * float(coefficients[column])
    shown = attribution.attribute(coefficients)
    for part, tokens, phrases in (("title", lead.title, shown.title), ("body", lead.tokens, shown.body)):
        located = [
            (contributions[field.name], field.kind.locate(*field.kind.texts([lead], part, 0)))
            for field in FIELDS
            if field.part == part and field.kind.locate
        ]
        weights = reference.character_weights(len(tokens.text), located)
        assert attribution.character_weights(part, coefficients) == pytest.approx(weights, abs=1e-6)
        expected = [phrase for phrase in reference.phrases(tokens, weights) if phrase[2] > 1e-6]
        found = [phrase for phrase in phrases if phrase.weight > 1e-6]
        assert [(start, end) for start, end, _ in found] == [(start, end) for start, end, _ in expected]
        assert [phrase.weight for phrase in found] == pytest.approx([w for *_, w in expected], abs=1e-5)


def test_particles_are_shown_nowhere(model, read):
    lead, _, _, attribution = attributed(model, read("望遠鏡で星雲を撮影した。", "望遠鏡")[0], 0)
    shown = attribution.attribute(np.ones(model.vectorizer.width, dtype=np.float32))
    assert [lead.passage.text[start:end] for start, end, _ in shown.body] == ["望遠鏡", "星雲", "撮影し"]
    assert [lead.title.text[start:end] for start, end, _ in shown.title] == ["望遠鏡"]
