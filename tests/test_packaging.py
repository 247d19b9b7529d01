"""The built distributions work in an environment that holds nothing else of this project.

Dependencies are lent by the environment that runs the tests (through a path file), so no network is needed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = "NVIDIAは2027年後半、約30億ドルを投じて5万基のBlackwellを並べると発表した。\n"

pytestmark = pytest.mark.packaging


def run(*command: str | Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONUTF8": "1"}
    result = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, encoding="utf-8", env=environment, cwd="/"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


class Environment:
    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False)
        self.bin = folder / ("Scripts" if os.name == "nt" else "bin")
        self.packages = Path(
            run(self.bin / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
        )
        lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (self.packages / "lent.pth").write_text("\n".join(sorted(lent)) + "\n")

    def install(self, *what: str | Path) -> None:
        # The pip that runs the tests: to put one into each environment takes longer than all the rest.
        run(
            sys.executable,
            "-m",
            "pip",
            "--python",
            self.bin / "python",
            "install",
            "--quiet",
            "--no-index",
            "--no-deps",
            "--no-build-isolation",
            *what,
        )


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT)
    return out


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_installed_package_finds_its_model_and_knowledge(
    kind: str, distributions: Path, tmp_path: Path
) -> None:
    environment = Environment(tmp_path / "env")
    what = {
        "wheel": [next(distributions.glob("*.whl"))],
        "sdist": [next(distributions.glob("*.tar.gz"))],
        "editable": ["--editable", ROOT],
    }[kind]
    environment.install(*what)
    where = run(environment.bin / "python", "-c", "import kijiyomi; print(kijiyomi.__file__)").strip()
    expected_home = ROOT if kind == "editable" else environment.packages
    assert Path(where).resolve().is_relative_to(expected_home.resolve())

    post = tmp_path / "post.md"
    post.write_text(ARTICLE, encoding="utf-8")
    record = json.loads(run(environment.bin / "kijiyomi", "analyze", post, "--json"))
    names = {e.get("name") for e in record["entities"]}
    assert {"NVIDIA", "NVIDIA Blackwell"} <= names
    assert record["categories"], "the default model was not found"
