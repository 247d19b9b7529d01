import json

import numpy as np
import pytest

from kijiyomi.classifier import Model
from kijiyomi.errors import ModelError
from kijiyomi.model_store import PROTOCOL, read_model, write_model

FORM = "test-model"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "model"
    arrays = {"weights": np.arange(6.0).reshape(2, 3), "empty": np.zeros(0, np.float32)}
    write_model(path, FORM, {"kind": "示例"}, {"words.json": '["星"]'}, arrays)
    return path


def rewrite_header(folder, **changes):
    header = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (folder / "model.json").write_text(json.dumps(header | changes), encoding="utf-8")


def test_what_is_written_is_read(folder):
    header, texts, arrays = read_model(folder, FORM)
    assert header["kind"] == "示例"
    assert header["protocol"] == PROTOCOL
    assert texts == {"words.json": '["星"]'}
    assert arrays["weights"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert arrays["empty"].shape == (0,)


def test_only_the_model_is_left_behind(folder):
    assert [path.name for path in folder.parent.iterdir()] == ["model"]
    assert not any(path.suffix in (".pkl", ".joblib") for path in folder.iterdir())


def test_one_content_has_one_fingerprint(tmp_path):
    prints = [
        write_model(tmp_path / name, FORM, {"n": n}, {}, {}) for name, n in (("a", 1), ("b", 1), ("c", 2))
    ]
    assert prints[0] == prints[1] != prints[2]


def test_a_model_replaces_a_model_but_nothing_else(folder, tmp_path):
    write_model(folder, FORM, {"kind": "neu"}, {}, {})
    assert read_model(folder, FORM)[0]["kind"] == "neu"
    assert not (folder / "weights.npy").exists()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "star.png").touch()
    with pytest.raises(ModelError, match=r"photos.*is no model"):
        write_model(tmp_path / "photos", FORM, {}, {}, {})
    assert (tmp_path / "photos" / "star.png").exists()


def test_a_failed_write_leaves_the_old_model(folder):
    with pytest.raises(TypeError):
        write_model(folder, FORM, {"kind": object()}, {}, {})
    assert read_model(folder, FORM)[0]["kind"] == "示例"
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def flip_last_byte(folder):
    content = bytearray((folder / "weights.npy").read_bytes())
    content[-1] ^= 1
    (folder / "weights.npy").write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (flip_last_byte, "damaged: weights.npy is not as it was written"),
        (lambda f: (f / "weights.npy").unlink(), "damaged: weights.npy is missing"),
        (lambda f: (f / "words.json").write_text("[]"), "damaged: words.json is not as it was written"),
        (lambda f: (f / "model.json").write_text("{"), "damaged: model.json is no JSON"),
        (lambda f: (f / "model.json").write_bytes(b"\xff\xfe"), "damaged: model.json is no JSON"),
        (lambda f: (f / "model.json").write_text("[]"), "not that of a test-model"),
        (lambda f: (f / "model.json").unlink(), "no model there; train one"),
        (lambda f: rewrite_header(f, format="other"), "not that of a test-model"),
        (lambda f: rewrite_header(f, protocol=PROTOCOL + 1), "newer kijiyomi.*pip install -U"),
        (lambda f: rewrite_header(f, protocol="new"), "newer kijiyomi"),
        (lambda f: rewrite_header(f, protocol=0), "no longer read"),
        (lambda f: rewrite_header(f, kind="changed"), "damaged: model.json is not as it was written"),
        (lambda f: rewrite_header(f, files={"../model/words.json": ""}), "damaged"),
    ],
)
def test_what_does_not_fit_is_refused_with_place_and_remedy(folder, damage, message):
    damage(folder)
    with pytest.raises(ModelError, match=message) as error:
        read_model(folder, FORM)
    assert str(folder) in str(error.value)


def test_a_sound_folder_that_lacks_a_part_is_refused(folder):
    write_model(folder, "kijiyomi-classifier", {}, {}, {})
    with pytest.raises(ModelError, match=r"damaged: model\.json"):
        Model.load(folder)


def test_a_file_or_nothing_is_no_model(tmp_path):
    (tmp_path / "file").touch()
    for place in ("file", "nowhere"):
        with pytest.raises(ModelError, match=place):
            Model.load(tmp_path / place)
