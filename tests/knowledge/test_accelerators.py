from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge import accelerators
from kijiyomi.knowledge.accelerator_cues import load_accelerator_cues
from kijiyomi.knowledge.accelerators import (
    Accelerator,
    accelerator_of,
    load_accelerators,
    load_vendors,
    merge_vendors,
    read_vendors,
)
from kijiyomi.knowledge.data_files import FOLDER

LINES = [line for vendor in load_vendors() for line in vendor.lines]


def test_our_own_lists_are_sound() -> None:
    files = sorted(path for path in (FOLDER / "accelerators").glob("*.toml") if path.stem != "cues")
    assert merge_vendors(vendor for path in files for vendor in read_vendors(path)) == load_vendors()


def test_ids_are_stable_in_form() -> None:
    for identifier, accelerator in load_accelerators().items():
        assert identifier == accelerator.kb_id
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier)


def test_every_fact_is_plausible() -> None:
    for accelerator in load_accelerators().values():
        assert accelerator.year is None or 1999 <= accelerator.year <= 2030, accelerator
        assert accelerator.memory_gb is None or 1 < accelerator.memory_gb < 3000, accelerator
        assert accelerator.name.startswith(accelerator.vendor)


def test_no_family_is_misspelt() -> None:
    """A family is the name of a line, of a model of one, or of several accelerators."""
    named = {line.name for line in LINES} | {model.name for line in LINES for model in line.models.values()}
    families = [a.family for a in load_accelerators().values() if a.family]
    assert {family for family in families if family not in named and families.count(family) < 2} == set()


@pytest.mark.parametrize(
    ("kb_id", "expected"),
    [
        ("nvidia-h100", Accelerator("nvidia-h100", "NVIDIA", "NVIDIA H100", "Hopper", 2022, 80)),
        (
            "amd-instinct-mi300x",
            Accelerator("amd-instinct-mi300x", "AMD", "AMD Instinct MI300X", "CDNA 3", 2023, 192),
        ),
        ("hailo-8", Accelerator("hailo-8", "Hailo", "Hailo-8", None, 2019, None)),
        (
            "nvidia-blackwell",
            Accelerator("nvidia-blackwell", "NVIDIA", "NVIDIA Blackwell", "Blackwell", 2024),
        ),
        ("nvidia", None),
        ("nvidia-h", None),
        (None, None),
    ],
)
def test_what_is_known_of_an_accelerator(kb_id: str | None, expected: Accelerator | None) -> None:
    assert accelerator_of(kb_id) == expected


def test_a_models_other_names_are_the_same_accelerator() -> None:
    models = {model.name: model.accelerator for line in LINES for model in line.models.values()}
    assert models["RTX PRO 6000"] is models["RTX PRO 6000 Blackwell"]
    assert models["GeForce 30"] is models["GeForce RTX 30"]


def test_what_is_known_of_a_users_own_accelerator(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'vendor = "K"\nnames = ["K"]\n[lines.k]\nname = "Momiji"\nfamily = "Aki"\nmodels.3 = { year = 2026 }\n',
        encoding="utf-8",
    )
    assert accelerator_of("k-momiji-3", [own]) == Accelerator("k-momiji-3", "K", "K Momiji 3", "Aki", 2026)
    assert accelerator_of("k-momiji-3") is None


def test_every_line_can_be_found() -> None:
    for line in LINES:
        assert line.bare or line.bare_forms or line.models or line.open, line.id
        assert set(line.bare_forms) <= set(line.forms), line.id
        assert all(len(form) >= 2 for form in line.ja), line.id


def test_cues_compile() -> None:
    assert re.compile("|".join(load_accelerator_cues().subjects)).search("最新のGPU")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x = 1", "vendors.toml: .*unknown field `x`.*names"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nyear = 2020', "V, a: .*required field `name`"),
        (
            'vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\ncolour = "red"',
            "V, a: .*`colour`.*its fields: name, joint",
        ),
        (
            'vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nyear = "2020"',
            r"V, a: year: Expected `int",
        ),
        (
            'vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nbare = "maybe"',
            r"bare: .*maybe.*: adjacent\|certain\|context",
        ),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nopen = "("', "V, A: .* is a broken pattern"),
        (
            'vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nmodels.1 = { memory_gb = -1 }',
            "V, a 1: memory_gb: .*> 0",
        ),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nmodels.1 = { same = "B" }', "unknown 'B'"),
        ('vendor = "V"\nnames = ["V"]\n[lines.a]\nname = "A"\nmodels.1 = 5', "V, a 1: Expected `object`"),
        ('vendor = "V"\nnames = "V"\n[lines.a]\nname = "A"', "names"),
        ('[[vendors]]\nvendor = "V"\nnames = ["V"]', "required field `lines`"),
        ("vendors = 5", "vendors.toml: .*vendors"),
        ("vendor = ", "TOML"),
    ],
)
def test_malformed_files_are_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "vendors.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_vendors(path)


def test_clashes_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'vendor = "NVIDIA"\nnames = ["NVIDIA"]\n[lines.h]\nname = "H"\njoint = ""\nmodels.100 = { year = 2000 }\n',
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError, match="NVIDIA, H: two accelerators have the id nvidia-h100"):
        load_vendors(own)


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(accelerators).failed == 0
