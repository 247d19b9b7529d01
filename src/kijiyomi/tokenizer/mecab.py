"""The default tokenizer: MeCab through fugashi with unidic-lite."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator, Sequence
from itertools import chain, count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.batches import batches
from kijiyomi.text.codes import code_points
from kijiyomi.tokenizer.alignment import align, taggable
from kijiyomi.tokenizer.line_table import Hashes, LineTable
from kijiyomi.tokenizer.morphemes import KNOWN_LINE, UNKNOWN_LINE, MorphemeReader
from kijiyomi.tokenizer.segments import segments
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

# Segments that are tagged together, and characters of output that are read together: their columns shall fit
# the processor's caches.
_PIECES_TOGETHER, _CHARACTERS_TOGETHER = 1_000, 200_000
_OUTPUT_TOGETHER = 40_000
_NEWLINE = ord("\n")

_NOTHING = 3 * (np.empty(0, np.int32),)
_ZERO = np.zeros(1, np.intp)


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
        pieces = chain.from_iterable(map(_pieces, count(), texts))
        tagged = [
            part
            for group in batches(pieces, _length, most_items=_PIECES_TOGETHER, most=_CHARACTERS_TOGETHER)
            for part in worker.columns(group)
        ]
        if not tagged:
            return [Tokens(text, worker.lexicon, *_NOTHING) for text in texts]
        places, counts, start, end, morpheme = map(np.concatenate, zip(*tagged, strict=True))
        pieces_before = places.searchsorted(np.arange(len(texts) + 1))
        bounds = np.concatenate((_ZERO, counts.cumsum()))[pieces_before].tolist()
        return [
            Tokens(text, worker.lexicon, start[first:stop], end[first:stop], morpheme[first:stop])
            for text, (first, stop) in zip(texts, pairwise(bounds), strict=True)
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


class _Piece(NamedTuple):
    """A segment: of which text, where it begins there, and what the tagger is given."""

    place: int
    start: int
    text: str


class _Tagged(NamedTuple):
    """A piece and what MeCab wrote of it, one line a token."""

    place: int
    start: int
    text: str
    output: str


def _pieces(place: int, text: str) -> Iterator[_Piece]:
    start = 0
    for segment in segments(taggable(text), SEGMENT_CHARACTERS):
        yield _Piece(place, start, segment)
        start += len(segment)


def _length(piece: _Piece) -> int:
    return len(piece.text)


def _lengths(texts: Sequence[str]) -> NDArray[np.intp]:
    return np.fromiter(map(len, texts), np.intp, len(texts))


def _differences(stops: NDArray[np.intp]) -> NDArray[np.intp]:
    counts = stops.copy()
    counts[1:] -= stops[:-1]
    return counts


def _output_length(tagged: _Tagged) -> int:
    return len(tagged.output)


class _Columns(NamedTuple):
    """The tokens of some pieces.

    Attributes:
        places: ``(pieces,)``: which text each piece is of.
        counts: ``(pieces,)``: how many tokens each has.
        start: int32 ``(n,)``: first code point of each token in its text.
        end: int32 ``(n,)``: one past its last.
        morpheme: int32 ``(n,)``: id of its morpheme.
    """

    places: NDArray[np.intp]
    counts: NDArray[np.intp]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    morpheme: NDArray[np.int32]


class _Worker:
    """One thread's tagger and the lexicon it fills."""

    def __init__(self, tagger: GenericTagger, morpheme: MorphemeReader) -> None:
        self.lexicon = Lexicon()
        self._table = LineTable()
        self._tagger = tagger
        self._morpheme = morpheme

    def columns(self, pieces: Sequence[_Piece]) -> Iterator[_Columns]:
        """Return the tokens of successive pieces.

        MeCab is left to itself for all of them before its output is read: whatever comes between takes
        its dictionary out of the processor's caches.
        """
        tagged = [_Tagged(*piece, self._tagger.parse(piece.text)) for piece in pieces]
        return map(self._read, batches(tagged, _output_length, most_items=len(tagged), most=_OUTPUT_TOGETHER))

    def _read(self, tagged: Sequence[_Tagged]) -> _Columns:
        places, begins, texts, outputs = zip(*tagged, strict=True)
        output = "".join(outputs)
        codes = code_points(output)
        lines = (codes == _NEWLINE).nonzero()[0]
        stops = lines.searchsorted(_lengths(outputs).cumsum())
        morpheme = self._morphemes(output, lines, self._table.hashes(codes, lines))
        start, end = align(texts, stops, self.lexicon, morpheme)
        lengths = _lengths(texts)
        shifts = (np.array(begins) - lengths.cumsum() + lengths).astype(np.int32)
        counts = _differences(stops)
        shift = shifts.repeat(counts)
        start += shift
        end += shift
        return _Columns(np.array(places), counts, start, end, morpheme)

    def _morphemes(self, output: str, starts: NDArray[np.intp], hashes: Hashes) -> NDArray[np.int32]:
        """Return the morpheme of each line of what MeCab wrote, given where each begins and its hash."""
        ids = self._table.ids(hashes)
        new: dict[str, int] = {}
        for place in (ids < 0).nonzero()[0].tolist():
            begin = int(starts[place]) + 1
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
