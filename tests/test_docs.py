"""The documentation site builds, with every reference in it resolved and nothing fetched from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytest.importorskip("material")
pytest.importorskip("mkdocstrings")


def test_the_site_builds(tmp_path):
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    reference = (tmp_path / "site" / "reference.html").read_text("utf-8")
    for name in (
        "kijiyomi.archive.scoring.score",
        "kijiyomi.classifier.training.train.train",
        "kijiyomi.analyzer.load",
    ):
        assert f'id="{name}"' in reference
    for page in (tmp_path / "site").rglob("*.html"):
        fetched = re.findall(
            r"<(?:script|link|img)[^>]+(?:src|href)=\"(https?://[^\"]+)", page.read_text("utf-8")
        )
        assert [address for address in fetched if "kijiyomi" not in address] == []
