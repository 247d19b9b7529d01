"""An investment counts once, whoever repeats it in whatever currency."""

from kijiyomi.statistics.exchange_rates import ExchangeRates
from kijiyomi.statistics.investments import Investment, investments, monthly_amounts, monthly_investments
from support.records import company, entity, fact, money, record

RATES = ExchangeRates("JPY", {("USD", 2025): 100.0})
A, B = company(0, "A"), company(2, "B")


def invested(figure, holder=A, **parts):
    return fact(figure, holder, **{"type": "investment", "status": "plan"} | parts)


def article(*figures, facts=None):
    return record(A, B, *figures, facts=facts or [invested(figure) for figure in figures])


def test_the_first_article_counts():
    first, second = article(money(10, 3.0)), article(money(10, 3.0), money(30, 4.0))
    found = investments([second, first], ["2025-03-01", "2025-01-31"])
    assert found == [Investment("2025-01", "plan", "A", None), Investment("2025-03", "plan", "A", None)]
    assert monthly_investments(found) == {("2025-01", "plan"): 1, ("2025-03", "plan"): 1}


def test_an_amount_in_two_currencies_is_one():
    dollars, yen = money(10, 3.0), money(12, 300.0, currency="JPY")
    far = money(20, 900.0, currency="JPY")
    found = investments([article(dollars, yen, far)], ["2025-01-01"], RATES)
    assert [investment.amount for investment in found] == [300.0, 900.0]


def test_two_holders_are_two():
    figures = money(10, 3.0), money(12, 3.0)
    facts = [invested(figures[0]), invested(figures[1], B)]
    found = investments([article(*figures, facts=facts)], ["2025-01-01"])
    assert [investment.holder for investment in found] == ["A", "B"]


def test_what_is_no_investment_or_has_no_date_is_left_out():
    figure, share = money(10, 3.0), entity(10, "3%", "PERCENT", value=3.0)
    for one in (
        article(figure, facts=[invested(figure, status="hypothetical")]),
        article(figure, facts=[invested(figure, type="revenue")]),
        article(share, facts=[invested(share)]),
    ):
        assert investments([one], ["2025-01-01"]) == []
    assert investments([article(figure)], [""]) == []


def test_amounts_add_up_as_far_as_there_are_rates():
    figures = (
        money(10, 3.0),
        money(30, None, min=1.0, max=2.0),
        money(50, 7.0, currency="EUR"),
        money(70, None),
    )
    facts = [invested(figure, status="actual") for figure in figures]
    found = investments([article(*figures, facts=facts)], ["2025-01-01"], RATES)
    assert len(found) == 4
    assert monthly_amounts(found) == {("2025-01", "actual"): 450.0}
    assert monthly_amounts(investments([article(*figures)], ["2025-01-01"])) == {}
