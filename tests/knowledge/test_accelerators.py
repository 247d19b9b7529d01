from __future__ import annotations

import re
from pathlib import Path

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.accelerators import (
    load_accelerators,
    load_cues,
    load_vendors,
    merge_vendors,
    read_vendors,
)
from kijiyomi.knowledge.data_files import FOLDER

LINES = [line for vendor in load_vendors() for line in vendor.lines]


def test_our_own_lists_are_sound() -> None:
    files = sorted(path for path in (FOLDER / "accelerators").glob("*.toml") if path.stem != "cues")
    assert merge_vendors(vendor for path in files for vendor in read_vendors(path)) == load_vendors()


def test_ids_are_unique_and_stable_in_form() -> None:
    ids = [line.id for line in LINES]
    assert len(set(ids)) == len(ids)
    for identifier, model in load_accelerators().items():
        assert identifier == model.id
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier)


def test_one_id_is_one_product() -> None:
    facts: dict[str, tuple[object, ...]] = {}
    for line in LINES:
        for model in line.models.values():
            known = facts.setdefault(
                model.id, (model.vendor, model.year, model.memory_gb, model.architecture)
            )
            assert known == (model.vendor, model.year, model.memory_gb, model.architecture)


def test_facts() -> None:
    models = load_accelerators()
    assert len(models) > 400
    assert all(model.year == 0 or 1990 <= model.year <= 2030 for model in models.values())
    assert (models["nvidia-h100"].year, models["nvidia-h100"].memory_gb) == (2022, 80)
    assert models["amd-instinct-mi300x"].architecture == "CDNA 3"


def test_every_line_can_be_found() -> None:
    for line in LINES:
        assert line.bare or line.bare_forms or line.models or line.open, line.id
        assert set(line.bare_forms) <= set(line.forms), line.id
        assert all(len(form) >= 2 for form in line.ja), line.id


def test_cues_compile() -> None:
    assert re.compile("|".join(load_cues().subjects)).search("最新のGPU")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x = 1", "lacks"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nyear = 2020', "no name"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\ncolour = "red"', "colour"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nyear = "2020"', "year"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nbare = "maybe"', "bare"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nopen = "("', "pattern"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nmodels.1 = { memory_gb = -1 }', "memory_gb"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nmodels.1 = { same = "B" }', "unknown 'B'"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nmodels.1 = 5', "no table"),
        ('vendor = "V"\nnames = "V"\n[lines.a]\nname = "A"', "names"),
        ("vendor = ", "TOML"),
    ],
)
def test_malformed_files_are_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "vendors.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_vendors(path)
