from __future__ import annotations

import gc
import resource
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.errors import KnowledgeError
from kijiyomi.text.character_variants import compose
from kijiyomi.tokenizer.alignment import MECAB_SPACES
from kijiyomi.tokenizer.mecab import SEGMENT_CHARACTERS, MecabTokenizer
from kijiyomi.tokenizer.tokens import Tokens

TOKENIZER = MecabTokenizer()

SENTENCE = "記事を読む機械は、今日も約30億ドルの投資を伝えた。"

AWKWARD_TEXTS = [
    "東京 大阪",
    "東京\t大阪",
    "東京\u3000大阪",
    "東京\n\n大阪\r\n名古屋\r福岡",
    "前\0後ろも残る",
    "寿司🍣とビール🍺👨‍👩‍👧",
    "か\u3099くせい e\u0301tude",
    "ﾊﾟｰｿﾅﾙｺﾝﾋﾟｭｰﾀ",
    "\ufeffBOM で始まる",
    "H200とHBM3e、１２３ＧＢ",
    "片割れ\ud83dの代用対",
    " \n\t ",
    "",
]


def assert_tokens_rebuild(tokens: Tokens, text: str) -> None:
    assert tokens.text == text
    assert np.all(tokens.start < tokens.end)
    assert np.all(tokens.end[:-1] <= tokens.start[1:])
    covered = np.zeros(len(text), dtype=bool)
    for start, end in zip(tokens.start, tokens.end, strict=True):
        covered[start:end] = True
    left_out = {character for character, inside in zip(text, covered, strict=True) if not inside}
    assert left_out <= set(MECAB_SPACES) | {"\0"}
    for index, morpheme in enumerate(tokens):
        if "\ufffd" not in morpheme.surface:
            assert compose(tokens.surface(index)).text == morpheme.surface


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_offsets_are_exact(text: str) -> None:
    assert_tokens_rebuild(TOKENIZER(text), text)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.characters() | st.sampled_from(" \t\n\r\0\u3000。、あア亜Aａ1１ｶﾞ🍣\u3099\ud800"),
        max_size=60,
    )
)
def test_offsets_are_exact_for_any_text(text: str) -> None:
    assert_tokens_rebuild(TOKENIZER(text), text)


def test_morphemes_carry_features() -> None:
    nouns = [m for m in TOKENIZER("東京で走った") if m.pos1 == "名詞"]
    assert [(m.surface, m.pos2, m.pos3, m.reading, m.known) for m in nouns] == [
        ("東京", "固有名詞", "地名", "トウキョウ", True)
    ]
    verb = next(m for m in TOKENIZER("東京で走った") if m.pos1 == "動詞")
    assert (verb.lemma, verb.conjugation_type, verb.conjugation_form) == (
        "走る",
        "五段-ラ行",
        "連用形-促音便",
    )
    assert not next(iter(TOKENIZER("ゾモグラフ"))).known


def test_features_agree_with_fugashi() -> None:
    import fugashi

    tagger = fugashi.Tagger()
    text = SENTENCE + "昨日の市場では、半導体の株が上がり始めたという。"
    expected = [(n.surface, n.feature.pos1, n.feature.lemma or n.surface) for n in tagger(text)]
    assert [(m.surface, m.pos1, m.lemma) for m in TOKENIZER(text)] == expected


def test_text_longer_than_a_segment() -> None:
    text = SENTENCE * (3 * SEGMENT_CHARACTERS // len(SENTENCE))
    tokens = TOKENIZER(text)
    one = len(TOKENIZER(SENTENCE))
    assert len(tokens) == one * (len(text) // len(SENTENCE))
    assert_tokens_rebuild(tokens, text)


def test_one_line_of_ten_megabytes_without_a_sentence_end() -> None:
    text = "あ亜1a" * 1_000_000
    tokens = TOKENIZER(text)
    assert int(tokens.end[-1]) == len(text)
    assert int((tokens.end - tokens.start).sum()) == len(text)


def test_memory_stays_flat() -> None:
    """MeCab leaks the whole input of calls above 8 KB; two million characters would show as 6 MB or more."""
    text = (SENTENCE * 400)[:10_000]
    TOKENIZER(text)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(200):
        TOKENIZER(text)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 3_000, f"{grown} KB for two million characters"


def test_earlier_tokens_do_not_change_after_later_calls() -> None:
    first = TOKENIZER("東京で読む")
    surfaces = [m.surface for m in first]
    TOKENIZER("まったく別の文章を渡す")
    assert [m.surface for m in first] == surfaces == ["東京", "で", "読む"]


def test_user_dictionary(tmp_path) -> None:
    words = tmp_path / "words.csv"
    words.write_text(
        "# 自社の言葉\nNAVER Cloud,ネイバークラウド,\n記事読み,キジヨミ,名詞-普通名詞-一般\n",
        encoding="utf-8",
    )
    text = "韓国のNAVER Cloudは記事読みを使う"
    tokens = MecabTokenizer(words)(text)
    assert_tokens_rebuild(tokens, text)
    assert [(m.surface, m.pos2, m.reading) for m in tokens if m.pos1 == "名詞"][1:3] == [
        ("NAVER Cloud", "固有名詞", "ネイバークラウド"),
        ("記事読み", "普通名詞", "キジヨミ"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("語,ゴ,名詞,余分\n", "line 1: 4 fields"),
        ("良い語,ヨイゴ,\n語,ゴ,名刺\n", "line 2: unknown part of speech '名刺'"),
        (",ゴ,名詞\n", "line 1: the surface is empty"),
        ("# だけ\n", "no words"),
    ],
)
def test_user_dictionary_errors_name_the_line(tmp_path, content: str, message: str) -> None:
    words = tmp_path / "words.csv"
    words.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        MecabTokenizer(words)("語")


def test_missing_user_dictionary(tmp_path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.csv"):
        MecabTokenizer(tmp_path / "nowhere.csv")("語")


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="the system does not tell what is mapped")
def test_further_tokenizers_do_not_map_the_dictionary_again():
    def mapped():
        return Path("/proc/self/maps").read_text("utf-8").count("sys.dic")

    MecabTokenizer()("東京")
    before = mapped()
    for _ in range(3):
        assert len(MecabTokenizer()("東京の人口")) == 3
    assert mapped() == before


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("テ\u3099ータハ\u3099ンクを見る", ["テ\u3099ータ", "ハ\u3099ンク", "を", "見る"]),
        ("𠮷野さんを𠮟る", ["𠮷野", "さん", "を", "𠮟る"]),
        ("葛\U000e0100城の道", ["葛\U000e0100城", "の", "道"]),
    ],
)
def test_words_are_whole_however_their_characters_are_written(text, surfaces):
    tokens = TOKENIZER(text)
    assert [tokens.surface(index) for index in range(len(tokens))] == surfaces


def test_kanji_beyond_the_basic_plane_are_kanji():
    assert [morpheme.pos1 for morpheme in TOKENIZER("𩸽を焼く")] == ["名詞", "助詞", "動詞"]


def test_other_texts_of_a_batch_are_read_as_they_are_written():
    together = TOKENIZER.tokenize_batch(["髙い塔", "𠮷野", "髙い塔"])
    assert [list(tokens) for tokens in together] == [list(TOKENIZER(t)) for t in ("髙い塔", "𠮷野", "髙い塔")]


def test_one_text_may_hold_more_words_than_the_table_of_lines() -> None:
    words = [f"{chr(0x3400 + number // 30)}{chr(0x4E00 + number % 30)}" for number in range(150_000)]
    tokens = MecabTokenizer()("。".join([*words, *words[-100:]]))
    assert len(tokens.lexicon) > 1 << 17
    assert [tokens.surface(index) for index in range(len(tokens) - 199, len(tokens), 2)] == words[-100:]
    assert tokens.morpheme[-199::2].tolist() == tokens.morpheme[-399:-199:2].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "iso2022_jp"])
def test_user_dictionaries_are_read_in_every_encoding_of_articles(tmp_path, encoding) -> None:
    words = tmp_path / "words.csv"
    words.write_bytes("# 自社の言葉\n風車海流発電,フウシャカイリュウハツデン,\n".encode(encoding))
    text = "風車海流発電を始める。"
    tokens = MecabTokenizer(user_dictionary=words)(text)
    assert (tokens.start[0], tokens.end[0]) == (0, 6)


def test_user_dictionaries_in_no_encoding_name_the_remedy(tmp_path) -> None:
    (tmp_path / "words.csv").write_bytes(b"\xff\x00\xfd\x80\x80")
    with pytest.raises(KnowledgeError, match=r"words\.csv: .*convert the file to UTF-8"):
        MecabTokenizer(user_dictionary=tmp_path / "words.csv")("海")
