"""The labels of entities: what each is called, how it looks, which fields it has.

A new label is one entry of :data:`LABELS`, and its name in :data:`EntityLabel`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

EntityLabel = Literal[
    "COMPANY",
    "GPU",
    "MONEY",
    "PERCENT",
    "QUANTITY",
    "DATE",
    "DURATION",
    "PERSON",
    "LOCATION",
    "ORGANIZATION",
    "FACILITY",
    "EVENT",
    "PRODUCT",
]
LabelKind = Literal["name", "amount", "time"]


class ColourPair(NamedTuple):
    """A colour of CSS on a light page and on a dark one."""

    light: str
    dark: str


class LabelInfo(NamedTuple):
    """Everything that is to be known of a label.

    Attributes:
        kind: Whether its entities are names, amounts (a number or a range) or times.
        japanese: What Japanese readers call it.
        english: What English readers call it.
        fields: The fields of :class:`~kijiyomi.Entity` that its records have beyond start, end, text and
            label; ``value`` gives way to ``min`` and ``max`` where the figure is a range.
        precedence: Which of two labels wins a span of one length: the lower. ``None`` for labels that another
            program finds, which never displace ours.
        background: Colour behind the entity in HTML; displaCy shows the light one.
        line: Colour of the line under it.
        line_style: Style of that line, so that labels differ in black and white, too.
        terminal: Its style in the terminal, as rich names it.
    """

    kind: LabelKind
    japanese: str
    english: str
    fields: tuple[str, ...]
    precedence: int | None
    background: ColourPair
    line: ColourPair
    line_style: Literal["solid", "double", "dashed", "dotted"]
    terminal: str


_NAME = ("name", "kb_id")

LABELS: dict[EntityLabel, LabelInfo] = {
    "COMPANY": LabelInfo(
        kind="name",
        japanese="企業",
        english="company",
        fields=_NAME,
        precedence=1,
        background=ColourPair("#d7e6ff", "#173a6b"),
        line=ColourPair("#2563c9", "#7db0ff"),
        line_style="solid",
        terminal="bright_blue",
    ),
    "GPU": LabelInfo(
        kind="name",
        japanese="GPU",
        english="GPU",
        fields=(*_NAME, "vendor"),
        precedence=0,
        background=ColourPair("#d6f3da", "#124a22"),
        line=ColourPair("#1f8a3b", "#6fdd8b"),
        line_style="solid",
        terminal="green",
    ),
    "MONEY": LabelInfo(
        kind="amount",
        japanese="金額",
        english="money",
        fields=("value", "currency"),
        precedence=2,
        background=ColourPair("#fff0bf", "#544200"),
        line=ColourPair("#a37400", "#f2c94c"),
        line_style="double",
        terminal="yellow",
    ),
    "PERCENT": LabelInfo(
        kind="amount",
        japanese="割合",
        english="percentage",
        fields=("value",),
        precedence=3,
        background=ColourPair("#ffe0cc", "#5c2d0c"),
        line=ColourPair("#c2560c", "#ffa46b"),
        line_style="dashed",
        terminal="dark_orange",
    ),
    "QUANTITY": LabelInfo(
        kind="amount",
        japanese="数量",
        english="quantity",
        fields=("value", "unit"),
        precedence=6,
        background=ColourPair("#ecdffb", "#432166"),
        line=ColourPair("#7c3ac4", "#c79bf7"),
        line_style="dotted",
        terminal="magenta",
    ),
    "DATE": LabelInfo(
        kind="time",
        japanese="日付",
        english="date",
        fields=("timex",),
        precedence=4,
        background=ColourPair("#cff2f2", "#0b4a4d"),
        line=ColourPair("#0d8589", "#63d8dc"),
        line_style="double",
        terminal="cyan",
    ),
    "DURATION": LabelInfo(
        kind="time",
        japanese="期間",
        english="duration",
        fields=("timex",),
        precedence=5,
        background=ColourPair("#fbdce8", "#5e1838"),
        line=ColourPair("#bf2a68", "#ff8fbb"),
        line_style="dashed",
        terminal="bright_magenta",
    ),
    "PERSON": LabelInfo(
        kind="name",
        japanese="人物",
        english="person",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#f6d9d5", "#5c1f17"),
        line=ColourPair("#b3402f", "#ff9d8c"),
        line_style="dotted",
        terminal="bright_red",
    ),
    "LOCATION": LabelInfo(
        kind="name",
        japanese="場所",
        english="location",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#e2efc9", "#33470f"),
        line=ColourPair("#5f7f14", "#b9dc63"),
        line_style="dotted",
        terminal="bright_green",
    ),
    "ORGANIZATION": LabelInfo(
        kind="name",
        japanese="組織",
        english="organization",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#dcdff9", "#2b2f70"),
        line=ColourPair("#4a52c4", "#aab0ff"),
        line_style="dotted",
        terminal="blue",
    ),
    "FACILITY": LabelInfo(
        kind="name",
        japanese="施設",
        english="facility",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#e9e4d4", "#4a4020"),
        line=ColourPair("#7a6a2e", "#d8c684"),
        line_style="dotted",
        terminal="bright_cyan",
    ),
    "EVENT": LabelInfo(
        kind="name",
        japanese="催し",
        english="event",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#f7dcf4", "#571c52"),
        line=ColourPair("#a8329d", "#f49bea"),
        line_style="dotted",
        terminal="bright_yellow",
    ),
    "PRODUCT": LabelInfo(
        kind="name",
        japanese="製品",
        english="product",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#e4e4e4", "#3d3d3d"),
        line=ColourPair("#6b6b6b", "#b8b8b8"),
        line_style="dotted",
        terminal="red",
    ),
}
"""In the order in which displays list them."""

DISPLACY_COLOURS = {name: label.background.light for name, label in LABELS.items()}
"""For spaCy's ``displacy``, which finds them by an entry point."""
