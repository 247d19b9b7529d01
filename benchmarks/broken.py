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

from benchmarks.foreign_models import Change, change_array, copied, seal, with_first
from kijiyomi.model_store import shipped_model

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
        options: Further options of the command; ``{folder}`` stands for the folder of its files.
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


def _table(text: str, name: str = "in.csv", encoding: str = "utf-8") -> Callable[[Path], str]:
    return _file(name, text.encode(encoding))


def _separated(delimiter: str, above: str = "") -> str:
    rows = [delimiter.join(row.values()) for row in good_rows()]
    return "\r\n".join([*([above] if above else []), delimiter.join(good_rows()[0]), *rows, ""])


def _spaced() -> str:
    rows = [f'{row["id"]}, "{row["title"]}", "{row["text"]}"' for row in good_rows()]
    return "\n".join(["ID, Title, Text", *rows, ""])


def _not_utf8(columns: dict[str, list[object]]) -> dict[str, list[object]]:
    raw = [str(text).encode() for text in columns["text"]] + [b"\xff\xfe"]
    texts = pa.Array.from_buffers(pa.string(), len(raw), pa.array(raw, pa.binary()).buffers())
    return {"id": [*columns["id"], "odd"], "text": texts}


def _far_dates(columns: dict[str, list[object]]) -> dict[str, list[object]]:
    dates = pa.array([0] * GOOD + [2**62], pa.timestamp("us"))
    return {"id": [*columns["id"], "odd"], "text": [*columns["text"], "x"], "date": dates}


def _model(change: Callable[[Path], object]) -> Callable[[Path], str]:
    """Return what makes an archive, and beside it a model that is changed."""

    def make(folder: Path) -> str:
        change(copied(shipped_model("default"), folder / "model"))
        return _file("in.jsonl", _lines())(folder)

    return make


def _pipe(model: Path) -> None:
    (model / "model.json").unlink()
    os.mkfifo(model / "model.json")


def _endless(model: Path) -> None:
    (model / "vocabulary.json").unlink()
    (model / "vocabulary.json").symlink_to("/dev/zero")


def _huge(model: Path) -> None:
    with (model / "coefficients.npy").open("wb") as stream:
        stream.truncate(1 << 31)


def _array(name: str, change: Change) -> Callable[[Path], str]:
    return _model(lambda model: change_array(model, name, change))


def _number_as_label(model: Path) -> None:
    labels = json.loads((model / "model.json").read_bytes())["categories"]
    seal(model, categories=[1, *labels[1:]])


_OWN_MODEL = ("--model", "{folder}/model")
_NO_TEXT = b'{"id": "odd", "body": 1}'
_SPECIAL_FILES = (
    Case("model: a pipe for model.json", _model(_pipe), 2, "no regular file", 0, _OWN_MODEL),
    Case("model: a link to /dev/zero", _model(_endless), 2, "leads out of the folder", 0, _OWN_MODEL),
)
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
    Case("CSV of semicolons", _table(_separated(";")), 0, ""),
    Case("CSV of tabs", _table(_separated("\t")), 0, ""),
    Case("CSV with the line sep=;", _table(_separated(";", "sep=;")), 0, ""),
    Case("CSV with spaces and capitals in its header", _table(_spaced()), 0, ""),
    Case("CSV without header", _table("good0,題,本文\ngood1,題,本文\n"), 2, "write them above it", good=0),
    Case("CSV of a header alone", _table("id,title,text\n"), 1, "no row below the header", good=0),
    Case("CSV in ISO-2022-JP", _table(_separated(","), encoding="iso2022_jp"), 0, "read as iso2022_jp"),
    Case("JSON array", _file("in.json", lambda: json.dumps(good_rows(), indent=1).encode()), 0, ""),
    Case("JSON array cut short", _file("in.json", lambda: json.dumps(good_rows(), indent=1)[:-9].encode()), 2, "neither JSON Lines nor", good=0),
    Case("no row with a text", _file("in.jsonl", b'{"id": 1, "body": "x"}\n' * 9), 2, "in all 9 rows", good=0),
    Case("Parquet with a year beyond 9999", _parquet(_far_dates), 1, "row 7: column 'date' cannot be read"),
    Case("Parquet with a text that is no UTF-8", _parquet(_not_utf8), 1, "row 7: column 'text' cannot be read"),
    Case("Parquet whose texts are bytes", _parquet(lambda c: c | {"text": [b"x"] * GOOD}), 2, "is bytes, not text", good=0),
    Case("CSV with NUL", _file("in.csv", _csv("odd,題,a\0b")), 0, ""),
    Case("malformed YAML", _post(b"---\ntitle: [a\nx: {\n---\nbody"), 0, "front matter, line"),
    Case("front matter never closed", _post("---\ntitle: 題\n本文".encode()), 0, "front matter"),
    Case("YAML alias bomb", _post(_alias_bomb), 0, "front matter"),
    Case("YAML that asks for Python objects", _post(b"---\nx: !!python/object/apply:os.system [ls]\n---\nb"), 0, "front matter"),
    Case("post in no encoding", _post(b"\xff\xfe\x00\xd8\x00"), 1, "good3x.md"),
    Case("binary file named as a post", _post(bytes(range(256)) * 50), 1, "good3x.md"),
    Case("empty post", _post(b""), 0, ""),
    Case("deeply nested Markdown", _post(_nested), 0, ""),
    Case("10 MB of one character in 360 MB", _post(lambda: b"a" * 10_000_000), 1, "raise --memory-limit", options=("--memory-limit", "360")),
    Case("folder without permission to read", _unreadable_folder, *((1, "cannot look inside") if _IS_BARRED else (0, ""))),
    Case("symbolic links in a loop", _loop, 1, "cannot open: Too many levels of symbolic links"),
    Case("folder without posts", _empty_folder, 2, "no posts", good=0),
    *(_SPECIAL_FILES if hasattr(os, "mkfifo") else ()),
    Case("no such file", lambda folder: str(folder / "none.jsonl"), 2, "no such file", good=0),
    Case("model: deeply nested JSON", _model(lambda m: (m / "model.json").write_text("[" * 200_000)), 2, "model.json is no JSON", 0, _OWN_MODEL),
    Case("model: a huge array", _model(_huge), 2, "larger than 1024 MB", 0, _OWN_MODEL),
    Case("model: NaN", _array("coefficients", with_first(float("nan"))), 2, "not finite", 0, _OWN_MODEL),
    Case("model: an array too short", _array("thresholds", lambda a: a[:-1]), 2, "has the shape", 0, _OWN_MODEL),
    Case("model: complex numbers", _array("priors", lambda a: a.astype("c8")), 2, "not <f4", 0, _OWN_MODEL),
    Case("model: big-endian numbers", _array("priors", lambda a: a.astype(">f4")), 2, "not <f4", 0, _OWN_MODEL),
    Case("model: keys out of order", _array("layout_keys", lambda a: a[::-1]), 2, "ascending order", 0, _OWN_MODEL),
    Case("model: a number for a label", _model(_number_as_label), 2, "Expected `str`", 0, _OWN_MODEL),
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
    arguments = ["score", source, "--output", str(output), "--quiet", "--model", "none"]
    arguments += [option.replace("{folder}", str(folder)) for option in case.options]
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
