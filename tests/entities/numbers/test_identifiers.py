import pytest

from kijiyomi.knowledge.number_words import exclusion_words
from kijiyomi.knowledge.units import counters
from support.finding import read_figures, surfaces


def in_document(text: str) -> list[str]:
    return [entity.text for entity in read_figures(text)]


@pytest.mark.parametrize("version", ["7", "8", "5.6", "7.2", "8.1"])
@pytest.mark.parametrize(
    "sentence", ["PHP{}を入れる。", "PHP {} に上げた。", "社内のPHP{}系を残す。", "対象はPHP {}以上"]
)
def test_a_version_of_software_is_no_money(sentence: str, version: str) -> None:
    assert surfaces(sentence.format(version)) == []


@pytest.mark.parametrize(
    "amount", ["PHP 500", "PHP1,200", "PHP 5.99", "PHP 8億", "PHP 50", "5PHP", "8.1 PHP", "USD 8.1"]
)
def test_a_currency_that_is_a_name_of_software_still_has_amounts(amount: str) -> None:
    assert surfaces(f"会費は{amount}です", "MONEY") == [amount]


@pytest.mark.parametrize("counter", exclusion_words().identified)
@pytest.mark.parametrize(
    "sentence", ["{}を開ける。", "画面は{}で待つ。", "内側の{}につなぐ。", "サーバーの{}"]
)
def test_a_high_number_names_one(sentence: str, counter: str) -> None:
    least = exclusion_words().identified[counter]
    assert in_document(sentence.format(f"{least}{counter}")) == []
    assert in_document(sentence.format(f"{least - 1}{counter}")) == [f"{least - 1}{counter}"]


@pytest.mark.parametrize(
    "counted", ["最大2048ポート", "約3000ポート", "2048ポート以上", "2,048ポート", "48ポート"]
)
def test_what_counts_is_a_figure_whatever_its_number(counted: str) -> None:
    assert in_document(f"この装置は{counted}を持つ。") == [counted]


def test_what_names_one_is_a_counter() -> None:
    assert exclusion_words().identified.keys() <= set(counters().counters)
