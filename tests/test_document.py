import doctest

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi import document
from kijiyomi.document import Documents, join_texts
from kijiyomi.text.normalise import normalise
from kijiyomi.tokenizer.tokens import BOUNDARY
from reference.joined_texts import join_offsets
from support.documents import TOKENIZER, read_documents

TEXTS = st.lists(
    st.text(st.sampled_from("東京で読む。ｶﾞ㌔Ａ \n\0\ud800\U0001f363"), max_size=8), min_size=1, max_size=5
)


def test_joined_texts_keep_their_tokens_and_normalised_texts():
    documents = read_documents(["ｶﾞ行の㌔", "", "東京で読む"])
    joined = documents.joined
    assert joined.tokens.text == "ｶﾞ行の㌔\0\0東京で読む\0"
    assert joined.normalised.text == "ガ行のキロ\0\0東京で読む\0"
    assert joined.starts.tolist() == [0, 6, 7]
    assert joined.normalised_starts.tolist() == [0, 6, 7]
    words = [joined.tokens.surface(index) for index in range(len(joined.tokens))]
    assert words == ["ｶﾞ", "行", "の", "㌔", "\0", "\0", "東京", "で", "読む", "\0"]
    assert (joined.tokens.morpheme == BOUNDARY).tolist() == [word == "\0" for word in words]
    assert joined.normalised.span(3, 5) == (4, 5)
    assert joined.text_indices(joined.tokens.start).tolist() == [0] * 5 + [1] + [2] * 4


@settings(deadline=None)
@given(TEXTS)
def test_offsets_are_those_of_the_plain_form(texts):
    tokens, views = [TOKENIZER(text) for text in texts], list(map(normalise, texts))
    joined = join_texts(views, tokens)
    starts = [sum(len(before) + 1 for before in texts[:index]) for index in range(len(texts))]
    nuls = [start + len(text) for start, text in zip(starts, texts, strict=True)]
    after = [nul + 1 for nul in nuls]
    for found, columns, lasts in (
        (joined.tokens.start, [some.start for some in tokens], nuls),
        (joined.tokens.end, [some.end for some in tokens], after),
        (joined.normalised.starts, [view.starts for view in views], nuls),
        (joined.normalised.ends, [view.ends for view in views], after),
    ):
        assert found.dtype == np.int32
        assert found.tolist() == join_offsets([column.tolist() for column in columns], starts, lasts)
    assert joined.starts.tolist() == starts


def test_chunks_hold_all_documents_and_end_when_they_are_full(monkeypatch):
    monkeypatch.setattr(document, "_CHUNK_CHARACTERS", 5)
    documents = read_documents(["三文字", "四文字目", "とても長い記事", "短"])
    assert [len(chunk) for chunk in documents.chunks] == [2, 1, 1]
    assert [one for chunk in documents.chunks for one in chunk] == list(documents)
    assert Documents([]).chunks == []


def test_the_example_of_the_module_holds():
    assert doctest.testmod(document) == (0, 8)
