"""Compile a user's words into a MeCab dictionary."""

from __future__ import annotations

import csv
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kijiyomi.encodings import decode
from kijiyomi.errors import InputError, KnowledgeError
from kijiyomi.tokenizer.base import NO_VALUE
from kijiyomi.tokenizer.mecab_morphemes import READING

# Low enough to win over any split of the same characters into dictionary words.
_WORD_COST = -20000
_UNIDIC_FIELDS, _POS_LEVELS = 26, 4
_DEFAULT_POS = "名詞-固有名詞-一般"
_COMPILE = "import sys, fugashi; fugashi.build_dictionary(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class _Word:
    surface: str
    reading: str
    pos: tuple[str, ...]
    context_id: int


def compile_user_dictionary(source: str | Path, dictionary: str) -> tempfile.TemporaryDirectory[str]:
    """Compile a CSV of words and return the temporary directory that holds ``user.dic``.

    Args:
        source: CSV without header, in any encoding that articles are read in: surface, reading (katakana, may
            be empty), part of speech (UniDic's levels joined by ``-``; ``名詞-固有名詞-一般`` when empty).
            ``#`` starts a comment line.
        dictionary: Directory of the system dictionary.

    Raises:
        KnowledgeError: If a line is malformed, names an unknown part of speech, or nothing can be compiled.
    """
    words = list(_read(Path(source), _context_ids(Path(dictionary))))
    if not words:
        raise KnowledgeError(f"{source}: no words; each line is surface,reading,part of speech")
    folder = tempfile.TemporaryDirectory(prefix="kijiyomi-")
    entries, compiled = Path(folder.name, "user.csv"), Path(folder.name, "user.dic")
    with entries.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(map(_entry, words))
    encodings = ("-f", "utf-8", "-t", "utf-8")
    arguments = shlex.join(
        ["mecab-dict-index", "-d", dictionary, "-u", str(compiled), *encodings, str(entries)]
    )
    # In a process of its own: the compiler writes to standard output and ends the process on errors.
    result = subprocess.run([sys.executable, "-c", _COMPILE, arguments], capture_output=True, text=True)  # noqa: S603
    if result.returncode or not compiled.exists():
        folder.cleanup()
        reason = (result.stderr or result.stdout).strip()[-500:]
        raise KnowledgeError(f"{source}: MeCab could not compile this user dictionary: {reason}")
    return folder


def _context_ids(dictionary: Path) -> dict[tuple[str, ...], int]:
    """Map each part of speech, at every depth, to the first connection id UniDic gives it."""
    ids: dict[tuple[str, ...], int] = {}
    for line in (dictionary / "left-id.def").read_text(encoding="utf-8").splitlines():
        number, _, features = line.partition(" ")
        levels = tuple(level for level in features.split(",")[:_POS_LEVELS] if level != NO_VALUE)
        for depth in range(1, len(levels) + 1):
            ids.setdefault(levels[:depth], int(number))
    return ids


def _read(source: Path, context_ids: dict[tuple[str, ...], int]) -> Iterator[_Word]:
    try:
        text, _ = decode(source.read_bytes())
    except OSError as error:
        raise KnowledgeError(f"{source}: cannot read this user dictionary: {error.strerror}") from error
    except InputError as error:
        raise KnowledgeError(f"{source}: cannot read this user dictionary: {error}") from error
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        if row and not row[0].startswith("#"):
            yield _word(row, f"{source}, line {number}", context_ids)


def _word(row: list[str], location: str, context_ids: dict[tuple[str, ...], int]) -> _Word:
    if len(row) > 3:
        raise KnowledgeError(f"{location}: {len(row)} fields; write surface,reading,part of speech")
    surface, reading, pos = (field.strip() for field in (*row, "", "")[:3])
    if not surface or any(ord(character) < ord(" ") for character in surface):
        raise KnowledgeError(f"{location}: the surface is empty or holds a control character")
    levels = tuple((pos or _DEFAULT_POS).split("-"))
    if levels not in context_ids:
        raise KnowledgeError(
            f"{location}: unknown part of speech {pos!r}; use UniDic's, such as {_DEFAULT_POS}"
        )
    return _Word(surface, reading, levels, context_ids[levels])


def _entry(word: _Word) -> list[str | int]:
    pos = [*word.pos, *[NO_VALUE] * (_POS_LEVELS - len(word.pos))]
    surface, reading = word.surface, word.reading or NO_VALUE
    features = [*pos, NO_VALUE, NO_VALUE, reading, surface, surface, reading, surface, reading, "固"]
    features += [NO_VALUE] * (_UNIDIC_FIELDS - len(features))
    features[READING] = reading
    return [surface, word.context_id, word.context_id, _WORD_COST, *features]
