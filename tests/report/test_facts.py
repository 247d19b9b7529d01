"""The rows of the report's facts."""

from kijiyomi.article import Article
from kijiyomi.report import Source
from kijiyomi.report.facts import fact_table
from kijiyomi.statistics.exchange_rates import ExchangeRates
from support.display_samples import analysis, bare, fact, placed

TEXT = "# 題\n\n前の文。**ハルニレ**は2024年に[30億ドル](https://example.jp)を投じる。後の文。"
HOLDER = placed(TEXT, "ハルニレ", label="COMPANY", name="ハルニレ・グループ")
DATE = placed(TEXT, "2024年", label="DATE", timex="2024")
MONEY = placed(TEXT, "30億ドル", label="MONEY", value=3e9, currency="USD")
FACT = fact(
    TEXT, "30億ドル", entity="ハルニレ", name=HOLDER.name, when="2024年", type="investment", status="plan"
)
RECORD = bare(TEXT, entities=(HOLDER, DATE, MONEY), facts=(FACT,)).to_dict()
KNOWN, UNKNOWN = Source(Article(TEXT), "2025-06-01"), Source(None, "")


def test_a_row_says_who_what_how_much_when_and_in_which_words():
    assert fact_table([bare().to_dict(), RECORD], [UNKNOWN, KNOWN], None) == [
        {
            "article": 1,
            "date": "2025-06-01",
            "who": "ハルニレ・グループ",
            "company": True,
            "what": "",
            "type": "投資",
            "figure": "30億ドル",
            "when": "2024年",
            "years": [2024, 2024],
            "status": "予定",
            "sentence": ["ハルニレは2024年に", "30億ドル", "を投じる。"],
        }
    ]


def test_facts_of_nobody_are_left_out():
    sources = [Source(Article(analysis().text), "")]
    rows = fact_table([analysis().to_dict()], sources, None)
    assert [(row["figure"], row["company"]) for row in rows] == [("約30億ドル", True), ("5万基以上", False)]
    assert rows[1]["sentence"] == ["NVIDIAのGB200 NVL72を並べ、", "5万基以上", "に増やす。"]


def test_without_the_text_there_is_no_sentence():
    (row,) = fact_table([RECORD], [UNKNOWN], None)
    assert row["sentence"] is None


def test_long_sentences_are_cut():
    long = "あ" * 300 + TEXT.splitlines()[-1].replace("前の文。", "")
    figure = placed(long, "30億ドル", label="MONEY", value=3e9, currency="USD")
    one = fact(long, "30億ドル", entity="ハルニレ")
    record = bare(long, entities=(figure,), facts=(one,)).to_dict()
    ((before, _, after),) = [
        row["sentence"] for row in fact_table([record], [Source(Article(long), "")], None)
    ]
    assert before.startswith("…あ") and len(before) == 121
    assert after == "を投じる。"


def test_amounts_in_one_currency_with_the_rate_or_why_there_is_none():
    for rates, converted in (
        ({("USD", 2024): 150.0}, ("4,500億 JPY", 4.5e11, "1 USD = 150 JPY（2024年）")),
        ({("USD", 2025): 150.0}, ("", None, "2024年のUSDのレートがありません")),
    ):
        (row,) = fact_table([RECORD], [KNOWN], ExchangeRates("JPY", rates))
        assert (row["converted"], row["amount"], row["conversion"]) == converted
