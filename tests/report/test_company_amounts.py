from kijiyomi.report.company_amounts import company_amounts
from support.records import company, money, record


def test_the_amounts_near_a_company_first():
    records = [
        record(company(0, "A"), company(5, "A"), money(10, 3e9), money(500, 7e4)),
        record(company(0, "A"), money(400, 7e4)),
        record(company(0, "B"), money(300, None, min=1e4, max=2e4), money(350, None)),
    ]
    first, second = company_amounts(records, 5)
    assert (first.name, first.articles, first.mentions) == ("A", 2, 3)
    assert first.amounts == (("30億 USD", 1), ("7万 USD", 2))
    assert second.amounts == (("1万〜2万 USD", 1),)
    assert [one.name for one in company_amounts(records, 1)] == ["A"]
