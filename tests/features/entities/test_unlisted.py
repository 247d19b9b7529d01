import pytest

from kijiyomi.article import Article
from kijiyomi.document import Document
from kijiyomi.features.entities.companies import CompanyExtractor
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

tokenizer = MecabTokenizer()
extractor = CompanyExtractor()


def companies(text):
    passage = read_passage(Article(text))
    document = Document(Article(text), passage, tokenizer(passage.text), tokenizer(""))
    return [(e.text, e.name, e.kb_id) for e in sorted(extractor(document), key=lambda e: e.start)]


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        ("株式会社ハルニレ電子が増資した。", "株式会社ハルニレ電子", "ハルニレ電子"),
        ("ハルニレ電子株式会社が増資した。", "ハルニレ電子株式会社", "ハルニレ電子"),
        ("東京の㈱ﾅﾗﾉｷ電機", "㈱ﾅﾗﾉｷ電機", "ナラノキ電機"),
        ("新興のカモメロジテック社と組む。", "カモメロジテック", "カモメロジテック"),
        ("米Harunirex社を買収した。", "Harunirex", "Harunirex"),
        ("ツキノワ精工は部品を造る。", "ツキノワ精工", "ツキノワ精工"),
        ("Harunire Dynamics Inc.の計画", "Harunire Dynamics Inc.", "Harunire Dynamics"),
        ("株式会社HARU TO NIREを設立", "株式会社HARU TO NIRE", "HARU TO NIRE"),
        ("投資家のTsukinowa Venturesが", "Tsukinowa Ventures", "Tsukinowa Ventures"),
    ],
)
def test_a_name_is_told_by_its_form(text, written, name):
    assert companies(text) == [(written, name, None)]


@pytest.mark.parametrize(
    "text",
    [
        "研究グループと作業グループが報告した。",
        "地方銀行、中央銀行、投資銀行、欧州中央銀行の動き",
        "ある製造業A社とB社の事例",
        "AIグループ、GPUキャピタル",
        "会社社長、入社、社会、出版社",
        "ベンチャーキャピタルから調達した。",
        "株式会社を設立する。",
    ],
)
def test_kinds_of_companies_are_no_names(text):
    assert companies(text) == []


def test_an_ending_counts_though_another_that_goes_on_as_a_word_reaches_into_it():
    assert companies("ツキノワ精工務店の計画") == [("ツキノワ精工務店", "ツキノワ精工務店", None)]


def test_lone_surrogates_stand_in_no_ones_way():
    assert companies("\ud800、ツキノワ精工は部品を造る。") == [("ツキノワ精工", "ツキノワ精工", None)]


def test_a_name_and_its_alias_are_found_wherever_they_stand():
    text = (
        "株式会社ハルニレ電子（以下、ハルニレ）は増資する。ハルニレの社長が語った。ハルニレ電子は沈黙した。"
    )
    assert [written for written, _, _ in companies(text)] == [
        "株式会社ハルニレ電子",
        "ハルニレ",
        "ハルニレ",
        "ハルニレ電子",
    ]
    assert {name for _, name, _ in companies(text)} == {"ハルニレ電子"}


def test_a_name_that_is_an_ordinary_word_stays_one_elsewhere():
    text = "株式会社セキュアが発表した。セキュアな通信を保つ。"
    assert [written for written, _, _ in companies(text)] == ["株式会社セキュア"]


def test_listed_companies_keep_their_identity():
    assert companies("トヨタ自動車株式会社とNTT社") == [
        ("トヨタ自動車株式会社", "Toyota", "toyota"),
        ("NTT", "NTT", "ntt"),
    ]
