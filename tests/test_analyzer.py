import json
import os
import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kijiyomi
from kijiyomi import Analyzer, Article, ModelError
from kijiyomi.errors import KijiyomiError
from kijiyomi.tokenizer import Tokenizer
from kijiyomi.tokenizer.mecab import MecabTokenizer
from support.fact_extractor import NearestNames

STORY = """## 発表の要点

**ソフトバンクグループ**は、NVIDIAの`H100`ではなく[RTX PRO 6000 Blackwell](https://example.jp)を約5万基並べる。

| 項目 | 値 |
|---|---|
| 投資額 | 約３０億ドル |
| 稼働 | 2027年後半 |
"""


@pytest.fixture(scope="module")
def analyzer():
    return Analyzer()


def test_a_story_is_read_whole(analyzer):
    analysis = analyzer.analyze(
        Article(STORY, id="1", title="5万基のAI計算基盤", path="a.md", warnings=("odd",))
    )
    found = {(e.label, e.text) for e in analysis.entities}
    assert {
        ("COMPANY", "ソフトバンクグループ"),
        ("COMPANY", "NVIDIA"),
        ("GPU", "RTX PRO 6000 Blackwell"),
        ("QUANTITY", "約5万基"),
        ("MONEY", "約３０億ドル"),
        ("DATE", "2027年後半"),
    } <= found
    assert (analysis.id, analysis.path, analysis.warnings) == ("1", "a.md", ("odd",))
    assert analysis.reading_time.minutes == 1
    assert analysis.excerpt.startswith("ソフトバンクグループは、")
    assert (analysis.categories, analysis.tags) == ((), ())


FRONT = "---{end}title: 5万基の計画{end}tags: [NVIDIA, H100]  # 30億ドル{end}---{end}"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_that_is_a_whole_post_is_read_as_one(analyzer, end, mark):
    front, body = mark + FRONT.format(end=end), STORY.replace("\n", end)
    whole, alone = analyzer.analyze(front + body), analyzer.analyze(Article(body, title="5万基の計画"))
    check(whole)
    assert (whole.text, whole.title, whole.warnings) == (front + body, "5万基の計画", ())
    moved = [e.moved(e.start + len(front), e.end + len(front), e.text) for e in alone.entities]
    assert list(whole.entities) == moved
    assert whole.to_dict() | {"entities": []} == alone.to_dict() | {"entities": []}
    assert analyzer.analyze(Article(front + body)).characters > whole.characters
    assert list(analyzer.analyze_many([front + body])) == [whole]


def test_a_model_sees_a_post_as_it_sees_its_body():
    front, body = FRONT.format(end="\n"), STORY
    explained = kijiyomi.load().explain(front + body)
    alone = kijiyomi.load().explain(Article(body, title="5万基の計画"))
    assert (explained.analysis.tags, explained.analysis.categories) == (
        alone.analysis.tags,
        alone.analysis.categories,
    )
    for explanation in explained.explanations:
        for reason in explanation.reasons:
            text = explained.analysis.title if reason.place == "title" else front + body
            assert {text[start:end] for start, end in reason.spans}
            assert all(reason.place == "title" or start >= len(front) for start, _ in reason.spans)


def test_front_matter_of_a_text_that_cannot_be_read_is_said(analyzer):
    analysis = analyzer.analyze("\n---\ntitle: 題\n---\n" + STORY)
    assert (analysis.title, len(analysis.warnings)) == ("", 1)
    assert analysis.warnings[0].startswith("front matter, line 2: not read")
    check(analysis)


def check(analysis):
    reached = 0
    for entity in analysis.entities:
        assert reached <= entity.start < entity.end
        assert analysis.text[entity.start : entity.end] == entity.text
        reached = entity.end
    for keyword in analysis.keywords:
        assert keyword.text in analysis.text
    json.loads(analysis.to_json())


WRITTEN = "NVIDIA の Ｈ１００ 約30億 ドル 2027年 後半 ** ｜ ｶﾞ ㈱日立 👩‍👩‍👧 10〜20 % $71B <b> ` [ ](a) 第3四半期 1兆2,000億円 - ㎇ SKテレコム（SKT）"
PIECES = [*WRITTEN.split(), "\n\n", "\r\n", "\u3000", "\0", "\ud800", "か\u3099"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_text_breaks_the_analysis_or_its_offsets(analyzer, text):
    check(analyzer.analyze(text))


@pytest.mark.parametrize(
    "text", ["9" * 100_000, "一" * 100_000, "約" * 50_000, "NVIDIA " * 20_000, "RTX" * 30_000, "年" * 50_000]
)
def test_endless_repetition_neither_hangs_nor_breaks(analyzer, text):
    check(analyzer.analyze(text))


def test_one_line_of_several_megabytes(analyzer):
    line = "東京の会社は2025年に約3億円を投じ、H100を100基買った。" * 60_000
    analysis = analyzer.analyze(line)
    assert len(analysis.entities) >= 200_000
    last = analysis.entities[-1]
    assert line[last.start : last.end] == last.text == "100基"


def test_workers_keep_the_order(analyzer):
    texts = [f"{n}年に{n}社が集まった。" for n in range(2000, 2040)]
    serial = list(analyzer.analyze_many(texts))
    assert [a.text for a in serial] == texts
    assert list(analyzer.analyze_many(texts, workers=2)) == serial
    with pytest.raises(ValueError, match="positive"):
        next(analyzer.analyze_many(texts, workers=0))


class Fatal(Tokenizer):
    """A tokenizer that ends its process at the word 危険."""

    def __call__(self, text):
        if "危険" in text:
            os._exit(9)
        return MecabTokenizer()(text)


def test_an_article_that_ends_its_process_is_told():
    analyzer = Analyzer(tokenizer=Fatal())
    with pytest.raises(KijiyomiError, match="a worker process died"):
        list(analyzer.analyze_many([Article("安全な文", id="a"), Article("危険な文", id="b")], workers=2))


def test_articles_read_together_are_analyzed_as_if_alone(analyzer):
    texts = [STORY, "", "短い文。", STORY * 3]
    assert analyzer.analyze_batch(texts) == list(map(analyzer.analyze, texts))
    assert analyzer.analyze_batch([]) == []


def test_an_analyzer_pickles_and_reads_the_same(analyzer):
    assert pickle.loads(pickle.dumps(analyzer)).analyze(STORY) == analyzer.analyze(STORY)


def test_the_default_model_suggests(analyzer):
    article = Article(STORY, title="ソフトバンクグループ、5万基のGPUに30億ドルを投資")
    analysis = kijiyomi.analyze(article)
    assert analysis.categories[0].label == "投資分析"
    assert {("AI投資", "topic"), ("ソフトバンクグループ", "entity")} <= {
        (tag.label, tag.source) for tag in analysis.tags
    }
    labelling = kijiyomi.load()
    categories, suggestions = labelling.model.rank(labelling.read(article), analysis.entities)
    assert sum(category.score for category in categories) == pytest.approx(1, abs=1e-3)
    assert analysis.categories == categories[: len(analysis.categories)]
    assert analysis.tags == tuple(suggestion.tag for suggestion in suggestions if suggestion.shown)


def test_a_missing_model_is_said(tmp_path):
    with pytest.raises(ModelError, match="no model"):
        kijiyomi.load(tmp_path / "nothing")


def test_user_dictionary_words_are_one_token(tmp_path):
    words = tmp_path / "words.csv"
    words.write_text("海辺物流網,ウミベブツリュウモウ,名詞-固有名詞-一般\n", encoding="utf-8")
    analyzer = kijiyomi.load(None, user_dictionary=words)
    tokens = analyzer.read("海辺物流網を使う。").tokens
    assert tokens.surface(0) == "海辺物流網"


def test_importing_stays_light():
    code = "import sys, kijiyomi; print(sorted({'numpy', 'sklearn', 'pyarrow', 'spacy', 'pandas', 'scipy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_what_shares_a_batch_changes_nothing(analyzer):
    texts = [
        "NVIDIAのＨ１００を約30億ドルで買う。「量子計算機」は株式会社星見台が作る。",
        "",
        "「",
        "Claude 4とGPT-4oを比べた。\n\n- 東京電力ホールディングス",
        "ÎİSTANBUL ｶﾞ行\0の音。H100、H200",
        "ソニーは新しい道具を出した。" * 2_000,
    ]
    together = [analysis.to_dict() for analysis in analyzer.analyze_batch(texts * 3)]
    assert together == [analyzer.analyze(text).to_dict() for text in texts] * 3
    assert analyzer.analyze_batch([]) == []


def test_labels_do_not_depend_on_how_many_share_a_batch():
    labelling = kijiyomi.load()
    texts = [
        "NVIDIAの画像処理半導体を国産クラウドの事業者が買い、生成AIの学習に使う。",
        "",
        "新しい規制が成立し、企業はAIの利用規程を見直す。",
        "工場の検品を自動化した事例を紹介する。現場の人手不足を補う。",
    ]
    together = [(analysis.categories, analysis.tags) for analysis in labelling.analyze_batch(texts * 40)]
    alone = [(analysis.categories, analysis.tags) for analysis in map(labelling.analyze, texts)]
    assert together == alone * 40
    assert any(tags for _, tags in alone)


def test_facts_are_found_by_the_extractor_that_is_given():
    analyzer = Analyzer(facts=NearestNames())
    texts = ["**NVIDIA**は2025年に3億円を投じた。", "", "30%増えた。"]
    first, nothing, last = analyzer.analyze_batch(texts)
    (fact,) = first.facts
    assert texts[0][fact.start : fact.end] == fact.text == "3億円"
    assert (fact.entity.text, fact.when.text, nothing.facts) == ("NVIDIA", "2025年", ())
    assert [fact.entity for fact in last.facts] == [None]
    assert [analysis.facts for analysis in analyzer.analyze_many(texts)] == [first.facts, (), last.facts]
    assert analyzer.explain(texts[0]).analysis.facts == first.facts


def test_without_a_classifier_of_subjects_there_are_none():
    assert Analyzer().analyze("総選挙で与党が敗れた。").subjects == ()
    assert kijiyomi.load(None, subjects=False).subjects is None
    assert kijiyomi.load(None).analyze("総選挙で与党が敗れた。").subjects[0].label == "政治・行政"


def test_without_an_extractor_there_are_no_facts():
    assert Analyzer().facts is None and kijiyomi.load(None, facts=False).facts is None
    assert kijiyomi.load(None).facts is not None
    assert Analyzer().analyze("NVIDIAは3億円を投じた。").facts == ()
