# ruff: noqa: E501
"""Broken input of every kind: what happens, what is told, and that nothing else is lost.

    python -m benchmarks.broken

Each case is an archive of good articles with something broken in their midst. ``kijiyomi score`` runs
on it as anyone would run it; the table tells its exit code, how many good articles were scored, and its message.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

GOOD = 6
# Nothing is barred from the superuser.
_IS_BARRED = hasattr(os, "geteuid") and os.geteuid() != 0
_TEXT = "第{n}工場は約{n}億円を投じ、NVIDIAのH100を{n}枚置く。"


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of broken input.

    Attributes:
        name: What is broken.
        make: Writes the archive into a folder and returns what to score.
        code: The exit code there should be.
        told: What the message or the table of errors must hold; ``""`` for a case that is nothing to tell of.
        good: Good articles that must have a record.
        options: Further options of the command.
    """

    name: str
    make: Callable[[Path], str]
    code: int
    told: str
    good: int = GOOD
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: exit code, good articles scored, and all that was told."""

    code: int
    scored: int
    told: str


def good_rows() -> list[dict[str, str]]:
    """Return the good articles."""
    return [{"id": f"good{n}", "title": f"記事{n}", "text": _TEXT.format(n=n + 1)} for n in range(GOOD)]


def _lines(*broken: bytes, encoding: str = "utf-8") -> bytes:
    lines = [json.dumps(row, ensure_ascii=False).encode(encoding) for row in good_rows()]
    return b"\n".join([*lines[:3], *broken, *lines[3:]]) + b"\n"


def _file(name: str, content: bytes | Callable[[], bytes]) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        (folder / name).write_bytes(content() if callable(content) else content)
        return str(folder / name)

    return make


def _posts(folder: Path) -> Path:
    blog = folder / "blog"
    blog.mkdir()
    for row in good_rows():
        text = f"---\ntitle: {row['title']}\n---\n{row['text']}\n"
        (blog / f"{row['id']}.md").write_text(text, encoding="utf-8")
    return blog


def _post(content: bytes | Callable[[], bytes], name: str = "good3x.md") -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        blog = _posts(folder)
        (blog / name).write_bytes(content() if callable(content) else content)
        return str(blog)

    return make


def _bomb() -> bytes:
    return gzip.compress(_lines() + b"0" * 270_000_000 + b"\n" + _lines(), compresslevel=1)


def _cut_gzip() -> bytes:
    packed = gzip.compress(_lines() + os.urandom(100_000).hex().encode())
    return packed[: len(packed) - 40_000]


def _cut_zstd() -> bytes:
    packed: bytes = pa.compress(_lines() + os.urandom(400_000).hex().encode(), "zstd", asbytes=True)
    return packed[: len(packed) // 2]


def _parquet(change: Callable[[dict[str, list[object]]], dict[str, list[object]]]) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        rows = good_rows()
        columns: dict[str, list[object]] = {key: [row[key] for row in rows] for key in rows[0]}
        pq.write_table(pa.table(change(columns)), folder / "in.parquet")
        return str(folder / "in.parquet")

    return make


def _cut_parquet(folder: Path) -> str:
    name = _parquet(lambda columns: columns)(folder)
    Path(name).write_bytes(Path(name).read_bytes()[:-50])
    return name


def _unreadable_folder(folder: Path) -> str:
    blog = _posts(folder)
    (blog / "locked").mkdir(mode=0)
    return str(blog)


def _loop(folder: Path) -> str:
    blog = _posts(folder)
    (blog / "loop").symlink_to(blog, target_is_directory=True)
    (blog / "self.md").symlink_to("self.md")
    return str(blog)


def _empty_folder(folder: Path) -> str:
    (folder / "blog").mkdir()
    return str(folder / "blog")


def _csv(*broken: str) -> bytes:
    rows = [f'{row["id"]},{row["title"]},"{row["text"]}"' for row in good_rows()]
    return "\n".join(["id,title,text", *rows[:3], *broken, *rows[3:], ""]).encode()


def _alias_bomb() -> bytes:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(["---", "title: 爆弾", "a0: &a0 [x]", *levels, "---", "本文は3円。"]).encode()


def _nested() -> bytes:
    return (">" * 5_000 + " 深い引用。\n\n" + "".join("  " * n + "- 項目\n" for n in range(500))).encode()


def _lone_surrogate() -> bytes:
    return '{"id": "odd", "text": "壊れた\\ud800文字、3円。"}'.encode()


_NO_TEXT = b'{"id": "odd", "body": 1}'
CASES = (
    Case("JSON line that is no JSON", _file("in.jsonl", _lines(b"{broken")), 1, "line 4: not JSON"),
    Case("JSON line that is a list", _file("in.jsonl", _lines(b"[1, 2]")), 1, "a list, not a JSON object"),
    Case("JSON nested 100,000 deep", _file("in.jsonl", _lines(b"[" * 100_000)), 1, "line 4: not JSON"),
    Case("row without text", _file("in.jsonl", _lines(_NO_TEXT)), 1, "column 'text' is missing"),
    Case("row whose text is null", _file("in.jsonl", _lines(b'{"id": "odd", "text": null}')), 1, "is null, not text"),
    Case("bytes of another encoding in a line", _file("in.jsonl", _lines(b'{"text": "\x8f\xff"}')), 1, "not valid utf-8"),
    Case("all in Shift_JIS", _file("in.jsonl", _lines(encoding="cp932")), 0, "read as cp932"),
    Case("all in EUC-JP", _file("in.jsonl", _lines(encoding="euc_jp")), 0, "read as euc_jp"),
    Case("all in UTF-16", _file("in.jsonl", lambda: _lines().decode().encode("utf-16")), 0, "read as utf-16"),
    Case("byte order mark", _file("in.jsonl", b"\xef\xbb\xbf" + _lines()), 0, ""),
    Case("Windows line ends", _file("in.jsonl", _lines().replace(b"\n", b"\r\n")), 0, ""),
    Case("lone surrogate", _file("in.jsonl", _lines(_lone_surrogate())), 0, "lone surrogates were read as U+FFFD"),
    Case("NUL in a text", _file("in.jsonl", _lines(b'{"id": "odd", "text": "a\\u0000b"}')), 0, ""),
    Case("duplicate ids", _file("in.jsonl", _lines(b'{"id": "good1", "text": "x"}')), 0, ""),
    Case("line of 2 MB", _file("in.jsonl", lambda: _lines(json.dumps({"text": "雨が降る。" * 70_000}).encode())), 0, ""),
    Case("empty file", _file("in.jsonl", b""), 0, "", good=0),
    Case("gzip that unpacks to one line of 270 MB", _file("in.jsonl.gz", _bomb), 1, "longer than 256 MB", good=2 * GOOD),
    Case("gzip cut short", _file("in.jsonl.gz", _cut_gzip), 1, "cut short"),
    Case("zstd cut short", _file("in.jsonl.zst", _cut_zstd), 1, "cut short", good=GOOD),
    Case("gzip that is none", _file("in.jsonl.gz", _lines()), 2, "rename it", good=0),
    Case("Parquet cut short", _cut_parquet, 2, "not a readable Parquet file", good=0),
    Case("Parquet without texts", _parquet(lambda c: {"id": c["id"]}), 2, "column 'text' is missing", good=0),
    Case("Parquet whose texts are numbers", _parquet(lambda c: c | {"text": [1] * GOOD}), 2, "is int, not text", good=0),
    Case("Parquet with odd columns", _parquet(lambda c: c | {"x": [{"y": [1]}] * GOOD}), 0, ""),
    Case("CSV with a row of too many fields", _file("in.csv", _csv("odd,題,本文,余り,余り")), 0, "more fields than the header"),
    Case("CSV with a row of too few fields", _file("in.csv", _csv("odd")), 1, "column 'text'"),
    Case("CSV with a quote never closed", _file("in.csv", _csv('odd,題,"閉じない')), 1, "check the quotes", good=5),
    Case("CSV with NUL", _file("in.csv", _csv("odd,題,a\0b")), 0, ""),
    Case("malformed YAML", _post(b"---\ntitle: [a\nx: {\n---\nbody"), 0, "front matter, line"),
    Case("front matter never closed", _post("---\ntitle: 題\n本文".encode()), 0, "front matter"),
    Case("YAML alias bomb", _post(_alias_bomb), 0, "front matter"),
    Case("YAML that asks for Python objects", _post(b"---\nx: !!python/object/apply:os.system [ls]\n---\nb"), 0, "front matter"),
    Case("post in no encoding", _post(b"\xff\xfe\x00\xd8\x00"), 1, "good3x.md"),
    Case("binary file named as a post", _post(bytes(range(256)) * 50), 1, "good3x.md"),
    Case("empty post", _post(b""), 0, ""),
    Case("deeply nested Markdown", _post(_nested), 0, ""),
    Case("10 MB of one character in 256 MB", _post(lambda: b"a" * 10_000_000), 1, "raise --memory-limit", options=("--memory-limit", "256")),
    Case("folder without permission to read", _unreadable_folder, *((1, "cannot look inside") if _IS_BARRED else (0, ""))),
    Case("symbolic links in a loop", _loop, 1, "cannot open: Too many levels of symbolic links"),
    Case("folder without posts", _empty_folder, 2, "no posts", good=0),
    Case("no such file", lambda folder: str(folder / "none.jsonl"), 2, "no such file", good=0),
    Case("unknown format", _file("in.docx", b"x"), 2, "cannot tell the format", good=0),
)  # fmt: skip


def _command(arguments: list[str]) -> tuple[int, str]:
    program = [sys.executable, "-m", "kijiyomi.cli", *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def run(case: Case, folder: Path, command: Callable[[list[str]], tuple[int, str]] = _command) -> Outcome:
    """Return what ``kijiyomi score`` does with a case.

    Args:
        case: The case.
        folder: An empty folder for its files.
        command: Runs ``kijiyomi`` and returns its exit code and what it writes to standard error.
    """
    source, output = case.make(folder), folder / "out.jsonl"
    arguments = ["score", source, "--output", str(output), "--quiet", "--model", "none", *case.options]
    code, message = command(arguments)
    records = [json.loads(line) for line in output.read_text("utf-8").splitlines()] if output.exists() else []
    errors = folder / "out.errors.jsonl"
    reasons = (
        [json.loads(line)["reason"] for line in errors.read_text("utf-8").splitlines()]
        if errors.exists()
        else []
    )
    warnings = [warning for record in records for warning in record["warnings"]]
    good = sum(
        record["id"].removesuffix(".md").startswith("good") and "億円" in str(record) for record in records
    )
    told = " | ".join(dict.fromkeys([*reasons, *warnings, message.strip()]))
    return Outcome(code, good, told.replace(str(folder), "…"))


def main() -> None:
    """Print the table."""
    print("| broken input | exit code | good articles scored | told |\n|---|---:|---:|---|")
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            outcome = run(case, Path(folder))
        told = outcome.told.split(" | ")[0].splitlines()[0][:160] if outcome.told else "–"
        kept = f"{outcome.scored} of {case.good}"
        print(f"| {case.name} | {outcome.code} | {kept} | {told.replace('|', '/')} |", flush=True)


if __name__ == "__main__":
    main()
