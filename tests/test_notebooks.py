"""Every notebook runs from top to bottom in the interpreter that runs the tests."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("altair")
pytest.importorskip("pandas")
pytest.importorskip("vl_convert")

import nbformat  # noqa: E402
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager  # noqa: E402
from jupyter_client.manager import AsyncKernelManager  # noqa: E402

pytestmark = pytest.mark.notebooks

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 300_000


class ThisInterpreter(KernelSpecManager):
    """Offers one kernel, the running interpreter's, whatever is installed for the user."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name=kernel_name, language="python")


def execute(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisInterpreter())
    resources = {"metadata": {"path": str(folder)}}
    return nbclient.NotebookClient(notebook, km=manager, timeout=300, resources=resources).execute()


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_it_runs(path: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "notebooks").mkdir()
    executed = execute(nbformat.read(path, as_version=4), tmp_path / "notebooks")
    shown = [
        kind
        for cell in executed.cells
        if cell.cell_type == "code"
        for o in cell.outputs
        for kind in o.get("data", {})
    ]
    assert "text/html" in shown
    assert shown.count("image/svg+xml") == path.read_text(encoding="utf-8").count('"image/svg+xml"')


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_it_is_small_and_tells_nothing_of_the_machine_it_ran_on(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source) < LARGEST
    assert str(ROOT) not in source
    assert str(Path.home()) not in source
    nbformat.validate(nbformat.reads(source, as_version=4))
