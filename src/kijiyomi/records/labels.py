"""The labels of entities: what each is called, how it looks, which fields it has.

エンティティーのラベルの一覧。呼び名、色、項目、見つけ方を表す。

A new label is one entry of :data:`LABELS`, and its name in :data:`EntityLabel`.
"""

from __future__ import annotations

from collections.abc import Iterable
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
LabelSource = Literal["companies", "accelerators", "numbers", "names"]


class ColourPair(NamedTuple):
    """A colour of CSS on a light page and on a dark one.

    明るいページと暗いページでの、CSSの色。
    """

    light: str
    dark: str


class LabelInfo(NamedTuple):
    """Everything that is to be known of a label.

    1つのラベルについてのすべて。

    Attributes:
        kind: Whether its entities are names, amounts (a number or a range) or times.
        source: The module of :mod:`kijiyomi.entities` whose recogniser finds them; those of ``names``, which
            the neural network of names or GiNZA tells, are found when they are asked for.
        japanese: What Japanese readers call it.
        english: What English readers call it.
        fields: The fields of :class:`~kijiyomi.Entity` that its records have beyond start, end, text and
            label; ``value`` gives way to ``min`` and ``max`` where the figure is a range.
        precedence: Which of two labels wins a span of one length: the lower. ``None`` for the labels of
            ``names``, which no list and no rule vouches for: they give way to all others.
        background: Colour behind the entity in HTML; displaCy shows the light one.
        line: Colour of the line under it.
        line_style: Style of that line, so that labels differ in black and white, too.
        terminal: Its style in the terminal, as rich names it.
        column: Column of an article's names in tables with one row an article; ``""`` for figures.
    """

    kind: LabelKind
    source: LabelSource
    japanese: str
    english: str
    fields: tuple[str, ...]
    precedence: int | None
    background: ColourPair
    line: ColourPair
    line_style: Literal["solid", "double", "dashed", "dotted"]
    terminal: str
    column: str = ""


_NAME = ("name", "kb_id")

LABELS: dict[EntityLabel, LabelInfo] = {
    "COMPANY": LabelInfo(
        kind="name",
        source="companies",
        japanese="企業",
        english="company",
        fields=_NAME,
        precedence=1,
        background=ColourPair("#d7e6ff", "#173a6b"),
        line=ColourPair("#2563c9", "#7db0ff"),
        line_style="solid",
        terminal="bright_blue",
        column="companies",
    ),
    "GPU": LabelInfo(
        kind="name",
        source="accelerators",
        japanese="GPU",
        english="GPU",
        fields=(*_NAME, "vendor"),
        precedence=0,
        background=ColourPair("#d6f3da", "#124a22"),
        line=ColourPair("#1f8a3b", "#6fdd8b"),
        line_style="solid",
        terminal="green",
        column="gpus",
    ),
    "MONEY": LabelInfo(
        kind="amount",
        source="numbers",
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
        source="numbers",
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
        source="numbers",
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
        source="numbers",
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
        source="numbers",
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
        source="names",
        japanese="人物",
        english="person",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#f6d9d5", "#5c1f17"),
        line=ColourPair("#b3402f", "#ff9d8c"),
        line_style="dotted",
        terminal="bright_red",
        column="people",
    ),
    "LOCATION": LabelInfo(
        kind="name",
        source="names",
        japanese="場所",
        english="location",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#e2efc9", "#33470f"),
        line=ColourPair("#5f7f14", "#b9dc63"),
        line_style="dotted",
        terminal="bright_green",
        column="locations",
    ),
    "ORGANIZATION": LabelInfo(
        kind="name",
        source="names",
        japanese="組織",
        english="organization",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#dcdff9", "#2b2f70"),
        line=ColourPair("#4a52c4", "#aab0ff"),
        line_style="dotted",
        terminal="blue",
        column="organizations",
    ),
    "FACILITY": LabelInfo(
        kind="name",
        source="names",
        japanese="施設",
        english="facility",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#e9e4d4", "#4a4020"),
        line=ColourPair("#7a6a2e", "#d8c684"),
        line_style="dotted",
        terminal="bright_cyan",
        column="facilities",
    ),
    "EVENT": LabelInfo(
        kind="name",
        source="names",
        japanese="催し",
        english="event",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#f7dcf4", "#571c52"),
        line=ColourPair("#a8329d", "#f49bea"),
        line_style="dotted",
        terminal="bright_yellow",
        column="events",
    ),
    "PRODUCT": LabelInfo(
        kind="name",
        source="names",
        japanese="製品",
        english="product",
        fields=_NAME,
        precedence=None,
        background=ColourPair("#e4e4e4", "#3d3d3d"),
        line=ColourPair("#6b6b6b", "#b8b8b8"),
        line_style="dotted",
        terminal="red",
        column="products",
    ),
}
"""In the order in which displays list them.

表示の順に並べたラベル。
"""

DEFAULT_LABELS: tuple[EntityLabel, ...] = tuple(
    name for name, label in LABELS.items() if label.source != "names"
)
"""What is found unless other labels are asked for: companies, GPUs and figures.

標準で見つけるもの。企業、GPU、数値。
"""

OPTIONAL_LABELS: tuple[EntityLabel, ...] = tuple(
    name for name, label in LABELS.items() if label.source == "names"
)
"""What is found when it is asked for: people, places, organisations, facilities, events, products.

求めたときに見つけるもの。人物、場所、組織、施設、催し、製品。
"""

LABEL_GROUPS: dict[str, tuple[EntityLabel, ...]] = {"default": DEFAULT_LABELS, "all": tuple(LABELS)}
"""Words that stand for several labels.

いくつかのラベルをまとめて表す言葉。
"""

DISPLACY_COLOURS = {name: label.background.light for name, label in LABELS.items()}
"""For spaCy's ``displacy``, which finds them by an entry point."""


def choose_labels(asked: str | Iterable[str]) -> tuple[EntityLabel, ...]:
    """Return the labels asked for in the order of :data:`LABELS`, each once.

    求められたラベルを、表の順に1つずつ返す。

    Args:
        asked: Labels and :data:`LABEL_GROUPS`, in either case; as one text with commas between them.

    Raises:
        ValueError: If there is no such label, or none is asked for.

    >>> choose_labels("person,default")[-2:]
    ('DURATION', 'PERSON')
    """
    words = asked.split(",") if isinstance(asked, str) else list(asked)
    chosen: set[str] = set()
    for word in (word.strip() for word in words):
        group = LABEL_GROUPS.get(word.lower(), (word.upper(),))
        if group[0] not in LABELS:
            raise ValueError(f"there is no label {word!r}; there are {', '.join((*LABELS, *LABEL_GROUPS))}")
        chosen.update(group)
    if not chosen:
        raise ValueError(f"no label is asked for; there are {', '.join((*LABELS, *LABEL_GROUPS))}")
    return tuple(label for label in LABELS if label in chosen)
