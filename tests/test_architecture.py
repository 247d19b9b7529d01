"""ARCHITECTURE.md tells the truth: its paths exist, its example holds, its layers are those of the import contract."""

import re
import tomllib
from pathlib import Path

import kijiyomi

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def test_its_paths_exist() -> None:
    paths = set(re.findall(r"`([a-z_]+/[\w/*.]*|\w+\.(?:py|toml))`", PAGE))
    folders = (ROOT, ROOT / "src" / "kijiyomi")
    written = {path: (path.rstrip("/"), f"{path}.py") for path in paths}
    found = {
        path for path, ways in written.items() for way in ways for folder in folders if any(folder.glob(way))
    }
    assert len(paths) > 30
    assert paths - found == set()


def test_its_example_of_the_coordinate_systems_holds() -> None:
    document = kijiyomi.load(None).read("**Ａ社**は\n\n5㌦")
    passage = document.passage
    assert (len(document.article.text), passage.text) == (11, "Ａ社は\n5㌦")
    assert passage.normalised.text == "A社は\n5ドル"
    assert passage.normalised.span(4, 7) == (4, 6)
    assert passage.aligned.span(4, 6) == (9, 11)


def test_its_layers_are_those_of_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert "\n".join(layers) in PAGE
