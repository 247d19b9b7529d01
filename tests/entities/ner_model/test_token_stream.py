import numpy as np

from kijiyomi.entities.ner_model.token_stream import NEW_LINE, NO_GAP, SPACE, gap_codes, token_stream
from kijiyomi.tokenizer.tokens import BOUNDARY
from support.reading import read


def test_gaps_before_tokens_are_nothing_spaces_or_new_lines():
    tokens = read("NAVER Cloudは\n\n東京だ").tokens
    assert list(zip((m.surface for m in tokens), gap_codes(tokens).tolist(), strict=True)) == [
        ("NAVER", NEW_LINE),
        ("Cloud", SPACE),
        ("は", NO_GAP),
        ("東京", NEW_LINE),
        ("だ", NO_GAP),
    ]


def test_boundaries_stand_around_each_document():
    texts = [read(text).tokens for text in ("東京だ", "", "猫")]
    stream = token_stream(texts, 2)
    boundaries = [BOUNDARY, BOUNDARY]
    expected = [*boundaries, *texts[0].morpheme, *boundaries, *boundaries, *texts[2].morpheme, *boundaries]
    assert stream.morphemes.tolist() == expected
    assert stream.firsts.tolist() == [2, 6, 8]
    assert stream.gaps.tolist() == [0, 0, NEW_LINE, 0, 0, 0, 0, 0, NEW_LINE, 0, 0]


def test_an_empty_text_has_no_gaps():
    assert gap_codes(read("").tokens).dtype == np.uint8
    assert len(gap_codes(read("").tokens)) == 0
