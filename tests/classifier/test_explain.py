import json
import math
from collections import Counter
from dataclasses import replace

import pytest

import kijiyomi
from kijiyomi import Analyzer, Article
from kijiyomi.classifier import Model
from kijiyomi.classifier.features.name_candidates import NameFinder
from kijiyomi.classifier.features.vectorizer import Vectorizer
from kijiyomi.classifier.model import Linear
from kijiyomi.classifier.tag_ranking import HABIT_FEATURES
from kijiyomi.entities.companies.recogniser import CompanyRecogniser
from kijiyomi.keywords import KeywordExtractor
from kijiyomi.tokenizer.mecab import MecabTokenizer

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
    assert "in title" in {factor.name for factor in by_label(explained)["富士通"].factors}


def check(explained, article):
    """Assert that reasons stand where they say, each once, and weigh something, the heaviest first."""
    texts = {"title": article.title, "body": article.text}
    for one in explained.explanations:
        for reason in one.reasons:
            assert reason.spans
            for start, end in reason.spans:
                assert texts[reason.place][start:end].replace("*", "") == reason.text.replace("*", "")
        weights = [reason.weight for reason in one.reasons]
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)
        assert len({(reason.place, reason.text) for reason in one.reasons}) == len(one.reasons)
        assert all(factor.weight for factor in one.factors)


def test_reasons_fit_the_article(explained):
    assert sum(len(reason.spans) for one in explained.explanations for reason in one.reasons) > 10
    check(explained, ARTICLE)


def test_the_record_is_json(explained):
    record = json.loads(explained.to_json())
    assert record["tags"] == explained.analysis.to_dict()["tags"]
    first = record["explanations"][0]
    assert {"label", "kind", "score", "reasons", "factors"} == set(first)
    assert {"text", "weight", "place", "spans"} == set(first["reasons"][0])


@pytest.mark.parametrize(
    "text",
    ["", "。", "İstanbul\ud800 望遠鏡で星雲を撮影した。", "望遠鏡" * 3000, "**望遠鏡**\r\n\r\n# ｶﾞ行の星雲"],
)
def test_explanations_of_odd_texts_fit_them(model, text):
    # One that says something of whatever it is given.
    model = replace(model, domain=None)
    article = Article(text, title=text[:10])
    explained = Analyzer(model).explain(article)
    analysis = explained.analysis
    assert analysis == Analyzer(model).analyze(article)
    assert [(one.label, one.score) for one in explained.explanations] == [
        (label.label, label.score) for label in (*analysis.categories, *analysis.tags)
    ]
    check(explained, article)
    about_stars = any(noun in text for noun in ("望遠鏡", "星雲"))
    assert about_stars == any(one.reasons for one in explained.explanations)
    assert json.loads(explained.to_json())["explanations"][0]["label"] == analysis.categories[0].label


def test_without_a_model_there_is_nothing_to_explain():
    assert kijiyomi.load(None).explain("望遠鏡").explanations == ()


def test_what_layout_adds_stands_apart_from_words(explained):
    for one in explained.explanations:
        if one.kind == "category":
            assert {factor.name for factor in one.factors} == {"layout"}


def test_reasons_and_facts_make_up_the_score_of_a_name(model, explained):
    one = by_label(explained)["富士通"]
    log_odds = math.log(one.score / (1 - one.score))
    assert sum(factor.weight for factor in one.factors) + model.name_score.bias == pytest.approx(
        log_odds, abs=0.02
    )
    habits = sum(factor.weight for factor in one.factors if factor.name in HABIT_FEATURES)
    role = sum(factor.weight for factor in one.factors) - habits
    assert sum(reason.weight for reason in one.reasons) == pytest.approx(role, rel=1e-5)


def test_explaining_does_each_step_once(model, monkeypatch):
    """Every label is explained from what suggested it."""
    calls = Counter()

    def spy(owner, name):
        original = getattr(owner, name)

        def counting(*args, **kwargs):
            calls[name] += 1
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, counting)

    steps = [
        (kijiyomi.analyzer, "read_passage_batch"),
        (MecabTokenizer, "tokenize_batch"),
        (KeywordExtractor, "extract_batch"),
        (CompanyRecogniser, "recognise_batch"),
        (kijiyomi.classifier.model, "document_counts"),
        (Vectorizer, "rows"),
        (Linear, "decisions"),
        (NameFinder, "find_batch"),
        (kijiyomi.classifier.model, "salience"),
        (Model, "suggest_from"),
    ]
    for owner, name in steps:
        spy(owner, name)
    explained = Analyzer(model).explain(ARTICLE)
    assert len(explained.explanations) >= 3
    assert calls == {name: 1 for _, name in steps}
