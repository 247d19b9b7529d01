from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from importlib.resources import files

import pytest
from click.testing import CliRunner

from kijiyomi.cli import main
from kijiyomi.records.labels import LABELS


def test_the_policy_allows_the_page_s_own_scripts_and_styles_alone(make_page):
    page = make_page("policy.html", texts=True).read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy
    for text in (
        *re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
        *re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
    ):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert len(re.findall("<h1>", page)) == 1 and '<html lang="ja">' in page
    assert "<script>alert" not in page


def test_vendored_files_can_stand_in_a_page():
    for file in files("kijiyomi.display.vendor").iterdir():
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"</(script|style)|<!--|\r|sourceMappingURL", text), file.name
        assert "Copyright" in text or "(c)" in text or "vega-interpreter" in text, file.name


def test_the_marks_of_every_label_are_coloured(make_page):
    page = make_page("colours.html", texts=True).read_text(encoding="utf-8")
    for label in LABELS:
        assert f"mark.kijiyomi-{label.lower()} {{ background: " in page


def test_the_page_is_the_same_each_time(write_records, tmp_path):
    """Whatever order sets of names have in this process."""
    scored = write_records(tmp_path / "scored.jsonl")
    pages = []
    for seed in ("1", "2"):
        output = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "kijiyomi.cli", "report", scored, "--output", output, "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        pages.append(output.read_bytes())
    assert pages[0] == pages[1]


def run(*arguments):
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


def test_command_line(write_records, tmp_path):
    scored = write_records(tmp_path / "scored.jsonl")
    result = run(scored, "--output", tmp_path / "report.html", "--archive", "examples/archive", "--quiet")
    assert result.exit_code == 0, result.output
    # The three articles of the fixture are in no folder; ids match the rest, whatever path was given.
    assert "3 of 29 articles are shown without text" in result.output
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<title>scored.jsonl 記事レポート</title>" in page
    assert 'id="data-findings"' in page


def test_command_line_without_an_audit(write_records, tmp_path):
    arguments = "--output", tmp_path / "report.html", "--archive", "examples/archive", "--no-audit"
    result = run(write_records(tmp_path / "scored.jsonl"), *arguments)
    assert result.exit_code == 0, result.output
    assert 'id="data-findings"' not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_command_line_with_exchange_rates(write_records, tmp_path):
    rates, output = tmp_path / "rates.csv", tmp_path / "report.html"
    rates.write_text("year,currency,rate,to\n2025,USD,149.7,JPY\n", encoding="utf-8")
    arguments = write_records(tmp_path / "scored.jsonl"), "--output", output, "--exchange-rates", rates
    assert run(*arguments, "--quiet").exit_code == 0
    assert '"converted_to":"JPY"' in output.read_text(encoding="utf-8")
    rates.write_text("year,currency,rate,to\n2025,USD,many,JPY\n", encoding="utf-8")
    output.unlink()
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "rates.csv, line 2: the rate 'many'" in refused.output and not output.exists()


@pytest.mark.parametrize("name", ["missing.jsonl", "scored.csv"])
def test_command_line_tells_what_is_wrong(tmp_path, name):
    (tmp_path / "scored.csv").write_text("id\n")
    result = run(tmp_path / name, "--output", tmp_path / "report.html")
    assert result.exit_code == 2
    assert name in result.output and not (tmp_path / "report.html").exists()
