import json
import pickle
import subprocess
import sys

import pytest

from kijiyomi.article import Article
from kijiyomi.classifier import Model, default_model_path
from kijiyomi.classifier.training.train import train

NEW_POST = "出汁を昆布で引き、大根を鍋で煮込んだ。味噌を溶いて火を止めた。"


def labels(records):
    return [record.label for record in records]


def test_subjects_are_learnt_from_words(model, read):
    categories, tags, _ = model.suggest(*read(NEW_POST, "大根を煮込む"))
    assert categories[0].label == "暮らし"
    assert labels(tags) == ["料理"]
    assert tags[0].source == "topic"
    assert 0.5 < tags[0].score <= 1


def test_central_companies_are_tags_and_passing_ones_are_not(model, read):
    text = (
        "ソニーは新しい道具を発表した。望遠鏡で星雲を撮影した。ソニーの道具は軽い。帰りに富士通の看板を見た。"
    )
    _, tags, _ = model.suggest(*read(text, "ソニーの道具を試す"))
    assert {(tag.label, tag.source) for tag in tags} == {("天文", "topic"), ("ソニー", "entity")}


def test_rare_tags_are_found_by_name(model, read):
    assert "星見台" not in {model.terms[head].label for head in model.heads}
    _, tags, _ = model.suggest(
        *read("星見台という宿に泊まった。星見台は静かだ。始発の列車に乗った。", "星見台にて")
    )
    assert "星見台" in labels(tags)
    _, tags, _ = model.suggest(*read("始発の列車に乗った。駅の改札で切符を買った。", "列車の旅"))
    assert "星見台" not in labels(tags)


def test_scores_are_probabilities_best_first(model, read):
    categories, suggestions = model.rank(*read(NEW_POST, "大根を煮込む"))
    assert sum(category.score for category in categories) == pytest.approx(1, abs=1e-3)
    scores = [suggestion.tag.score for suggestion in suggestions]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    shown = tuple(suggestion.tag for suggestion in suggestions if suggestion.shown)
    assert shown == model.suggest(*read(NEW_POST, "大根を煮込む"))[1]


def test_a_loaded_model_suggests_the_same(model, tmp_path, read):
    saved = model.save(tmp_path / "model")
    loaded = Model.load(tmp_path / "model")
    assert loaded.fingerprint == saved.fingerprint
    for text, title in ((NEW_POST, "大根"), ("ソニーの道具は軽い。", "ソニー"), ("", "")):
        assert loaded.rank(*read(text, title)) == model.rank(*read(text, title))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0\0", "\ud800", "😀👨‍👩‍👧‍👦", "ｶﾞ㌔ﬁ" * 2000, "か\u3099" * 50, "# \n\n- \n", "a" * 100_000],
)
def test_no_input_is_too_odd(model, read, text):
    for title in ("", text[:500]):
        categories, suggestions = model.rank(*read(text, title))
        assert {category.label for category in categories} == set(model.categories)
        assert sum(category.score for category in categories) == pytest.approx(1, abs=1e-3)
        assert {suggestion.tag.label for suggestion in suggestions} >= {
            model.terms[head].label for head in model.heads
        }
        assert all(0 <= suggestion.tag.score <= 1 for suggestion in suggestions)


def test_one_category_is_certain(read):
    articles = [Article("星を見た。", metadata={"category": "天文"}) for _ in range(10)]
    model = train(articles, validation=2)
    categories, tags, _ = model.suggest(*read("星を見た。"))
    assert [(c.label, c.score) for c in categories] == [("天文", 1.0)]
    assert tags == ()


def test_a_model_travels_to_other_processes(model, read):
    travelled = pickle.loads(pickle.dumps(model))
    assert travelled.rank(*read(NEW_POST)) == model.rank(*read(NEW_POST))


def test_the_default_model_is_small_and_documented():
    folder = default_model_path()
    assert sum(file.stat().st_size for file in folder.iterdir()) < 20_000_000
    assert "licence" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_default_model_reads_news(read):
    text = "NVIDIAは次世代GPUを発表した。データセンター向けの半導体で、NVIDIAは量産を来年始める。" * 3
    categories, tags, _ = Model.load(default_model_path()).suggest(*read(text, "NVIDIA、次世代GPUを発表"))
    assert categories[0].label == "AI最新ニュース"
    assert {"NVIDIA", "半導体"} <= set(labels(tags))


def test_suggesting_needs_neither_scikit_learn_nor_scipy():
    code = """
import json, sys
import kijiyomi.classifier
kijiyomi.classifier.Model.load(kijiyomi.classifier.default_model_path())
print(json.dumps([name for name in ("sklearn", "scipy") if name in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("one", ["TERRAFORM", "terraform"])
def test_a_name_in_two_spellings_is_one_tag(read, one):
    model = Model.load(default_model_path())
    text = f"Terraformを使う。Terraformは速い。{one}を使う。{one}は速い。"
    _, tags = model.rank(*read(text, f"Terraformと{one}の使い分け"))
    labels = [suggestion.tag.label.lower() for suggestion in tags]
    assert "terraform" in labels
    assert len(labels) == len(set(labels))
