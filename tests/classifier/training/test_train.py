import json
import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from kijiyomi.article import Article
from kijiyomi.classifier import Model, default_model_path
from kijiyomi.classifier.model_card import write_card
from kijiyomi.classifier.tag_ranking import Logistic
from kijiyomi.classifier.training.calibration import Evidence, best_threshold, thresholds
from kijiyomi.classifier.training.cross_validation import by_time, split
from kijiyomi.classifier.training.train import train
from kijiyomi.errors import InputError, ModelError

NEW_POST = "出汁を昆布で引き、大根を鍋で煮込んだ。味噌を溶いて火を止めた。"


def labels(records):
    return [record.label for record in records]


def test_subjects_are_learnt_from_words(model, read):
    categories, tags = model.suggest(*read(NEW_POST, "大根を煮込む"))
    assert categories[0].label == "暮らし"
    assert labels(tags) == ["料理"]
    assert tags[0].source == "topic"
    assert 0.5 < tags[0].score <= 1


def test_central_companies_are_tags_and_passing_ones_are_not(model, read):
    text = (
        "ソニーは新しい道具を発表した。望遠鏡で星雲を撮影した。ソニーの道具は軽い。帰りに富士通の看板を見た。"
    )
    _, tags = model.suggest(*read(text, "ソニーの道具を試す"))
    assert {(tag.label, tag.source) for tag in tags} == {("天文", "topic"), ("ソニー", "entity")}


def test_rare_tags_are_found_by_name(model, read):
    assert "星見台" not in {model.terms[head].label for head in model.heads}
    _, tags = model.suggest(
        *read("星見台という宿に泊まった。星見台は静かだ。始発の列車に乗った。", "星見台にて")
    )
    assert "星見台" in labels(tags)
    _, tags = model.suggest(*read("始発の列車に乗った。駅の改札で切符を買った。", "列車の旅"))
    assert "星見台" not in labels(tags)


def test_scores_are_probabilities_best_first(model, read):
    categories, suggestions = model.rank(*read(NEW_POST, "大根を煮込む"))
    assert sum(category.score for category in categories) == pytest.approx(1, abs=1e-3)
    scores = [suggestion.tag.score for suggestion in suggestions]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    shown = tuple(suggestion.tag for suggestion in suggestions if suggestion.shown)
    assert shown == model.suggest(*read(NEW_POST, "大根を煮込む"))[1]


@pytest.mark.parametrize("one", ["TERRAFORM", "terraform"])
def test_a_name_in_two_spellings_is_one_tag(read, one):
    model = Model.load(default_model_path())
    text = f"Terraformを使う。Terraformは速い。{one}を使う。{one}は速い。"
    _, tags = model.rank(*read(text, f"Terraformと{one}の使い分け"))
    labels = [suggestion.tag.label.lower() for suggestion in tags]
    assert "terraform" in labels
    assert len(labels) == len(set(labels))


def test_the_same_seed_gives_the_same_model(archive, model, tmp_path):
    again = train(archive, validation=3, min_count=5)
    other = train(archive, validation=3, min_count=5, seed=7)
    prints = [
        m.save(tmp_path / name).fingerprint for name, m in zip("abc", (model, again, other), strict=True)
    ]
    assert prints[0] == prints[1] != prints[2]


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
        categories, tags = model.suggest(*read(text, title))
        assert categories
        assert all(np.isfinite(tag.score) for tag in tags)


def test_tags_alone_and_categories_alone(archive):
    only_tags = [
        Article(a.text, title=a.title, metadata={"tags": ",".join(a.metadata["tags"])}) for a in archive
    ]
    only_categories = [
        Article(a.text, title=a.title, metadata={"category": a.metadata["category"]}) for a in archive
    ]
    tagger = train(only_tags, validation=2, min_count=5)
    categoriser = train(only_categories, validation=2)
    assert (tagger.categories, categoriser.terms) == ((), ())


def test_one_category_is_certain(read):
    articles = [Article("星を見た。", metadata={"category": "天文"}) for _ in range(10)]
    model = train(articles, validation=2)
    categories, tags = model.suggest(*read("星を見た。"))
    assert [(c.label, c.score) for c in categories] == [("天文", 1.0)]
    assert tags == ()


def test_three_articles_are_too_few():
    with pytest.raises(InputError, match="3 articles carry categories or tags"):
        train([Article("星", metadata={"tags": ["天文"]})] * 3 + [Article("月")] * 30)


def test_one_part_is_no_validation(archive):
    with pytest.raises(ValueError, match="at least 2"):
        train(archive, validation=1)


def test_a_model_travels_to_other_processes(model, read):
    travelled = pickle.loads(pickle.dumps(model))
    assert travelled.rank(*read(NEW_POST)) == model.rank(*read(NEW_POST))


def test_progress_is_told(archive):
    said = []
    train(archive[:20], validation=2, progress=said.append)
    assert said[0] == "reading articles"
    assert len(said) == 4


def test_groups_stay_together_and_parts_are_even():
    groups = [day for day in "abcdefghij" for _ in range(3)] + [""] * 10
    parts = split(groups, 4, seed=3)
    for day in "abcdefghij":
        assert len({part for part, group in zip(parts, groups, strict=True) if group == day}) == 1
    sizes = [parts.count(part) for part in range(4)]
    assert max(sizes) - min(sizes) <= 3
    assert parts == split(groups, 4, seed=3) != split(groups, 4, seed=4)


def test_the_best_threshold_by_hand():
    scores = np.array([0.9, 0.8, 0.6, 0.3], dtype=np.float32)
    truth = np.array([True, False, True, False])
    threshold, f1 = best_threshold(scores, truth, wanted=3)
    assert threshold == pytest.approx((0.6 + 0.3) / 2)
    assert f1 == pytest.approx(2 * 2 / (3 + 3))


def test_frequent_terms_have_thresholds_of_their_own():
    scores = np.tile(np.linspace(0.05, 0.95, 50), 2)
    truth = np.concatenate((scores[:50] > 0.4, scores[50:] > 0.6))
    rows = (np.log(scores) - np.log(1 - scores)).astype(np.float32)[:, None]
    evidence = Evidence([rows], truth.tolist(), ["early"] * 50 + ["late"] * 45 + [""] * 5, int(truth.sum()))
    general, own = thresholds(evidence, Logistic(np.ones(1, dtype=np.float32), 0.0))
    assert set(own) == {"early"}
    assert own["early"] <= general
    assert thresholds(Evidence(), Logistic(np.ones(1, dtype=np.float32), 0.0)) == (0.5, {})


def test_the_default_model_is_small_and_documented():
    folder = default_model_path()
    assert sum(file.stat().st_size for file in folder.iterdir()) < 20_000_000
    assert "licence" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_default_model_reads_news(read):
    text = "NVIDIAは次世代GPUを発表した。データセンター向けの半導体で、NVIDIAは量産を来年始める。" * 3
    categories, tags = Model.load(default_model_path()).suggest(*read(text, "NVIDIA、次世代GPUを発表"))
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


def test_parts_in_the_order_of_time_follow_what_they_are_judged_by():
    groups = ["", "2025-01-03", "2025-01-01", "2025-01-02", "2025-01-02", "2025-01-04"]
    assert list(by_time(groups, 3)) == [
        ([0, 2], [3, 4]),
        ([0, 2, 3, 4], [1]),
        ([0, 1, 2, 3, 4], [5]),
    ]
    with pytest.raises(InputError, match=r"4 different dates.*`date`"):
        list(by_time(groups, 4))


def test_training_in_the_order_of_time(archive, tmp_path):
    dated = [
        replace(a, metadata={**a.metadata, "date": f"2025-{1 + n % 12:02}"}) for n, a in enumerate(archive)
    ]
    model = train(dated, validation=3, min_count=5, order="time")
    assert model.origin["validation_order"] == "time"
    assert model.origin["quality"]["category_accuracy"] > 0.8
    write_card(model.save(tmp_path / "model"), tmp_path / "model")
    assert "judged by models of earlier ones" in (tmp_path / "model" / "README.md").read_text("utf-8")


def test_search_tries_and_tells(archive):
    said = []
    model = train(archive, validation=2, min_count=5, search=True, progress=said.append)
    trials = model.origin["search"]
    assert len(trials) == 6
    assert sum("tags f1" in line for line in said) == 7
    assert trials[0]["score"] == max(trial["score"] for trial in trials)
    assert model.origin["strength"] == trials[0]["strength"]
    assert model.vectorizer.settings.weights[2] == trials[0]["character_weight"]
    assert any(line.startswith("chosen") for line in said)


def test_a_grown_archive_is_learnt_without_validating_anew(archive, tmp_path):
    before = train(archive[:60], validation=3, min_count=5).save(tmp_path / "before")
    said = []
    after = train(archive, start_from=Model.load(tmp_path / "before"), progress=said.append)
    assert not any("validating" in line for line in said)
    assert after.origin["started_from"] == before.fingerprint
    assert after.origin["min_count"] == 5
    assert after.sharpness == before.sharpness
    threshold = dict(zip((term.id for term in before.terms), before.thresholds, strict=False))
    kept = [
        after.thresholds[place] == threshold[t.id] for place, t in enumerate(after.terms) if t.id in threshold
    ]
    assert kept and all(kept)
    again = train(archive, start_from=after)
    assert again.origin["archive"] == after.origin["archive"] != before.origin["archive"]


def test_a_model_of_an_older_make_is_no_start(archive, model):
    with pytest.raises(ModelError, match="train it anew"):
        train(archive, start_from=replace(model, origin={"articles": 3}))


def test_the_card_tells_origin_and_quality(model, tmp_path):
    saved = model.save(tmp_path / "model")
    write_card(saved, tmp_path / "model")
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert saved.fingerprint in card
    assert model.origin["archive"] in card
    assert f"| tags f1 | {model.origin['quality']['tags_f1']:.3f} |" in card
    assert Model.load(tmp_path / "model").fingerprint == saved.fingerprint


def test_the_cross_validated_quality_is_that_of_an_easy_archive(model):
    quality = model.origin["quality"]
    assert set(quality) == {"category_accuracy", "tags_precision", "tags_recall", "tags_f1"}
    assert quality["category_accuracy"] > 0.9
    assert 0.8 < quality["tags_f1"] <= 1


def test_topics_are_learnt_from_words_not_from_form(model):
    form = sum(len(field.keys) for field in model.vectorizer.fields[-2:])
    assert form
    topics = model.linear.coefficients[model.vectorizer.width - form :, len(model.categories) :]
    assert not topics.any()
