import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.classifier import Model
from kijiyomi.classifier.attribution import Attribution
from kijiyomi.classifier.features.fields import CHARACTERS, FIELDS, LAYOUT, LINES, WORDS
from kijiyomi.classifier.features.lead import cut_to_lead
from kijiyomi.classifier.features.vectorizer import Vectorizer, VectorizerSettings, document_counts
from reference import ngrams as reference
from support.classifier_texts import odd_texts

REFERENCES = {
    WORDS: reference.word_counts,
    CHARACTERS: reference.character_counts,
    LINES: reference.line_counts,
    LAYOUT: reference.layout_counts,
}
every_field = pytest.mark.parametrize("field", FIELDS, ids=[field.name for field in FIELDS])


@pytest.fixture
def lead(read, archive):
    return read(archive[5].text, archive[5].title)[0]


def columns_of(vectorizer, field):
    """Return which columns are those of a field."""
    sizes = [len(fitted.keys) for fitted in vectorizer.fields]
    return np.repeat([own is field for own in FIELDS], sizes)


def test_names_are_distinct():
    assert len({field.name for field in FIELDS}) == len(FIELDS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(odd_texts, odd_texts), min_size=1, max_size=4))
def test_each_field_is_counted_in_each_document_as_in_plain_python(read, articles):
    vectorizing = VectorizerSettings(lead=90)
    leads = [cut_to_lead(read(text, title)[0], vectorizing.lead) for text, title in articles]
    of_fields = document_counts(leads, vectorizing).split(len(FIELDS))
    for field, counts in zip(FIELDS, of_fields, strict=True):
        count = REFERENCES[field.kind]
        expected = list(map(count, field.kind.texts(leads, field.part, vectorizing.lead)))
        pairs = list(zip(counts.keys.tolist(), counts.frequency.tolist(), strict=True))
        assert [pairs[start:stop] for start, stop in pairwise(counts.bounds.tolist())] == expected


@every_field
def test_each_field_is_counted_in_its_part_alone(read, field):
    alone = VectorizerSettings(weights={field.name: 1.0})
    parts = {"body": read("星を見た。\n\n月も見た。", "")[0], "title": read("", "星を見た。")[0]}
    for part, document in parts.items():
        assert (len(document_counts([document], alone).keys) > 0) == (part == field.part)


@every_field
def test_each_field_is_learnt_from(model, field):
    own = model.linear.coefficients[columns_of(model.vectorizer, field)]
    categories, topics = np.split(own, [len(model.categories)], axis=1)
    assert len(own)
    assert categories.any()
    assert topics.any() == field.for_topics


@every_field
def test_each_field_is_saved_and_loaded(model, tmp_path, field):
    model.save(tmp_path / "model")
    header = json.loads((tmp_path / "model" / "model.json").read_text(encoding="utf-8"))
    assert header["settings"]["weights"][field.name] == field.weight
    before, after = model.vectorizer, Model.load(tmp_path / "model").vectorizer
    index = FIELDS.index(field)
    assert after.settings == before.settings
    for array in ("keys", "idf"):
        assert (tmp_path / "model" / f"{field.name}_{array}.npy").is_file()
        one, other = (getattr(vectorizer.fields[index], array) for vectorizer in (before, after))
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()


@every_field
def test_each_field_is_explained(model, lead, field):
    (row,) = model.vectorizer.vectorize([lead]).each()
    own = columns_of(model.vectorizer, field)
    attribution = Attribution(model.vectorizer, lead, row)
    coefficients = own.astype(np.float32)
    carried = {part: attribution.character_weights(part, coefficients).sum() for part in ("title", "body")}
    by_field = attribution.attribute(coefficients).by_field
    whole = row.values[own[row.columns]].sum()
    assert whole > 0
    if field.kind.locate is None:
        assert by_field == {field.name: pytest.approx(whole)}
        assert carried == {"title": 0, "body": 0}
    else:
        other = "title" if field.part == "body" else "body"
        assert carried == {field.part: pytest.approx(whole), other: 0}
        assert not any(by_field.values())


@every_field
def test_a_model_from_before_a_field_reads_documents_as_it_did(model, lead, field):
    """A field that is added later has no weight and no arrays in it."""
    vectorizer = model.vectorizer
    settings = VectorizerSettings(
        weights={name: weight for name, weight in vectorizer.settings.weights.items() if name != field.name}
    )
    arrays = {
        name: array
        for name, array in vectorizer.to_arrays().items()
        if name not in (f"{field.name}_keys", f"{field.name}_idf")
    }
    (old,) = Vectorizer.from_arrays(settings, arrays).vectorize([lead]).each()
    (new,) = vectorizer.vectorize([lead]).each()
    others = ~columns_of(vectorizer, field)[new.columns]
    assert old.values.tolist() == new.values[others].tolist()
    with pytest.raises(KeyError, match=field.name):
        Vectorizer.from_arrays(vectorizer.settings, arrays)


def test_a_misspelt_field_is_refused():
    with pytest.raises(ValueError, match="'body_word'; there are body_words, title_words"):
        VectorizerSettings(weights={"body_word": 1.0})
