"""The default tokenizer: MeCab through fugashi with unidic-lite."""

from __future__ import annotations

import csv
import shlex
import threading
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kijiyomi.errors import KijiyomiError
from kijiyomi.tokenizer.alignment import align, taggable
from kijiyomi.tokenizer.line_table import LineTable
from kijiyomi.tokenizer.segments import segments
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokenizer, Tokens

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from fugashi import GenericTagger

# MeCab leaks every input of more than about 8 KB (taku910/mecab#47) and crashes on very long ones;
# 2,000 characters are at most 8,000 bytes of UTF-8.
SEGMENT_CHARACTERS = 2000
# About 50 MB of morphemes. A tagger's own caches never shrink either, so both are renewed together.
LEXICON_LIMIT = 100_000

# A morpheme is known by its surface, left context id and word cost; "?" marks unknown words.
_KEY = r"%m\t%phl\t%c"
_KEYS = (rf"{_KEY}\n", rf"{_KEY}\t?\n")
_FEATURES = (rf"{_KEY}\n%H\n", rf"{_KEY}\t?\n%H\n")
_SENTENCE_MARKS = "。\n！？"
# Their output is held in memory together.
_SEGMENTS_TOGETHER = 100


class MecabTokenizer(Tokenizer):
    """Tokenize with MeCab, its features parsed once per distinct morpheme.

    MeCab writes one short line a token; a line met before is one dictionary look-up. Safe to share
    between threads and to pickle: taggers are built lazily, one per thread and process.

    Args:
        user_dictionary: CSV of surface, reading, part of speech (see
            :func:`~kijiyomi.tokenizer.user_dictionary.compile_user_dictionary`); its words win over
            the dictionary's.
    """

    def __init__(self, user_dictionary: str | Path | None = None) -> None:
        self.user_dictionary = user_dictionary
        self._local = threading.local()

    def __reduce__(self) -> tuple[type[MecabTokenizer], tuple[str | Path | None]]:
        return MecabTokenizer, (self.user_dictionary,)

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``, of any length, with exact offsets.

        Raises:
            KnowledgeError: If the user dictionary cannot be compiled (at the first call of a thread).
        """
        return self.batch([text])[0]

    def batch(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text, as if each were given alone.

        MeCab is left to itself for many segments before its output is read: whatever comes between takes
        its dictionary out of the processor's caches.

        Raises:
            KnowledgeError: If the user dictionary cannot be compiled (at the first call of a thread).
        """
        worker = self._worker()
        tagged = list(map(taggable, texts))
        ids: list[list[NDArray[np.int32]]] = [[np.empty(0, np.int32)] for _ in texts]
        pieces = (
            (place, piece)
            for place, text in enumerate(tagged)
            for piece in segments(text, SEGMENT_CHARACTERS)
        )
        while group := list(islice(pieces, _SEGMENTS_TOGETHER)):
            outputs = [worker.tag(segment) for _, segment in group]
            for (place, segment), output in zip(group, outputs, strict=True):
                ids[place].append(worker.morpheme_ids(segment, output))
        lexicon = worker.lexicon
        return [
            align(text, clean, lexicon, np.concatenate(found))
            for text, clean, found in zip(texts, tagged, ids, strict=True)
        ]

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._local, "worker", None)
        if worker is None or len(worker.lexicon) > LEXICON_LIMIT:
            worker = self._local.worker = _Worker(self._dictionary_arguments())
        return worker

    def _dictionary_arguments(self) -> list[str]:
        import unidic_lite

        folder = unidic_lite.DICDIR
        arguments = ["-r", str(Path(folder, "dicrc")), "-d", folder]
        if self.user_dictionary is not None:
            arguments += ["-u", str(Path(self._compiled(folder).name, "user.dic"))]
        return arguments

    def _compiled(self, folder: str) -> TemporaryDirectory[str]:
        from kijiyomi.tokenizer.user_dictionary import compile_user_dictionary

        if not hasattr(self._local, "compiled"):
            self._local.compiled = compile_user_dictionary(str(self.user_dictionary), folder)
        compiled: TemporaryDirectory[str] = self._local.compiled
        return compiled


class _Worker:
    """One thread's taggers and the lexicon they fill."""

    def __init__(self, dictionary: list[str]) -> None:
        self.lexicon = Lexicon()
        self._ids: dict[str, int] = {}
        self._table = LineTable()
        self._keys = _tagger(dictionary, *_KEYS)
        self._features = _tagger(dictionary, *_FEATURES)

    def tag(self, segment: str) -> str:
        """Return one line a token."""
        output = self._keys.parse(segment)
        return f"{output}\n" if output and not output.endswith("\n") else output

    def morpheme_ids(self, segment: str, output: str) -> NDArray[np.int32]:
        """Return the morpheme of each token from what :meth:`tag` made of the segment."""
        hashes = self._table.hashes(output.encode())
        ids = self._table.ids(hashes)
        if len(missing := np.flatnonzero(ids < 0)):
            lines = output.split("\n")
            self._learn(segment, {lines[place] for place in missing.tolist()})
            for place in missing.tolist():
                ids[place] = self._ids[lines[place]]
                self._table.add(hashes[place], ids[place])
        return ids

    def _learn(self, segment: str, lines: set[str]) -> None:
        """Read the features of new morphemes, from as little text as shows them."""
        for line in sorted(lines):
            surface = line.partition("\t")[0]
            for context in (surface, _sentence_around(segment, surface), segment):
                self._learn_from(context, lines)
                if line in self._ids:
                    break
            else:
                raise KijiyomiError(f"MeCab gave no features for {line!r}; please report this as a bug")

    def _learn_from(self, context: str, lines: Iterable[str]) -> None:
        output = self._features.parse(context).split("\n")
        for key, features in zip(output[::2], output[1::2], strict=False):
            if key in lines and key not in self._ids:
                self._ids[key] = self.lexicon.add(_morpheme(key, features))


def _tagger(dictionary: list[str], known: str, unknown: str) -> GenericTagger:
    from fugashi import GenericTagger

    # An empty output type keeps the dictionary's own from overriding -F.
    return GenericTagger(shlex.join([*dictionary, "-O", "", "-F", known, "-U", unknown, "-E", ""]))


def _sentence_around(segment: str, surface: str) -> str:
    position = segment.find(surface)
    start = max(segment.rfind(mark, 0, position) for mark in _SENTENCE_MARKS) + 1
    stops = [segment.find(mark, position + len(surface)) for mark in _SENTENCE_MARKS]
    return segment[start : min((stop for stop in stops if stop >= 0), default=len(segment)) + 1]


def _morpheme(key: str, features: str) -> Morpheme:
    surface, known = key.partition("\t")[0], not key.endswith("?")
    fields = ["" if field == "*" else field for field in next(csv.reader([features]))]
    fields += [""] * (18 - len(fields))
    pos1, pos2, pos3, pos4, conjugation_type, conjugation_form = fields[:6]
    return Morpheme(
        surface,
        fields[7] or surface,
        pos1,
        pos2,
        pos3,
        pos4,
        conjugation_type,
        conjugation_form,
        reading=fields[17] or fields[6],
        known=known,
    )
