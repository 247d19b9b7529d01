from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from kijiyomi.report.packing import ALPHABET, pack, safe_json

from kijiyomi.cli import main


def unpacked(packed):
    import pyarrow as pa

    values = [ALPHABET.index(sign) for sign in packed.text]
    bits = "".join(
        f"{high * len(ALPHABET) + low:013b}" for high, low in zip(values[::2], values[1::2], strict=True)
    )
    frame = bytes(int(bits[at : at + 8], 2) for at in range(0, packed.size * 8, 8))
    return json.loads(pa.CompressedInputStream(pa.BufferReader(frame), "zstd").read().decode("utf-16-le"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]))))
def test_what_is_packed_comes_out_again(data):
    packed = pack(data)
    assert unpacked(packed) == data
    assert len(ALPHABET) == 91 and set(packed.text) <= set(ALPHABET)


def test_surrogates_and_html_in_json():
    assert unpacked(pack(["\ud800</script>"])) == ["\ufffd</script>"]
    assert safe_json("</script><!--") == '"\\u003c/script>\\u003c!--"'


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


def test_the_page_is_the_same_each_time(make_page):
    assert make_page("a.html", texts=True).read_bytes() == make_page("b.html", texts=True).read_bytes()


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


@pytest.mark.parametrize("name", ["missing.jsonl", "scored.csv"])
def test_command_line_tells_what_is_wrong(tmp_path, name):
    (tmp_path / "scored.csv").write_text("id\n")
    result = run(tmp_path / name, "--output", tmp_path / "report.html")
    assert result.exit_code == 2
    assert name in result.output and not (tmp_path / "report.html").exists()
