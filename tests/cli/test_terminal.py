import json

import pytest
from benchmarks.foreign_models import copied, seal
from click.testing import CliRunner

from kijiyomi.cli import main
from kijiyomi.model_store import shipped_model

HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202eevil\u2066\u200f\r\x7f"
OBEYED = set(HOSTILE) - set("]0;owned[31m2Jevil")


@pytest.fixture
def archive(tmp_path):
    rows = [
        {
            "id": f"{HOSTILE}{n}",
            "title": f"{HOSTILE}題",
            "text": f"{HOSTILE}雨が降る。",
            "tags": [f"{HOSTILE}雨"],
        }
        for n in range(3)
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row | {"categories": [HOSTILE]}) + "\n" for row in rows))
    return path


@pytest.fixture
def model(tmp_path):
    folder = copied(shipped_model("default"), tmp_path / "model")
    header = json.loads((folder / "model.json").read_text("utf-8"))
    terms = json.loads((folder / "vocabulary.json").read_text("utf-8"))
    for term in terms:
        term["label"] += HOSTILE
    (folder / "vocabulary.json").write_text(json.dumps(terms))
    seal(folder, categories=[f"{HOSTILE}{label}" for label in header["categories"]])
    return folder


def printed(*arguments):
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.output
    return result.output


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_labels_of_models_and_archives_are_no_commands(archive, model, as_json):
    for command in (["evaluate", model, archive], ["audit", archive]):
        assert not OBEYED & set(printed(*command, *as_json))


def test_json_keeps_what_it_escapes(archive, model):
    shown = json.loads(printed("evaluate", model, archive, "--json"))
    assert any(HOSTILE in label["label"] for label in shown["category_labels"])


def test_messages_are_no_commands(tmp_path, archive):
    hostile = tmp_path / "\x1b[31m\u202e.jsonl"
    hostile.write_text('{"\x9bcolumn": 1}\n', encoding="utf-8")
    for command in (
        ["audit", hostile],
        ["score", hostile, "--output", tmp_path / "out.jsonl"],
        ["score", tmp_path / "\x1b[2J.jsonl", "--output", tmp_path / "out.jsonl"],
        ["score", archive, "--output", tmp_path / "\x1b[31m.docx"],
    ):
        assert not OBEYED & set(printed(*command))
