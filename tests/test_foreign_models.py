"""Models that a stranger made: everything is checked on loading, and the message names file and remedy."""

import json
import os
import sys

import numpy as np
import pytest
from benchmarks.foreign_models import change_array, copied, seal, with_first

from kijiyomi.classifier import Model
from kijiyomi.entities.ner_model.recogniser import NameRecogniser
from kijiyomi.errors import ModelError
from kijiyomi.facts import FactExtractor
from kijiyomi.model_store import shipped_model

LOAD = {"default": Model.load, "names": NameRecogniser, "facts": FactExtractor}
ARRAYS = {name: sorted(file.stem for file in shipped_model(name).glob("*.npy")) for name in LOAD}
CHANGES = {
    "complex": lambda array: array.astype(np.complex64),
    "big-endian": lambda array: array.astype(array.dtype.newbyteorder(">")),
    "wide": lambda array: array.astype(np.float64),
    "objects": lambda array: np.array([{}], dtype=object),
    "one dimension more": lambda array: array[None],
}


def refused(model, folder, file):
    with pytest.raises(ModelError) as error:
        LOAD[model](folder)
    message = str(error.value)
    assert str(folder) in message
    assert file in message
    assert "copy or train it again" in message


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("model", LOAD)
def test_every_array_has_its_type_and_dimensions(tmp_path, model, change):
    folder = copied(shipped_model(model), tmp_path / "model")
    for name in ARRAYS[model]:
        before = (folder / f"{name}.npy").read_bytes()
        if change == "big-endian" and np.load(folder / f"{name}.npy").dtype.itemsize == 1:
            continue
        change_array(folder, name, CHANGES[change])
        refused(model, folder, f"{name}.npy")
        (folder / f"{name}.npy").write_bytes(before)


@pytest.mark.parametrize("model", LOAD)
def test_every_array_has_its_length_and_finite_values(tmp_path, model):
    folder = copied(shipped_model(model), tmp_path / "model")
    for name in ARRAYS[model]:
        before = (folder / f"{name}.npy").read_bytes()
        array = np.load(folder / f"{name}.npy")
        if array.ndim:
            change_array(folder, name, lambda array: array[:-1])
            # The first array by which a length is known may be another one.
            refused(model, folder, ".npy")
        if array.dtype.kind == "f":
            for value in (np.nan, np.inf, -np.inf):
                change_array(folder, name, with_first(value))
                refused(model, folder, f"{name}.npy")
        (folder / f"{name}.npy").write_bytes(before)


@pytest.mark.parametrize(
    ("model", "name", "change", "problem"),
    [
        ("default", "body_words_keys", lambda array: array[::-1], "not in ascending order"),
        ("default", "body_words_keys", lambda array: np.sort(with_first(array[1])(array)), "there twice"),
        ("default", "heads", with_first(-1), "outside 0 to"),
        ("default", "heads", with_first(10**6), "outside 0 to"),
        ("default", "named", with_first(-1), "outside 0 to"),
        ("default", "tagged", with_first(1e6), "more articles than"),
        ("names", "word_keys", lambda array: array[::-1], "not in ascending order"),
        ("names", "word_rows", with_first(65_535), "outside 0 to"),
    ],
)
def test_values_lie_within_their_bounds(tmp_path, model, name, change, problem):
    folder = copied(shipped_model(model), tmp_path / "model")
    change_array(folder, name, change)
    with pytest.raises(ModelError, match=problem):
        LOAD[model](folder)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("categories", ["株式", 3, *"あいうえお"]),
        ("categories", ["", *"あいうえおか"]),
        ("categories", "株式"),
        ("categories", [f"分類{n}" for n in range(8)]),
        ("skipped_names", [None]),
        ("base_rate", 1.5),
        ("base_rate", "often"),
        ("inverse_temperature", [1]),
        ("settings", {"lead": "long"}),
        ("settings", {"lead": 0}),
        ("settings", {"weights": {"no_such_field": 1.0}}),
        ("topic_score", {"bias": 1.0, "weights": {}}),
        ("name_score", 7),
        ("origin", []),
    ],
)
def test_every_field_of_the_header_has_its_type(tmp_path, field, value):
    folder = copied(shipped_model("default"), tmp_path / "model")
    seal(folder, **{field: value})
    with pytest.raises(ModelError, match=r"damaged: .*copy or train it again"):
        Model.load(folder)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_of_the_header_are_finite(tmp_path, number):
    folder = copied(shipped_model("default"), tmp_path / "model")
    header = json.loads((folder / "model.json").read_text("utf-8"))
    written = json.dumps(header | {"inverse_temperature": "HERE"}).replace('"HERE"', number)
    (folder / "model.json").write_text(written, encoding="utf-8")
    refused("default", folder, "model.json")


@pytest.mark.parametrize(
    "change",
    [
        {"label": 5},
        {"label": None},
        {"aliases": "株"},
        {"aliases": [1]},
        {"source": "guess"},
        {"entity": []},
        {"id": {}},
    ],
)
def test_every_field_of_a_term_has_its_type(tmp_path, change):
    folder = copied(shipped_model("default"), tmp_path / "model")
    terms = json.loads((folder / "vocabulary.json").read_text("utf-8"))
    terms[1] |= change
    (folder / "vocabulary.json").write_text(json.dumps(terms), encoding="utf-8")
    seal(folder)
    refused("default", folder, "vocabulary.json")


def deep(file):
    file.write_text("[" * 200_000, encoding="utf-8")


def huge(file):
    with file.open("wb") as stream:
        stream.truncate(1 << 31)


def linked_to(target):
    def change(file):
        file.unlink()
        file.symlink_to(target)

    return change


def pipe(file):
    file.unlink()
    os.mkfifo(file)


def elsewhere(file):
    other = file.parent.parent / "elsewhere"
    other.write_bytes(file.read_bytes())
    linked_to(other)(file)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes, devices and links for everybody")
@pytest.mark.parametrize("change", [huge, pipe, elsewhere, linked_to("/dev/zero"), linked_to("nowhere")])
@pytest.mark.parametrize("file", ["model.json", "vocabulary.json", "coefficients.npy"])
def test_only_regular_files_of_the_folder_and_of_bounded_size_are_read(tmp_path, file, change):
    folder = copied(shipped_model("default"), tmp_path / "model")
    change(folder / file)
    refused("default", folder, file)


@pytest.mark.parametrize("file", ["model.json", "vocabulary.json"])
def test_deeply_nested_json_is_refused(tmp_path, file):
    folder = copied(shipped_model("default"), tmp_path / "model")
    deep(folder / file)
    if file != "model.json":
        seal(folder)
    refused("default", folder, file)


def test_a_link_to_a_whole_folder_is_followed(tmp_path):
    (tmp_path / "current").symlink_to(shipped_model("default"), target_is_directory=True)
    assert Model.load(tmp_path / "current").categories
