import numpy as np
import pytest

from kijiyomi.classifier.features.hashed_counts import BUCKETS
from kijiyomi.classifier.training.background import Background, join_backgrounds
from kijiyomi.errors import ModelError


def some_vectors(count, seed):
    chance = np.random.default_rng(seed)
    vectors = chance.normal(size=(count, BUCKETS)) * (chance.random((count, BUCKETS)) < 0.1)
    return vectors.astype(np.float32)


@pytest.fixture
def background():
    return join_backgrounds([("one", some_vectors(4, 1)), ("two", some_vectors(3, 2))])


def test_a_saved_background_is_nearly_as_it_was(background, tmp_path):
    background.save(tmp_path / "background")
    loaded = Background.load(tmp_path / "background")
    assert loaded.sources == ("one", "two")
    assert loaded.source.tolist() == [0, 0, 0, 0, 1, 1, 1]
    for own, kept in zip(background.vectors, loaded.vectors, strict=True):
        assert own @ kept / np.linalg.norm(own) / np.linalg.norm(kept) > 0.99
        assert not kept[own == 0].any()


def test_an_archive_is_not_told_from_a_source_that_shares_texts_with_it(background):
    archive = np.concatenate([background.vectors[1:3], some_vectors(5, 3)])
    assert background.without_archive(archive).tolist() == background.vectors[4:].tolist()


def test_one_text_in_common_is_chance(background):
    archive = np.concatenate([background.vectors[:1], some_vectors(5, 3)])
    assert len(background.without_archive(archive)) == 7


def test_a_damaged_background_is_refused(background, tmp_path):
    background.save(tmp_path / "background")
    (tmp_path / "background" / "levels.npy").write_bytes(b"no array")
    with pytest.raises(ModelError, match=r"levels\.npy is not as it was written"):
        Background.load(tmp_path / "background")


def test_the_one_that_ships_has_many_sources_and_no_empty_text():
    shipped = Background.load()
    assert len(shipped.sources) >= 20
    assert shipped.vectors.any(axis=1).all()
