import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.analyzer import Analyzer
from kijiyomi.article import Article
from kijiyomi.classifier.subjects import (
    MOST_SUBJECTS,
    SubjectCalibration,
    SubjectClassifier,
    leads_over_others,
    probabilities,
    shown_subjects,
)
from kijiyomi.errors import ModelError
from kijiyomi.knowledge.subjects import subjects
from support.classifier_texts import texts

TEXTS = {
    "スポーツ": "プロ野球の巨人が阪神に3対2で勝ち、首位に立った。九回に代打の本塁打が出た。",
    "政治・行政": "衆議院選挙で与党が過半数を割り込み、首相は辞任を表明した。",
    "気象": "気象庁によると、台風が接近し、明日は大雨と暴風のおそれがある。",
    "紛争・戦争・平和": "国境で軍が空爆を行い、停戦は破られた。武装勢力はミサイルで反撃した。",
    "健康・医療": "インフルエンザの患者が増え、病院はワクチンの接種を呼びかけている。",
    "科学・技術": "PythonのライブラリをインストールしてAPIを実装する方法を説明する。",
    "犯罪・法律・司法": "警視庁は詐欺の疑いで男を逮捕した。容疑を否認しているという。",
    "芸術・文化・娯楽・メディア": "主演俳優が来日し、映画の舞台あいさつに登壇した。公開は来月。",
}


@pytest.fixture(scope="module")
def classifier():
    return SubjectClassifier.load()


@pytest.fixture(scope="module")
def analyzer(classifier):
    return Analyzer(subjects=classifier)


@pytest.mark.parametrize("label", TEXTS)
def test_a_text_is_about_what_it_is_about(analyzer, label):
    found = analyzer.analyze(TEXTS[label]).subjects
    assert found[0].label == label
    assert subjects()[found[0].id].japanese == label


@pytest.mark.parametrize("text", ["", " ", "。。。", "\n\n---\n", "😀", "\ud800"])
def test_a_text_without_words_is_about_nothing(analyzer, text):
    assert analyzer.analyze(text).subjects == ()


def test_the_title_counts(analyzer):
    assert analyzer.analyze(Article("", title="台風が上陸、大雨に警戒")).subjects[0].label == "気象"


@given(st.lists(texts, max_size=4))
def test_a_batch_finds_what_single_articles_have(analyzer, some):
    assert [one.subjects for one in analyzer.analyze_batch(some)] == [
        analyzer.analyze(text).subjects for text in some
    ]


@given(texts)
def test_there_are_three_at_most_best_first(analyzer, text):
    scores = [subject.score for subject in analyzer.analyze(text).subjects]
    assert len(scores) <= MOST_SUBJECTS
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_a_subject_leads_the_best_other_one():
    assert leads_over_others(np.array([1.0, 3.0, -2.0], np.float32)).tolist() == [-2.0, 2.0, -5.0]


def test_probabilities_are_logistic_and_shown_where_they_reach_their_least():
    calibration = SubjectCalibration(1.0, 0.5, -1.0, least_first=0.5, least_other=0.2)
    scores = probabilities(np.array([1.0, 3.0, -2.0], np.float32), calibration)
    assert scores.tolist() == pytest.approx(1 / (1 + np.exp([1.0, -3.0, 5.5])), rel=1e-6)
    assert shown_subjects(scores, calibration) == [1, 0]
    assert shown_subjects(scores / 2, calibration) == []


def test_a_saved_classifier_finds_the_same(classifier, tmp_path):
    classifier.save(tmp_path / "subjects")
    loaded = Analyzer(subjects=SubjectClassifier.load(tmp_path / "subjects"))
    for label, text in TEXTS.items():
        assert loaded.analyze(text).subjects[0].label == label


def test_a_model_of_other_subjects_is_refused(classifier, tmp_path):
    header = classifier.header
    unknown = ("medtop:99000000", *header.subjects[1:])
    other = SubjectClassifier(classifier.words, classifier.weights, classifier.intercepts, header)
    other.header = type(header)(unknown, header.calibration)
    other.save(tmp_path / "subjects")
    with pytest.raises(ModelError, match="no subject is called 'medtop:99000000'"):
        SubjectClassifier.load(tmp_path / "subjects")
