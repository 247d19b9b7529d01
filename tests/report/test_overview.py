from kijiyomi.report.overview import overview
from support.records import company, entity, record


def test_the_numbers_and_how_they_are_written():
    records = [record(company(0, "A"), tags=["t"], minutes=2), record(minutes=5)]
    assert overview(records, ["2025-03-04", "2025-01-02"]) == {
        "記事": "2本",
        "期間": "2025-01-02 〜 2025-03-04",
        "文字数": "2,000字",
        "読了時間の中央値": "3.5分",
        "企業": "1社",
        "GPU": "0種",
        "タグのない記事": "50.0%（1本）",
        "企業も数値もない記事": "50.0%（1本）",
    }


def test_names_of_other_labels_are_numbers_of_their_own():
    person = entity(0, "山", "PERSON", name="山", kb_id=None)
    numbers = overview([record(person, person), record(company(0, "A"))], ["", ""])
    assert numbers["人物"] == "1件"
    assert "場所" not in numbers
    assert numbers["企業も数値もない記事"] == "50.0%（1本）"


def test_warnings_are_counted_and_unknown_dates_said():
    numbers = overview([record(warnings=["odd"]), record()], ["", ""])
    assert numbers["読み取り時の警告"] == "1本"
    assert numbers["期間"] == "日付なし"
