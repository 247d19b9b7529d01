"""What a figure says: of whom, of what, when, and how sure.

数値が、だれの、何の、いつの、どれほど確かな値かを表す記録の型。
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

PropertyType = Literal[
    "investment",
    "funding",
    "deal",
    "valuation",
    "revenue",
    "profit",
    "price",
    "cost",
    "market_size",
    "share",
    "change",
    "people",
    "count",
    "spec",
    "other",
]
"""What a figure measures; a figure relative to a base is always a ``change``, persons are always ``people``.

数値が測っているものの種類。
"""
FactStatus = Literal["hypothetical", "plan", "forecast", "report", "actual"]
"""How sure a figure is; the first that fits counts.

数値の確かさ。あてはまる最初のもの。
"""


class Mention(NamedTuple):
    """Words of the article that a fact points to.

    事実が指す、記事の中の語句。

    Attributes:
        start: First code point in the article's text.
        end: One past the last code point.
        text: The characters as written.
        name: Canonical name, where the words are a company or a GPU; the words themselves otherwise.
    """

    start: int
    end: int
    text: str
    name: str


class Fact(NamedTuple):
    """What one MONEY, PERCENT or QUANTITY of an article says.

    金額、割合、数量のそれぞれが、だれの、何の、いつの、どれほど確かな値かを表す。

    Attributes:
        start: First code point of the figure in the article's text.
        end: One past its last code point.
        text: The figure as written.
        entity: Whose value it is; ``None`` if the text names nobody.
        property: The noun, or the stem of the verb, that names what is measured.
        type: What kind of property that is.
        when: The date or period of the value.
        purpose: What the money is for, or whom it buys.
        basis: What a change is measured against.
        status: How sure the value is.
        score: Probability that entity and type are right.
    """

    start: int
    end: int
    text: str
    entity: Mention | None
    property: Mention | None
    type: PropertyType
    when: Mention | None
    purpose: Mention | None
    basis: Mention | None
    status: FactStatus
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return the fact in JSON types.

        事実をJSONの型だけからなる辞書で返す。
        """
        return {
            name: value._asdict() if isinstance(value, Mention) else value
            for name, value in self._asdict().items()
        }
