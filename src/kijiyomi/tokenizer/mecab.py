"""The default tokenizer: MeCab through fugashi with unidic-lite."""

from __future__ import annotations

import csv
import shlex
import sys
import threading
from collections.abc import Iterator, Sequence, Set
from itertools import chain, count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.batches import batches
from kijiyomi.errors import KijiyomiError
from kijiyomi.text.codes import code_points
from kijiyomi.tokenizer.alignment import align, taggable
from kijiyomi.tokenizer.feature_pages import release_features
from kijiyomi.tokenizer.line_table import Hashes, LineTable
from kijiyomi.tokenizer.segments import segments
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokenizer, Tokens

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from fugashi import GenericTagger

# MeCab leaks every input of more than about 8 KB (taku910/mecab#47) and crashes on very long ones;
# 2,000 characters are at most 8,000 bytes of UTF-8. A quarter of that is a tenth faster: its lattice stays in
# the processor's caches. One token of 15,000 comes out otherwise, where a line ends without a full stop.
SEGMENT_CHARACTERS = 500
# About 50 MB of morphemes; then a new lexicon begins.
LEXICON_LIMIT = 100_000

# A morpheme is known by its surface, left context id and word cost; "?" marks unknown words.
_KEY = r"%m\t%phl\t%c"
_KEYS = (rf"{_KEY}\n", rf"{_KEY}\t?\n")
# Tokens on each side of a new morpheme among which MeCab mostly finds it again.
_AROUND = 6
# New morphemes after which the dictionary's features are given back: seldom, for that takes a millisecond.
_LEARNED_TOGETHER = 200
# Segments that are tagged together, and characters of output that are read together: their columns shall fit
# the processor's caches.
_PIECES_TOGETHER, _CHARACTERS_TOGETHER = 1_000, 200_000
_OUTPUT_TOGETHER = 40_000
_NEWLINE = ord("\n")

Columns = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


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

        Raises:
            KnowledgeError: If the user dictionary cannot be compiled (at the first call of a thread).
        """
        worker = self._worker()
        pieces = chain.from_iterable(map(_pieces, count(), texts))
        found: list[list[Columns]] = [[] for _ in texts]
        for group in batches(pieces, _length, most_items=_PIECES_TOGETHER, most=_CHARACTERS_TOGETHER):
            for place, columns in worker.columns(group):
                found[place].append(columns)
        return [
            Tokens(text, worker.lexicon, *_joined(parts)) for text, parts in zip(texts, found, strict=True)
        ]

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._local, "worker", None)
        if worker is not None and len(worker.lexicon) <= LEXICON_LIMIT:
            return worker
        import unidic_lite

        folder: str = unidic_lite.DICDIR
        tagger = _shared_tagger(self._dictionary_arguments(folder))
        worker = self._local.worker = _Worker(tagger, Path(folder))
        return worker

    def _dictionary_arguments(self, folder: str) -> list[str]:
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


def _joined(parts: Sequence[Columns]) -> Columns:
    if len(parts) == 1:
        return parts[0]
    nothing = np.empty(0, np.int32)
    start, end, morpheme = (
        (np.concatenate(column) for column in zip(*parts, strict=True)) if parts else 3 * (nothing,)
    )
    return start, end, morpheme


def _lengths(texts: Sequence[str]) -> NDArray[np.intp]:
    return np.fromiter(map(len, texts), np.intp, len(texts))


def _lasts(places: Sequence[int]) -> list[int]:
    """Return where each run of equal places ends."""
    ends = [index for index, (one, next_one) in enumerate(pairwise(places)) if one != next_one]
    return [*ends, len(places) - 1]


def _output_length(tagged: _Tagged) -> int:
    return len(tagged.output)


class _Worker:
    """One thread's tagger and the lexicon it fills."""

    def __init__(self, tagger: GenericTagger, folder: Path) -> None:
        self.lexicon = Lexicon()
        self._ids: dict[str, int] = {}
        self._table = LineTable()
        self._tagger = tagger
        self._dictionary = folder / "sys.dic"
        self._to_release = _LEARNED_TOGETHER

    def columns(self, pieces: Sequence[_Piece]) -> Iterator[tuple[int, Columns]]:
        """Yield start, end and morpheme of the tokens of successive pieces of one text, and of which text.

        MeCab is left to itself for all of them before its output is read: whatever comes between takes
        its dictionary out of the processor's caches.
        """
        tagged = [_Tagged(*piece, self._tag(piece.text)) for piece in pieces]
        for part in batches(tagged, _output_length, most_items=len(tagged), most=_OUTPUT_TOGETHER):
            yield from self._read(part)

    def _read(self, tagged: Sequence[_Tagged]) -> Iterator[tuple[int, Columns]]:
        places, begins, texts, outputs = zip(*tagged, strict=True)
        output = "".join(outputs)
        codes = code_points(output)
        lines = np.flatnonzero(codes == _NEWLINE)
        stops = np.searchsorted(lines, np.cumsum(_lengths(outputs)))
        morpheme = self._morphemes(output, self._table.hashes(codes, lines), texts, stops)
        start, end = align(texts, stops, self.lexicon, morpheme)
        lengths = _lengths(texts)
        shifts = (np.array(begins) - np.cumsum(lengths) + lengths).tolist()
        stop = 0
        for last in _lasts(places):
            first, stop = stop, stops[last]
            shift = np.int32(shifts[last])
            yield places[last], (start[first:stop] + shift, end[first:stop] + shift, morpheme[first:stop])

    def _tag(self, segment: str) -> str:
        """Return one line a token."""
        output = self._tagger.parse(segment)
        return f"{output}\n" if output and not output.endswith("\n") else output

    def _morphemes(
        self, output: str, hashes: Hashes, texts: Sequence[str], stops: NDArray[np.intp]
    ) -> NDArray[np.int32]:
        """Return the morpheme of each token in what MeCab wrote of some texts."""
        ids = self._table.ids(hashes)
        if len(missing := np.flatnonzero(ids < 0)):
            lines = output.split("\n")
            wanted = {lines[place] for place in missing.tolist()}
            self._learn_alone(wanted)
            owners = np.searchsorted(stops, missing, side="right")
            for place, owner in zip(missing.tolist(), owners.tolist(), strict=True):
                if lines[place] not in self._ids:
                    self._learn(lines, place, texts[owner], wanted)
                ids[place] = self._ids[lines[place]]
                self._table.add(hashes[place], ids[place])
            self._release()
        return ids

    def _release(self) -> None:
        if len(self.lexicon) >= self._to_release:
            release_features(self._dictionary)
            self._to_release = len(self.lexicon) + _LEARNED_TOGETHER

    def _learn_alone(self, wanted: Set[str]) -> None:
        """Read the features of the new morphemes that MeCab finds again in a mere list of their surfaces."""
        surfaces = sorted(line.partition("\t")[0] for line in wanted)
        for context in segments("\n".join(surfaces), SEGMENT_CHARACTERS):
            self._learn_from(context, wanted)

    def _learn(self, lines: Sequence[str], place: int, segment: str, wanted: Set[str]) -> None:
        """Read the features of a new morpheme, and of others wanted, from as little text as shows them."""
        around = lines[max(0, place - _AROUND) : place + _AROUND + 1]
        self._learn_from("".join(line.partition("\t")[0] for line in around), wanted)
        if lines[place] not in self._ids:
            self._learn_from(segment, wanted)
        if lines[place] not in self._ids:
            raise KijiyomiError(f"MeCab gave no features for {lines[place]!r}; please report this as a bug")

    def _learn_from(self, context: str, wanted: Set[str]) -> None:
        keys = self._tag(context).split("\n")[:-1]
        if wanted.isdisjoint(keys):
            return
        # Nodes change with the next call, so what is needed of them is taken at once.
        for key, node in zip(keys, self._tagger.parseToNodeList(context), strict=True):
            if key in wanted and key not in self._ids:
                self._ids[key] = self.lexicon.add(_morpheme(key, node.feature_raw))


_taggers = threading.local()


def _shared_tagger(dictionary: list[str]) -> GenericTagger:
    """Return this thread's tagger for a dictionary, for lines and features alike.

    Each maps the whole dictionary into memory, and fugashi never unmaps that of a tagger it drops. What it
    caches is only the surfaces of morphemes that were learned.
    """
    from fugashi import GenericTagger

    shared: dict[tuple[str, ...], GenericTagger] = _taggers.__dict__.setdefault("shared", {})
    key = tuple(dictionary)
    if key not in shared:
        known, unknown = _KEYS
        # An empty output type keeps the dictionary's own from overriding -F.
        formats = ("-O", "", "-F", known, "-U", unknown, "-E", "")
        shared[key] = GenericTagger(shlex.join([*dictionary, *formats]))
    return shared[key]


def _morpheme(key: str, features: str) -> Morpheme:
    surface, known = key.partition("\t")[0], not key.endswith("?")
    fields = ["" if field == "*" else field for field in next(csv.reader([features]))]
    fields += [""] * (18 - len(fields))
    # Tens of thousands of morphemes share a few hundred of these.
    pos1, pos2, pos3, pos4, conjugation_type, conjugation_form = map(sys.intern, fields[:6])
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
