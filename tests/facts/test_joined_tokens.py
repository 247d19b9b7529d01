from __future__ import annotations

import numpy as np

from kijiyomi.facts.joined_tokens import MARGIN, join_tokens
from kijiyomi.tokenizer.tokens import BOUNDARY
from support.documents import read_documents

TEXTS = ["庭は**広い**。", "", "1行目\n2行目"]


def test_tokens_stand_verbatim_in_the_articles() -> None:
    documents = read_documents(TEXTS)
    joined, articles = join_tokens(documents), "\0".join(TEXTS)
    words = (joined.morpheme != BOUNDARY).nonzero()[0]
    spans = zip(joined.source_start[words].tolist(), joined.source_end[words].tolist(), strict=True)
    assert [articles[start:end] for start, end in spans] == [
        document.tokens.surface(index) for document in documents for index in range(len(document.tokens))
    ]


def test_texts_stand_apart() -> None:
    documents = read_documents(TEXTS)
    joined = join_tokens(documents)
    assert not joined.morpheme[:MARGIN].any()
    assert not joined.morpheme[-MARGIN:].any()
    for text, (first, document) in enumerate(zip(joined.text_first.tolist(), documents, strict=True)):
        end = first + len(document.tokens)
        assert (joined.morpheme[first:end] == document.tokens.morpheme).all()
        assert (joined.text[first : end + 2] == text).all()
        assert not joined.morpheme[[first - 2, first - 1, end, end + 1]].any()


def test_no_offset_goes_back() -> None:
    joined = join_tokens(read_documents(TEXTS))
    for offsets in (joined.start, joined.end, joined.source_start, joined.source_end):
        assert (np.diff(offsets) >= 0).all()


def test_line_breaks_are_those_of_the_readable_texts() -> None:
    joined = join_tokens(read_documents(TEXTS))
    readable = "\0".join(document.tokens.text for document in read_documents(TEXTS))
    assert joined.newlines.tolist() == [i for i, character in enumerate(readable) if character == "\n"]
