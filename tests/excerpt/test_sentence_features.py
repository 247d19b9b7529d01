import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.excerpt.model import QUESTIONS, default_excerpt_model
from kijiyomi.excerpt.opening_sentences import OpeningSentences
from kijiyomi.excerpt.sentence_features import (
    _CLASSES,
    _FEATURES,
    FEATURE_WEIGHTS,
    _Form,
    _TitleWords,
    sentence_features,
)
from kijiyomi.excerpt.sentence_words import ROLES, WORD_LISTS, excerpt_words
from reference import excerpts as reference
from support.documents import read_document
from support.japanese_text import article_texts, titles

documents = st.builds(read_document, article_texts, titles)


@settings(max_examples=100, deadline=None)
@given(st.lists(documents, min_size=1, max_size=4))
def test_what_is_seen_is_what_the_plain_form_sees(read):
    openings = OpeningSentences.from_documents(read)
    form, title, model = _Form(openings), _TitleWords(read, openings), default_excerpt_model()
    if not len(openings.owners):
        return
    features = sentence_features(read, openings, [[]] * len(read))
    scores = model.score(openings, features)
    without_words = np.zeros((len(QUESTIONS), len(openings.owners)))
    for question in range(len(QUESTIONS)):
        without_words[question] = model._slots[:, question][features.slots].sum(axis=0) / (1 << 16)
    sentence = 0
    for index, document in enumerate(read):
        for span in reference.opening_spans(document):
            start = openings.starts[index]
            assert openings.spans[sentence].tolist() == [span[0] + start, span[1] + start]
            assert title.share[sentence] == pytest.approx(reference.title_share(document, span))
            for role, counts in form.counts.items():
                assert counts[sentence] == reference.count_role(document, span, role)
            for question, found in enumerate(scores):
                words = reference.word_score(document, span, model, question)
                assert found[sentence] == pytest.approx(without_words[question][sentence] + words, abs=1e-9)
            sentence += 1
    assert sentence == len(openings.owners)


def test_every_feature_is_made_of_classes_and_every_class_used():
    used = {name for feature in _FEATURES for name in feature}
    assert used == set(_CLASSES)
    assert all(list(edges) == sorted(set(edges)) for edges in _CLASSES.values())
    assert len(set(_FEATURES)) == len(_FEATURES)


def test_every_slot_has_a_weight():
    read = [read_document("海辺物流は3日、倉庫にロボットを導入した。それは大きい。\n\n- 一つ\n", "倉庫")]
    slots = sentence_features(read, OpeningSentences.from_documents(read), [[]]).slots
    assert slots.min() >= 0
    assert slots.max() < FEATURE_WEIGHTS
    assert (np.diff(slots, axis=0) > 0).all()


def test_every_list_of_words_is_a_role():
    assert set(WORD_LISTS) <= set(ROLES)
    assert all(getattr(excerpt_words(), name) for name in WORD_LISTS)
