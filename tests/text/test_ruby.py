import pytest

from kijiyomi.article import Article
from kijiyomi.text.markdown import read_passage


def read(source):
    return read_passage(Article(source)).text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("山路《やまみち》を登り、夜道《よみち》を帰る。", "山路を登り、夜道を帰る。"),
        ("｜お爺さん《おじいさん》と｜ＣＰＵ《シーピーユー》", "お爺さんとＣＰＵ"),
        ("剣士《けんし》が呪文《スペル》を唱えた。", "剣士が呪文を唱えた。"),
        ("《《ここ》》が大事だ。", "ここが大事だ。"),
        ("戯曲《ぎきょく》を書く。", "戯曲を書く。"),
        (
            "{薔薇|ばら}と{向日葵|ひ|まわ|り}と{食べ物|たべもの}と｛紫陽花｜あじさい｝",
            "薔薇と向日葵と食べ物と紫陽花",
        ),
        ("[薔薇]{ばら}と[紫陽花]^(あじさい)と[[rb:向日葵 > ひまわり]]", "薔薇と紫陽花と向日葵"),
        ("| 花 | 数 |\n|---|---|\n| {薔薇|ばら} | 3 |", "花\n数\n薔薇\n3"),
        (
            "<ruby>薔薇<rp>(</rp><rt>ばら</rt><rp>)</rp></ruby>と<ruby>紫<rt>し<rb>陽<rt>よう</ruby>花",
            "薔薇と紫陽花",
        ),
        ("<p><ruby>薔薇<rt>ばら</ruby>と<ruby>紫<rp>(<rt>し<rp>)</ruby>だ</p>", "薔薇と紫だ"),
        ("<ruby>一<rt></rt>二<rt>に</rt></ruby>", "一二"),
    ],
)
def test_readings_are_not_in_the_line(source, text):
    assert read(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "《ひまわり》を観た。",
        "映画《ひまわり》と歌劇《カルメン》",
        "連作《睡蓮》と組曲《惑星》",
        "从《ロマンス》中",
        "新刊｜《春の道》",
        "名前｜説明",
        "{x|y}と{集合|条件}と{取り組みたい|やりきれる}",
        "{{変数|へんすう}}",
        "{漢字|かん|じ|じ}",
        "｛a｜b｝",
        "[注]{x}",
        "`漢字《かんじ》`",
    ],
)
def test_titles_and_programs_stay(source):
    assert read(source) == source.replace("`", "")
