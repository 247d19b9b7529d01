import pytest

pytest.importorskip("sudachipy")


from kijiyomi.tokenizer.sudachi import SEGMENT_CHARACTERS, SudachiTokenizer

TEXTS = [
    "",
    " \t\n",
    "東京都に本社を置く会社です。",
    "半角ｶﾞと全角ＡＢＣ、　全角空白と\tタブ\r\n改行",
    "㈱テスト㌔㍿ﷺ",
    "絵文字👩‍👩‍👧と🇯🇵、か\u3099",
    "途中に\0があっても\ud800続く",
]


@pytest.fixture(scope="module")
def tokenizer():
    return SudachiTokenizer()


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_cover_all_but_white_space_in_order(tokenizer, text):
    tokens = tokenizer(text)
    reached = 0
    for start, end in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True):
        assert reached <= start < end
        assert not text[reached:start].strip().strip("\0")
        reached = end
    assert not text[reached:].strip().strip("\0")


def test_morphemes_have_unidic_like_fields(tokenizer):
    tokens = tokenizer("東京へ行った。")
    tokyo, _, went = list(tokens)[:3]
    assert (tokyo.surface, tokyo.pos1, tokyo.pos2, tokyo.reading) == (
        "東京",
        "名詞",
        "固有名詞",
        "トウキョウ",
    )
    assert (went.lemma, went.pos1) == ("行く", "動詞")
    assert tokyo.known


def test_modes_cut_differently():
    text = "国家公務員"
    assert len(SudachiTokenizer("A")(text)) > len(SudachiTokenizer("C")(text))


def test_texts_longer_than_sudachi_takes(tokenizer):
    text = "日本語の長い文章" * (SEGMENT_CHARACTERS // 4)
    tokens = tokenizer(text)
    assert tokens.end[-1] == len(text)
    assert "".join(tokens.surface(i) for i in range(len(tokens))) == text


def test_the_analyzer_takes_it(tokenizer):
    text = "NVIDIAは2025年に約30億ドルを投資すると発表した。"
    from kijiyomi import Analyzer

    analysis = Analyzer(tokenizer=tokenizer).analyze(text)
    assert {"COMPANY", "MONEY", "DATE"} <= {entity.label for entity in analysis.entities}
    assert all(text[e.start : e.end] == e.text for e in analysis.entities)
