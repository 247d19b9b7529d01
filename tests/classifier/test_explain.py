import json

import numpy as np
import pytest

import kijiyomi
from kijiyomi import Analyzer, Article
from kijiyomi.classifier.attribution import layout_weight, phrases
from kijiyomi.classifier.features.lead import lead_of
from kijiyomi.classifier.features.vectorizer import document_counts

TEXT = "富士通は新しい道具を発表した。\n\n望遠鏡で**星雲**を撮影した。月食の時刻を調べた。\n\n富士通の道具は軽い。富士通に期待したい。"
ARTICLE = Article(TEXT, title="富士通の道具を試す")


@pytest.fixture(scope="module")
def explained(model):
    return Analyzer(model).explain(ARTICLE)


def by_label(explained):
    return {one.label: one for one in explained.explanations}


def test_every_label_of_the_analysis_is_explained(explained):
    analysis = explained.analysis
    labels = [c.label for c in analysis.categories] + [t.label for t in analysis.tags]
    assert [one.label for one in explained.explanations] == labels
    assert {"観測", "天文", "富士通"} <= set(labels)
    assert [one.score for one in explained.explanations] == [
        label.score for label in (*analysis.categories, *analysis.tags)
    ]


def test_the_words_of_a_subject_carry_its_label(explained):
    for label in ("観測", "天文"):
        texts = [reason.text for reason in by_label(explained)[label].reasons]
        assert any("星雲" in text or "望遠鏡" in text or "月食" in text for text in texts)


def test_a_name_is_carried_by_its_mentions(explained):
    reasons = by_label(explained)["富士通"].reasons
    assert {(reason.text, reason.place, len(reason.spans)) for reason in reasons} == {
        ("富士通", "title", 1),
        ("富士通", "body", 3),
    }
    assert "in title" in {fact.name for fact in by_label(explained)["富士通"].facts}


def test_spans_stand_where_they_say(explained):
    texts = {"title": ARTICLE.title, "body": ARTICLE.text}
    spans = [
        (texts[reason.place][start:end].replace("*", ""), reason.text)
        for one in explained.explanations
        for reason in one.reasons
        for start, end in reason.spans
    ]
    assert len(spans) > 10
    assert all(found.replace("*", "") == text for found, text in spans)


def test_weights_are_positive_and_fall(explained):
    for one in explained.explanations:
        weights = [reason.weight for reason in one.reasons]
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)


def test_what_phrases_get_adds_up_to_the_decision(model, read):
    document, _ = read("望遠鏡で星雲を撮影した。望遠鏡を出した。", "望遠鏡")
    lead = lead_of(document, model.vectorizer.settings.lead)
    _, values, _ = model.vectorizer.rows(document_counts([lead], model.vectorizer.settings))
    ones = np.ones(model.vectorizer.width, dtype=np.float32)
    title, body = phrases(model.vectorizer, ones, lead)
    told = sum(phrase.weight for phrase in (*title, *body))
    # Particles, which are told nowhere, have the rest.
    assert 0.5 * values.sum() < told <= values.sum() + 1e-4


def test_the_record_is_json(explained):
    record = json.loads(explained.to_json())
    assert record["tags"] == explained.analysis.to_dict()["tags"]
    first = record["explanations"][0]
    assert {"label", "kind", "score", "reasons", "facts"} == set(first)
    assert {"text", "weight", "place", "spans"} == set(first["reasons"][0])


@pytest.mark.parametrize("text", ["", "。", "İstanbul\ud800 望遠鏡", "望遠鏡" * 3000])
def test_odd_texts_are_explained_too(model, text):
    Analyzer(model).explain(Article(text, title=text[:10])).to_json()


def test_without_a_model_there_is_nothing_to_explain():
    assert kijiyomi.load(None).explain("望遠鏡").explanations == ()


def test_what_layout_adds_is_told_apart_from_words(explained):
    for one in explained.explanations:
        if one.kind == "category":
            assert {fact.name for fact in one.facts} <= {"layout"}


def test_words_and_layout_make_up_the_decision(model, read):
    document, _ = read("望遠鏡で星雲を撮影した。\n\n■望遠鏡を出した。", "望遠鏡")
    lead = lead_of(document, model.vectorizer.settings.lead)
    ones = np.ones(model.vectorizer.width, dtype=np.float32)
    columns, values, _ = model.vectorizer.rows(document_counts([lead], model.vectorizer.settings))
    layout = values[columns >= model.vectorizer.width - len(model.vectorizer.fields[-1].keys)]
    assert layout_weight(model.vectorizer, ones, lead) == pytest.approx(layout.sum(), rel=1e-5)
