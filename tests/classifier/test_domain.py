"""What a model says of articles that are unlike those it was trained on."""

from dataclasses import replace

import pytest

from kijiyomi import Analyzer
from kijiyomi.article import Article
from kijiyomi.classifier import Model, default_model_path
from kijiyomi.classifier.domain import UNLIKE
from kijiyomi.classifier.features.vectorizer import document_counts
from kijiyomi.document import Documents

OWN = "出汁を昆布で引き、大根を鍋で煮込んだ。味噌を溶いて火を止めた。"
ELSEWHERE = (
    "衆議院の解散を受けて、総選挙が行われ、与党が過半数を割り込んだ。首相は記者会見で敗北を認め、"
    "連立の枠組みを見直すと述べた。野党は政権の交代を求めている。富士通は選挙の速報を配信した。"
)


@pytest.fixture(scope="module")
def analyzer(model):
    return Analyzer(model)


def test_an_article_like_the_archive_keeps_its_labels(analyzer):
    analysis = analyzer.analyze(Article(OWN, title="大根を煮込む"))
    assert analysis.categories[0].label == "暮らし"
    assert UNLIKE not in analysis.warnings


@pytest.mark.parametrize(
    "article",
    [
        Article(ELSEWHERE, title="富士通、選挙の速報を配信"),
        Article("", title="大根を煮込む"),
        Article(" \n\n", title="大根を煮込む"),
        Article("We simmered radish in a pot and stirred in miso.", title="Radish"),
    ],
    ids=["another subject", "empty", "blank", "not Japanese"],
)
def test_an_article_unlike_it_gets_names_at_most_and_a_warning(analyzer, article):
    analysis = analyzer.analyze(article)
    assert analysis.categories == ()
    assert [tag for tag in analysis.tags if tag.source == "topic"] == []
    assert UNLIKE in analysis.warnings


def test_its_names_stay(model, read):
    outside = "富士通は選挙の速報を配信した。" + ELSEWHERE + "富士通は議席の予測も配信した。"
    labels = model.suggest(*read(outside, "富士通、選挙の速報を配信"))
    assert labels.warnings == (UNLIKE,)
    assert [tag.label for tag in labels.tags] == ["富士通"]


def test_a_batch_is_silent_where_single_articles_are(analyzer):
    articles = [Article(OWN, title="大根"), Article(ELSEWHERE), Article(""), Article(OWN), Article("a")]
    together = analyzer.analyze_batch(articles)
    assert together == list(map(analyzer.analyze, articles))
    assert [bool(analysis.categories) for analysis in together] == [True, False, False, True, False]


def test_decisions_are_the_same_alone_and_together(model, read):
    documents = [read(text)[0] for text in (OWN, ELSEWHERE, "", OWN * 3)]
    (group,) = Documents(documents).chunks
    settings = model.vectorizer.settings
    together = model.domain.decisions(document_counts(group, settings)).tolist()
    alone = [model.domain.decisions(document_counts([one], settings))[0] for one in documents]
    assert together == alone


def test_an_older_model_has_something_to_say_of_everything(model, tmp_path):
    replace(model, domain=None).save(tmp_path / "old")
    analysis = Analyzer(Model.load(tmp_path / "old")).analyze(ELSEWHERE)
    assert analysis.categories
    assert UNLIKE not in analysis.warnings


def test_a_loaded_model_is_as_silent(model, tmp_path, read):
    model.save(tmp_path / "model")
    loaded = Model.load(tmp_path / "model")
    assert loaded.domain.intercept == model.domain.intercept
    assert loaded.domain.weights.tolist() == model.domain.weights.tolist()


@pytest.mark.parametrize(
    ("text", "has_category"),
    [
        ("OpenAIは新しい大規模言語モデルを発表した。推論の精度が上がり、APIの料金は半額になった。", True),
        ("プロ野球の巨人が阪神に3対2で勝ち、首位に立った。九回に代打の本塁打が出た。", False),
        ("カレーを煮込むコツは、玉ねぎを飴色になるまで炒めることだ。", False),
        ("気象庁は台風が九州に上陸したと発表した。河川の氾濫に警戒するよう呼びかけている。", False),
    ],
)
def test_the_default_model_speaks_of_ai_alone(text, has_category):
    analysis = Analyzer(Model.load(default_model_path())).analyze(text)
    assert bool(analysis.categories) == has_category
    assert (UNLIKE in analysis.warnings) != has_category
