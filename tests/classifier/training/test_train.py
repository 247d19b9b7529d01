from dataclasses import replace

import pytest

from kijiyomi.article import Article
from kijiyomi.classifier import Model
from kijiyomi.classifier.model_card import write_card
from kijiyomi.classifier.training.train import train
from kijiyomi.errors import InputError, ModelError


def test_the_same_seed_gives_the_same_model(archive, model, tmp_path):
    again = train(archive, validation=3, min_count=5)
    other = train(archive, validation=3, min_count=5, seed=7)
    prints = [
        m.save(tmp_path / name).fingerprint for name, m in zip("abc", (model, again, other), strict=True)
    ]
    assert prints[0] == prints[1] != prints[2]


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


def test_three_articles_are_too_few():
    with pytest.raises(InputError, match="3 articles carry categories or tags"):
        train([Article("星", metadata={"tags": ["天文"]})] * 3 + [Article("月")] * 30)


def test_one_part_is_no_validation(archive):
    with pytest.raises(ValueError, match="at least 2"):
        train(archive, validation=1)


def test_progress_is_reported(archive):
    said = []
    train(archive[:20], validation=2, progress=said.append)
    assert said[0] == "reading articles"
    assert len(said) == 5


def test_training_in_the_order_of_time(archive, tmp_path):
    dated = [
        replace(a, metadata={**a.metadata, "date": f"2025-{1 + n % 12:02}"}) for n, a in enumerate(archive)
    ]
    model = train(dated, validation=3, min_count=5, order="time")
    assert model.origin["validation_order"] == "time"
    assert model.origin["quality"]["category_accuracy"] > 0.8
    write_card(model.save(tmp_path / "model"), tmp_path / "model")
    assert "judged by models of earlier ones" in (tmp_path / "model" / "README.md").read_text("utf-8")


def test_a_grown_archive_is_learnt_without_validating_anew(archive, tmp_path):
    before = train(archive[:60], validation=3, min_count=5).save(tmp_path / "before")
    said = []
    after = train(archive, start_from=Model.load(tmp_path / "before"), progress=said.append)
    assert not any("validating" in line for line in said)
    assert after.origin["started_from"] == before.fingerprint
    assert after.origin["min_count"] == 5
    assert after.inverse_temperature == before.inverse_temperature
    threshold = dict(zip((term.id for term in before.terms), before.thresholds, strict=False))
    kept = [
        after.thresholds[index] == threshold[t.id] for index, t in enumerate(after.terms) if t.id in threshold
    ]
    assert kept and all(kept)
    again = train(archive, start_from=after)
    assert again.origin["archive"] == after.origin["archive"] != before.origin["archive"]


def test_a_model_of_an_older_make_is_no_start(archive, model):
    with pytest.raises(ModelError, match="train it anew"):
        train(archive, start_from=replace(model, origin={"articles": 3}))


def test_the_cross_validated_quality_is_that_of_an_easy_archive(model):
    quality = model.origin["quality"]
    assert set(quality) == {"category_accuracy", "tags_precision", "tags_recall", "tags_f1"}
    assert quality["category_accuracy"] > 0.9
    assert 0.8 < quality["tags_f1"] <= 1


def test_an_archive_whose_posts_all_have_a_category_of_their_own(archive, recwarn):
    own = [
        Article(post.text, id=post.id, title=post.title, metadata={"categories": [f"分類{number}"]})
        for number, post in enumerate(archive[:12])
    ]
    assert len(train(own).categories) == 12
    assert [str(warning.message) for warning in recwarn if warning.category is UserWarning] == []
