"""The default tokenizer: MeCab through fugashi with unidic-lite."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kijiyomi.arrays import Int32Array, code_points
from kijiyomi.batching import batches
from kijiyomi.text.character_variants import compose, may_need_composing
from kijiyomi.tokenizer.alignment import align_tokens, replace_untaggable_batch
from kijiyomi.tokenizer.base import ThreadLocalTokenizer
from kijiyomi.tokenizer.mecab_line_ids import ABSENT, LineIdTable
from kijiyomi.tokenizer.mecab_morphemes import KNOWN_LINE, UNKNOWN_LINE, MorphemeReader
from kijiyomi.tokenizer.segmentation import split_segments
from kijiyomi.tokenizer.tokens import Lexicon, Tokens

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from fugashi import GenericTagger

# MeCab leaks every input of more than about 8 KB (taku910/mecab#47) and crashes on very long ones;
# 2,000 characters are at most 8,000 bytes of UTF-8. A quarter of that is a tenth faster: its lattice stays in
# the processor's caches. One token of 15,000 comes out otherwise, where a line ends without a full stop.
SEGMENT_CHARACTERS = 500

# Characters that are tagged together, and characters of output that are read together: their columns shall
# fit the processor's caches.
_BATCH_CHARACTERS, _BATCH_OUTPUT = 200_000, 40_000
_NEWLINE = ord("\n")

# Start, end and morpheme of some tokens, int32 ``(n,)`` each.
TokenColumns = tuple[Int32Array, Int32Array, Int32Array]
_NO_TOKENS: TokenColumns = (np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int32))


class MecabTokenizer(ThreadLocalTokenizer["_MecabTagger"]):
    """Tokenize with MeCab, features read once per distinct morpheme.

    MeCabとunidic-liteで形態素解析する。標準の形態素解析器。

    MeCab writes one short line a token; a line met before is one look-up in a table. Safe to share
    between threads and to pickle: taggers are built lazily, one per thread and process.

    Args:
        user_dictionary: CSV of surface, reading, part of speech (see
            :func:`~kijiyomi.tokenizer.user_dictionary.compile_user_dictionary`); its words win over
            the dictionary's.
    """

    def __init__(self, user_dictionary: str | Path | None = None) -> None:
        super().__init__()
        self.user_dictionary = user_dictionary

    def __reduce__(self) -> tuple[type[MecabTokenizer], tuple[str | Path | None]]:
        return MecabTokenizer, (self.user_dictionary,)

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``, of any length, with exact offsets.

        文字列のトークンを正確な位置とともに返す。長さに制限はない。

        Raises:
            KnowledgeError: If the user dictionary cannot be compiled (at the first call of a thread).
        """
        return self.tokenize_batch([text])[0]

    def tokenize_batch(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text, as if each were given alone.

        文字列ごとにトークンを返す。結果は、1つずつ渡したときと同じになる。

        Raises:
            KnowledgeError: If the user dictionary cannot be compiled (at the first call of a thread).
        """
        if may_need_composing("".join(texts)):
            return self._tokenize_composed(texts)
        return self._tokenize(texts)

    def _tokenize_composed(self, texts: Sequence[str]) -> list[Tokens]:
        views = {index: compose(text) for index, text in enumerate(texts) if may_need_composing(text)}
        composed = [views[index].text if index in views else text for index, text in enumerate(texts)]
        tokens = self._tokenize(composed)
        for index, view in views.items():
            start, end = view.starts[tokens[index].start], view.ends[tokens[index].end - 1]
            tokens[index] = replace(tokens[index], text=texts[index], start=start, end=end)
        return tokens

    def _tokenize(self, texts: Sequence[str]) -> list[Tokens]:
        tagger = self._tagger()
        segments = [
            segment
            for text in replace_untaggable_batch(texts)
            for segment in split_segments(text, SEGMENT_CHARACTERS)
        ]
        empty = Tokens("", tagger.lexicon, *_NO_TOKENS)
        if not segments:
            return [empty] * len(texts)
        start, end, morpheme = map(np.concatenate, zip(*tagger.columns(segments), strict=True))
        text_bounds = np.array(list(accumulate(map(len, texts), initial=0)), dtype=np.int32)
        token_bounds = start.searchsorted(text_bounds)
        shifts = text_bounds[:-1].repeat(token_bounds[1:] - token_bounds[:-1])
        start -= shifts
        end -= shifts
        return [
            Tokens(text, tagger.lexicon, start[first:stop], end[first:stop], morpheme[first:stop])
            if text
            else empty
            for text, (first, stop) in zip(texts, pairwise(token_bounds.tolist()), strict=True)
        ]

    def _build_tagger(self) -> _MecabTagger:
        import unidic_lite

        folder: str = unidic_lite.DICDIR
        users = [] if self.user_dictionary is None else [Path(self._compiled(folder).name, "user.dic")]
        arguments = ["-r", str(Path(folder, "dicrc")), "-d", folder]
        arguments += [part for user in users for part in ("-u", str(user))]
        return _MecabTagger(_shared_tagger(arguments), MorphemeReader(Path(folder), users))

    def _compiled(self, folder: str) -> TemporaryDirectory[str]:
        from kijiyomi.tokenizer.user_dictionary import compile_user_dictionary

        if not hasattr(self._local, "compiled"):
            self._local.compiled = compile_user_dictionary(str(self.user_dictionary), folder)
        compiled: TemporaryDirectory[str] = self._local.compiled
        return compiled


class _MecabTagger:
    """One thread's tagger and the lexicon it fills."""

    def __init__(self, tagger: GenericTagger, read_morpheme: MorphemeReader) -> None:
        self.lexicon = Lexicon()
        self._line_ids = LineIdTable()
        # Of lines for which the table has no room: one text may hold more than a lexicon's limit.
        self._further_ids: dict[str, int] = {}
        self._tagger = tagger
        self._read_morpheme = read_morpheme

    def columns(self, segments: Sequence[str]) -> Iterator[TokenColumns]:
        """Yield the tokens of successive segments, with offsets in all segments joined.

        MeCab tags many of them before its output is read: whatever comes between takes its dictionary out
        of the processor's caches.
        """
        base = np.int32(0)
        for group in batches(segments, len, max_items=len(segments), full_size=_BATCH_CHARACTERS):
            outputs = list(map(self._tagger.parse, group))
            parts = batches(outputs, len, max_items=len(outputs), full_size=_BATCH_OUTPUT)
            morpheme = np.concatenate([self._morpheme_ids("".join(part)) for part in parts])
            text = "".join(group)
            start, end = align_tokens(text, self.lexicon, morpheme)
            start += base
            end += base
            base += np.int32(len(text))
            yield start, end, morpheme

    def _morpheme_ids(self, output: str) -> Int32Array:
        """Return the id of the morpheme of each line that MeCab wrote."""
        codes = code_points(output)
        newlines = (codes == _NEWLINE).nonzero()[0]
        hashes = self._line_ids.hashes(codes, newlines)
        ids = self._line_ids.ids(hashes)
        new: dict[str, int] = {}
        for index in (ids == ABSENT).nonzero()[0].tolist():
            start = int(newlines[index]) + 1
            end = output.find("\n", start)
            line = output[start : end if end > 0 else len(output)]
            if line not in new:
                new[line] = self._further_ids.get(line) or self._learn(line, hashes[index])
            ids[index] = new[line]
        return ids

    def _learn(self, line: str, line_hash: np.uint64) -> int:
        morpheme_id = self.lexicon.add(self._read_morpheme(line))
        if self._line_ids.is_full:
            self._further_ids[line] = morpheme_id
        else:
            self._line_ids.add(line_hash, morpheme_id)
        return morpheme_id


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
