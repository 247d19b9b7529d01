"""Companies that a phrase or a bracket shows: every entry of the data file has its effect."""

import pytest

from kijiyomi.entities.companies import CompanyRecogniser
from kijiyomi.knowledge.company_frames import load_company_frames
from support.reading import read

FRAMES = load_company_frames()
recogniser = CompanyRecogniser()


def surfaces(text):
    return [entity.text for entity in recogniser(read(text))]


@pytest.mark.parametrize("phrase", FRAMES.before)
def test_a_phrase_before_a_name(phrase):
    assert surfaces(f"昨日{phrase}ムネカワリンが動いた。") == ["ムネカワリン"]


@pytest.mark.parametrize("phrase", FRAMES.before_with_cue)
def test_a_phrase_that_needs_a_cue(phrase):
    assert surfaces(f"{phrase}ムネカワリンが製品を発表した。") == ["ムネカワリン"]
    assert surfaces(f"{phrase}ムネカワリンが咲いた。") == []


@pytest.mark.parametrize("phrase", FRAMES.after)
def test_a_phrase_after_a_name(phrase):
    assert surfaces(f"昨日、ムネカワリン{phrase}。") == ["ムネカワリン"]


@pytest.mark.parametrize("phrase", FRAMES.after_lists)
def test_a_list_of_companies(phrase):
    assert surfaces(f"昨日、ムネカワリン、ナラノキ銀行、Harunire{phrase}。") == [
        "ムネカワリン",
        "ナラノキ銀行",
        "Harunire",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ムネカワリン(本社:札幌)が動いた。", ["ムネカワリン"]),
        ("大月精機(東証プライム)が動いた。", ["大月精機"]),
        ("ムネカワリン(東京・港)が動いた。", ["ムネカワリン"]),
        ("ムネカワリン(さいたま市)が動いた。ムネカワリンも止まった。", ["ムネカワリン", "ムネカワリン"]),
        ("ムネカワリンは12日、休む。", ["ムネカワリン"]),
        ("子会社の三峰エレクトロンは休む。", ["三峰エレクトロン"]),
        ("ムネカワリン(Munekawarin)を買収した。", ["ムネカワリン", "Munekawarin"]),
        ("同業の「ムネカワリン」が動いた。", ["ムネカワリン"]),
        ("ムネカワリン<4567>は上げた。", ["ムネカワリン"]),
        ("ムネカワリン【4567】は上げた。", ["ムネカワリン"]),
    ],
)
def test_brackets_dates_and_quotes(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ムネカワホール(さいたま市)で歌う。",
        "村田さん(福井市)は話す。",
        "アンケートによると、雨が多い。",
        "READMEによると、動く。",
        "大手メーカーの製品が並ぶ。",
        "子会社の事業は伸びた。",
        "浦和レッズは12日、勝った。",
        "HTTPSポート(9443)を開く。",
        "Harunire Editionを買収した。",
        "中堅の東京支店は伸びた。",
        "データは12日、消えた。",
        "新聞、通信、金融など3社が集まる。",
    ],
)
def test_what_no_frame_makes_a_company(text):
    assert surfaces(text) == []


@pytest.mark.parametrize("ending", FRAMES.not_ending)
def test_what_ends_so_is_no_company(ending):
    assert f"ムネカワ{ending}" not in surfaces(f"子会社のムネカワ{ending}を買収した。")
