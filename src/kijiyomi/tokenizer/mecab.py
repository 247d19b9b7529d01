"""The default tokenizer: MeCab through fugashi with unidic-lite."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points
from kijiyomi.batching import batches
from kijiyomi.tokenizer.alignment import align, all_taggable
from kijiyomi.tokenizer.mecab_line_ids import ABSENT, LineTable
from kijiyomi.tokenizer.mecab_morphemes import KNOWN_LINE, UNKNOWN_LINE, MorphemeReader
from kijiyomi.tokenizer.segmentation import segments
from kijiyomi.tokenizer.tokens import Lexicon, Tokenizer, Tokens

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from fugashi import GenericTagger

# MeCab leaks every input of more than about 8 KB (taku910/mecab#47) and crashes on very long ones;
# 2,000 characters are at most 8,000 bytes of UTF-8. A quarter of that is a tenth faster: its lattice stays in
# the processor's caches. One token of 15,000 comes out otherwise, where a line ends without a full stop.
SEGMENT_CHARACTERS = 500
# About 50 MB of morphemes; then a new lexicon begins.
LEXICON_LIMIT = 100_000

# Characters that are tagged together, and characters of output that are read together: their columns shall
# fit the processor's caches.
_CHARACTERS_TOGETHER, _OUTPUT_TOGETHER = 200_000, 40_000
_NEWLINE = ord("\n")

_NOTHING = 3 * (np.empty(0, np.int32),)

# Start, end and morpheme of some tokens, int32 ``(n,)`` each.
Columns = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


class MecabTokenizer(Tokenizer):
    """Tokenize with MeCab, features read once per distinct morpheme.

    MeCab writes one short line a token; a line met before is one look-up in a table. Safe to share
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

        Raises:
            KnowledgeError: If the user dictionary cannot be compiled (at the first call of a thread).
        """
        worker = self._worker()
        pieces = [piece for text in all_taggable(texts) for piece in segments(text, SEGMENT_CHARACTERS)]
        nothing = Tokens("", worker.lexicon, *_NOTHING)
        if not pieces:
            return [nothing] * len(texts)
        start, end, morpheme = map(np.concatenate, zip(*worker.columns(pieces), strict=True))
        bounds = np.array(list(accumulate(map(len, texts), initial=0)), dtype=np.int32)
        firsts = start.searchsorted(bounds)
        shifts = bounds[:-1].repeat(firsts[1:] - firsts[:-1])
        start -= shifts
        end -= shifts
        return [
            Tokens(text, worker.lexicon, start[first:stop], end[first:stop], morpheme[first:stop])
            if text
            else nothing
            for text, (first, stop) in zip(texts, pairwise(firsts.tolist()), strict=True)
        ]

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._local, "worker", None)
        if worker is not None and len(worker.lexicon) <= LEXICON_LIMIT:
            return worker
        import unidic_lite

        folder: str = unidic_lite.DICDIR
        users = [] if self.user_dictionary is None else [Path(self._compiled(folder).name, "user.dic")]
        arguments = ["-r", str(Path(folder, "dicrc")), "-d", folder]
        arguments += [part for user in users for part in ("-u", str(user))]
        worker = self._local.worker = _Worker(_shared_tagger(arguments), MorphemeReader(Path(folder), users))
        return worker

    def _compiled(self, folder: str) -> TemporaryDirectory[str]:
        from kijiyomi.tokenizer.user_dictionary import compile_user_dictionary

        if not hasattr(self._local, "compiled"):
            self._local.compiled = compile_user_dictionary(str(self.user_dictionary), folder)
        compiled: TemporaryDirectory[str] = self._local.compiled
        return compiled


class _Worker:
    """One thread's tagger and the lexicon it fills."""

    def __init__(self, tagger: GenericTagger, morpheme: MorphemeReader) -> None:
        self.lexicon = Lexicon()
        self._table = LineTable()
        self._tagger = tagger
        self._morpheme = morpheme

    def columns(self, pieces: Sequence[str]) -> Iterator[Columns]:
        """Yield the tokens of successive pieces, with places in all pieces joined.

        MeCab is left to itself for many of them before its output is read: whatever comes between takes
        its dictionary out of the processor's caches.
        """
        base = np.int32(0)
        for group in batches(pieces, len, most_items=len(pieces), most=_CHARACTERS_TOGETHER):
            outputs = list(map(self._tagger.parse, group))
            parts = batches(outputs, len, most_items=len(outputs), most=_OUTPUT_TOGETHER)
            morpheme = np.concatenate([self._morphemes("".join(part)) for part in parts])
            text = "".join(group)
            start, end = align(text, self.lexicon, morpheme)
            start += base
            end += base
            base += np.int32(len(text))
            yield start, end, morpheme

    def _morphemes(self, output: str) -> NDArray[np.int32]:
        """Return the morpheme of each line of what MeCab wrote."""
        codes = code_points(output)
        lines = (codes == _NEWLINE).nonzero()[0]
        hashes = self._table.hashes(codes, lines)
        ids = self._table.ids(hashes)
        new: dict[str, int] = {}
        for place in (ids == ABSENT).nonzero()[0].tolist():
            begin = int(lines[place]) + 1
            end = output.find("\n", begin)
            line = output[begin : end if end > 0 else len(output)]
            if line not in new:
                new[line] = self.lexicon.add(self._morpheme(line))
                self._table.add(hashes[place], new[line])
            ids[place] = new[line]
        return ids


_taggers = threading.local()


def _shared_tagger(dictionary: list[str]) -> GenericTagger:
    """Return this thread's tagger for a dictionary.

    Each maps the whole dictionary into memory, and fugashi never unmaps that of a tagger it drops.
    """
    from fugashi import GenericTagger

    shared: dict[tuple[str, ...], GenericTagger] = _taggers.__dict__.setdefault("shared", {})
    key = tuple(dictionary)
    if key not in shared:
        # An empty output type keeps the dictionary's own from overriding -F.
        formats = ("-O", "", "-F", KNOWN_LINE, "-U", UNKNOWN_LINE, "-E", "")
        shared[key] = GenericTagger(shlex.join([*dictionary, *formats]))
    return shared[key]
