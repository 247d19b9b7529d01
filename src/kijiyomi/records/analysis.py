"""The one output type and the records it holds.

解析結果と、それを構成する記録の型。
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kijiyomi.records.facts import Fact
from kijiyomi.records.labels import LABELS, EntityLabel
from kijiyomi.records.views import view

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

Modifier = Literal["approx", "gt", "ge", "lt", "le"]
DatePart = Literal["start", "mid", "end", "H1", "H2"]
Change = Literal["increase", "decrease"]
Basis = Literal["year", "half", "quarter", "month", "week", "day", "forecast", "plan", "previous"]
TagSource = Literal["topic", "entity"]

# Fields that a record has only where the text says something of the kind.
_IF_GIVEN = ("modifier", "part", "change", "basis")


class Entity(NamedTuple):
    """A named thing or figure, with its position and its normalised value.

    企業、GPU、金額などの1つの言及を、位置と正規化した値とともに表す。

    Attributes:
        start: First code point, counted in the text the entity was found in.
        end: One past the last code point; ``text[start:end]`` of that text is ``self.text``.
        text: The characters as written.
        label: Kind of entity; those from PERSON on are found when they are asked for.
        name: Canonical name (COMPANY, GPU); of other names the one spelling under which they are counted.
        kb_id: Identifier in the knowledge base, ``None`` for names it does not list (COMPANY, GPU).
        vendor: Maker's canonical name (GPU).
        value: Normalised number; ``None`` with a range or where the text gives none, as in 数十社.
        min: Lower end of a range.
        max: Upper end of a range.
        currency: ISO 4217 code (MONEY).
        unit: Unit or counter as written (QUANTITY).
        timex: TIMEX3-style value (DATE) or ISO 8601 duration (DURATION).
        modifier: How the figure is qualified; ``None`` when it is not.
        part: Which part of the date is meant: start (上旬, 初頭), mid, end (月末), H1 (前半) or H2 (DATE).
        change: Which way it went, where the figure is the size of a change: 12%増, 5ポイント低下
            (MONEY, PERCENT, QUANTITY).
        basis: What it is measured against: the ``year`` (前年同期比), ``half``, ``quarter``, ``month``,
            ``week`` or ``day`` before, a ``forecast``, a ``plan``, or what there was before (``previous``:
            従来比).
    """

    start: int
    end: int
    text: str
    label: EntityLabel
    name: str | None = None
    kb_id: str | None = None
    vendor: str | None = None
    value: float | None = None
    min: float | None = None
    max: float | None = None
    currency: str | None = None
    unit: str | None = None
    timex: str | None = None
    modifier: Modifier | None = None
    part: DatePart | None = None
    change: Change | None = None
    basis: Basis | None = None

    def moved(self, start: int, end: int, text: str) -> Entity:
        """Return the same entity at another position.

        同じエンティティーを、別の位置に移して返す。
        """
        return Entity._make((start, end, text, *self[3:]))

    def to_dict(self) -> dict[str, Any]:
        """Return the record with the fields that belong to its label and nothing else.

        ラベルに応じた項目だけを持つ辞書を返す。
        """
        record: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "label": self.label,
        }
        is_range = self.min is not None or self.max is not None
        for name in LABELS[self.label].fields:
            if is_range and name == "value":
                record |= {"min": self.min, "max": self.max}
            else:
                record[name] = getattr(self, name)
        for name in _IF_GIVEN:
            if (value := getattr(self, name)) is not None:
                record[name] = value
        return record


class Keyword(NamedTuple):
    """A phrase that says what the article is about.

    記事の内容を表す語句。

    Attributes:
        text: The phrase, verbatim from the article.
        score: Weight; comparable within one article only.
        count: How often the phrase or a spelling folded into it occurs.
    """

    text: str
    score: float
    count: int  # type: ignore[assignment]  # a tuple has a method of this name, which nobody misses


@dataclass(frozen=True, slots=True)
class Category:
    """A category with its calibrated probability.

    カテゴリーと、その較正済みの確率。
    """

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag worth showing, with its calibrated probability and where it came from.

    見せる価値のあるタグ。較正済みの確率と出どころが付く。
    """

    label: str
    score: float
    source: TagSource


class Subject(NamedTuple):
    """What an article is about, with its calibrated probability.

    記事の主題と、その較正済みの確率。

    Attributes:
        label: Its name in Japanese; English ones are in :func:`kijiyomi.knowledge.subjects.subjects`.
        id: Its identifier among the IPTC Media Topics, such as ``medtop:13000000``.
        score: Probability that an editor would name it.
    """

    label: str
    id: str
    score: float


class Labels(NamedTuple):
    """What a model says of one article.

    1本の記事について、モデルが述べること。

    Attributes:
        categories: Best first.
        tags: Best first.
        warnings: Why it says less than it could.
    """

    categories: tuple[Category, ...] = ()
    tags: tuple[Tag, ...] = ()
    warnings: tuple[str, ...] = ()


class ReadingTime(NamedTuple):
    """Time an adult reader needs.

    大人が読み終えるまでの時間。

    Attributes:
        minutes: Whole minutes, rounded up, at least 1.
        seconds: The estimate itself.
    """

    minutes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything kijiyomi read in one article.

    1本の記事から読み取ったもののすべて。

    Attributes:
        id: The article's identifier.
        title: The article's headline.
        path: The article's file.
        text: The article's text, to which the entities' offsets refer.
        characters: Characters a reader reads: without markup, code, URLs and white space.
        reading_time: Estimated reading time.
        categories: Best first; empty without a model, and for an article unlike those it was trained on.
        tags: Best first; only tags worth showing.
        subjects: One to three, best first; empty where the words say nothing.
        keywords: Best first.
        entities: By start, never overlapping.
        facts: What the figures among them say, by start; empty without a fact extractor.
        excerpt: One or two whole sentences of the article; ``""`` where none can stand alone.
        warnings: What was odd about the input.
    """

    id: str
    title: str
    path: str
    text: str = field(repr=False)
    characters: int
    reading_time: ReadingTime
    categories: tuple[Category, ...]
    tags: tuple[Tag, ...]
    subjects: tuple[Subject, ...]
    keywords: tuple[Keyword, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    excerpt: str
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis record: JSON types only, without the article's text.

        解析の記録を、JSONの型だけからなる辞書で返す。本文は含まない。
        """
        return {name: _json_value(getattr(self, name)) for name in RECORD_FIELDS}

    def to_json(self, *, indent: int | None = None) -> str:
        """Return :meth:`to_dict` as JSON text, Japanese unescaped.

        解析の記録をJSONの文字列で返す。日本語はエスケープしない。

        Lone surrogates, which UTF-8 cannot carry, are written as ``\\udXXX`` escapes.
        """
        return json_text(self.to_dict(), indent=indent)

    def to_series(self) -> pd.Series[Any]:
        """Return one flat pandas Series: scalars as they are, lists as their labels or texts.

        解析の記録を、入れ子のない1つのpandasのSeriesで返す。リストはラベルや語句の並びになる。
        """
        series: pd.Series[Any] = view("analysis_series")(self)
        return series

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with one row per entity and one column per field of :class:`Entity`.

        エンティティーごとに1行のpandasのDataFrameを返す。
        """
        frame: pd.DataFrame = view("entity_frame")([self])
        return frame

    def to_spacy(self, nlp: Language | None = None) -> Doc:
        """Return a spaCy document of the text with the entities, linked to the knowledge base.

        本文のspaCy文書を返す。エンティティーには知識ベースのIDが付く。

        Args:
            nlp: Whose tokenizer and vocabulary to use; those of ``spacy.blank("ja")`` when not given.

        Raises:
            DependencyError: If spaCy is not installed.
        """
        doc: Doc = view("spacy_doc")(self, nlp)
        return doc

    def _repr_html_(self) -> str:
        html: str = view("analysis_html")(self)
        return html


RECORD_FIELDS = tuple(field.name for field in fields(Analysis) if field.name != "text")
"""The fields of a record, in its order: all of :class:`Analysis` but the text, which the archive keeps."""


def _json_value(value: Any) -> Any:
    if isinstance(value, tuple):
        if isinstance(value, Entity | Fact):
            return value.to_dict()
        return value._asdict() if hasattr(value, "_asdict") else list(map(_json_value, value))
    return asdict(value) if isinstance(value, Category | Tag) else value


def json_text(record: Any, *, indent: int | None = None) -> str:
    """Return JSON types as JSON text, Japanese unescaped, lone surrogates as ``\\udXXX`` escapes."""
    text = json.dumps(record, ensure_ascii=False, indent=indent)
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
