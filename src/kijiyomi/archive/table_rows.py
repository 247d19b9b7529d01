"""Rows of tables, whatever their format, and the articles made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, NamedTuple

from kijiyomi.archive.decoded_lines import STREAM_ERRORS
from kijiyomi.archive.failure import ArticleOrFailure, Failure, located
from kijiyomi.article import Article
from kijiyomi.encodings import encoding_warning
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.articles import read_front_matter

_MOST_NAMES, _LONGEST_NAME = 12, 40
_DEFAULT_ID = "id"
ColumnUse = Literal["text", "id"]


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Which column or key of a table holds what; all others become metadata.

    表のどの列（キー）に何があるかを指定する。ほかの列はメタデータになる。

    A name is also found in other case and with spaces around it.

    Attributes:
        id: Identifier; without a column ``id`` the row's number is used, any other name must be there.
        title: Headline; may be missing.
        text: Body; must be there.
    """

    id: str = _DEFAULT_ID
    title: str = "title"
    text: str = "text"

    @property
    def required(self) -> tuple[ColumnUse, ...]:
        """Which of them must be there: the text, and the identifier if another name than ``id`` was given.

        なければならない列。本文と、`id`以外の名前を指定したときの識別子。
        """
        return ("text",) if self.id == _DEFAULT_ID else ("text", "id")


class TableRow(NamedTuple):
    """A row of a table, the codec that read it, and what was odd about it."""

    values: Mapping[str, Any]
    codec: str = "utf-8"
    warnings: tuple[str, ...] = ()


TableRows = Iterator[TableRow | str]
"""Rows; a text says which line could not be read, and why."""


class NoRowsError(InputError):
    """A table is not empty, yet has no row."""


class NoArticle(NamedTuple):
    """Why a row has no article: which of its columns is wrong, how, and which columns there are."""

    use: ColumnUse
    problem: str
    names: tuple[str, ...]

    def reason(self, where: str, columns: ColumnNames) -> str:
        """Return the reason as a message.

        Args:
            where: The file, and the row if it is of one.
            columns: Which column holds what.
        """
        name = getattr(columns, self.use)
        return f"{where}: column {name!r} {self.problem}; {name_right_column(self.names, self.use)}"


def missing_column(names: Collection[str], columns: ColumnNames) -> ColumnUse | None:
    """Return the first of the required columns that is not among those of a table, if any."""
    return next((use for use in columns.required if find_column(names, getattr(columns, use)) is None), None)


def name_right_column(names: Sequence[str], use: ColumnUse) -> str:
    """Return what to do when a table of the named columns has not the one for a use."""
    shown = [repr(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…") for name in names]
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    return f"there are {', '.join([*shown[:_MOST_NAMES], *more])}; name the right one with --{use}-column"


def find_column(names: Collection[str], wanted: str) -> str | None:
    """Return the column that is called so, else the first one that is but for case and outer spaces."""
    if wanted in names:
        return wanted
    plain = _plain(wanted)
    return next((name for name in names if _plain(name) == plain), None)


def _plain(name: str) -> str:
    return name.strip().casefold()


def article_from_row(row: TableRow, file: str, number: int, columns: ColumnNames) -> Article | NoArticle:
    """Return the article of a row.

    Args:
        row: The row.
        file: The table's name.
        number: The row's number in it, from 1.
        columns: Which column holds what.
    """
    values = row.values
    if (missing := missing_column(values, columns)) is not None:
        return NoArticle(missing, "is missing", tuple(values))
    text_column = find_column(values, columns.text)
    text = None if text_column is None else values[text_column]
    if not isinstance(text, str):
        problem = f"is {'null' if text is None else type(text).__name__}, not text"
        return NoArticle("text", problem, tuple(values))
    id_column, title_column = find_column(values, columns.id), find_column(values, columns.title)
    own = (id_column, title_column, text_column)
    title = None if title_column is None else values[title_column]
    article = Article(
        text,
        id=row_identifier(row, number, columns),
        title="" if title is None else str(title),
        path=file,
        metadata={name: value for name, value in values.items() if name not in own},
        warnings=(*encoding_warning(row.codec), *row.warnings),
    )
    return read_front_matter(article)


def row_identifier(row: TableRow, number: int, columns: ColumnNames) -> str:
    """Return what identifies a row: its own identifier, or its number."""
    column = find_column(row.values, columns.id)
    given = None if column is None else row.values[column]
    return str(number if given is None else given)


class _NumberedRow(NamedTuple):
    number: int
    identifier: str
    item: ArticleOrFailure | NoArticle


def articles_from_rows(rows: TableRows, file: str, columns: ColumnNames) -> Iterator[ArticleOrFailure]:
    """Yield the article of each row, or why it has none.

    When no row has one, and all for the same reason, that is one failure of the file.

    Args:
        rows: The rows of a table.
        file: The table's name.
        columns: Which column holds what.

    Raises:
        NoRowsError: If the table says that it has no row.
    """
    numbered = _numbered_rows(rows, file, columns)
    # Until the first article it is not known whether there will be any.
    held: list[_NumberedRow] = []
    for row in numbered:
        held.append(row)
        if isinstance(row.item, Article):
            break
    else:
        yield from _failures(held, file, columns)
        return
    yield from (_article_or_failure(row, file, columns) for row in chain(held, numbered))


def _numbered_rows(rows: TableRows, file: str, columns: ColumnNames) -> Iterator[_NumberedRow]:
    # Those without a text often have the same columns.
    reasons: dict[NoArticle, NoArticle] = {}
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            if isinstance(row, str):
                yield _NumberedRow(number, "", Failure("", file, f"{file}, {row}"))
                continue
            item = article_from_row(row, file, number, columns)
            if isinstance(item, NoArticle):
                item = reasons.setdefault(item, item)
            yield _NumberedRow(number, row_identifier(row, number, columns), item)
    except NoRowsError:
        raise
    except (InputError, *STREAM_ERRORS) as error:
        where = f"{file}, row {number + 1}" if number else file
        yield _NumberedRow(number + 1, "", Failure("", file, located(where, error)))


def _article_or_failure(row: _NumberedRow, file: str, columns: ColumnNames) -> ArticleOrFailure:
    if not isinstance(row.item, NoArticle):
        return row.item
    return Failure(row.identifier, file, row.item.reason(f"{file}, row {row.number}", columns))


def _failures(rows: Sequence[_NumberedRow], file: str, columns: ColumnNames) -> Iterator[ArticleOrFailure]:
    """Yield why no row of a file has an article."""
    broken = [row.item for row in rows if isinstance(row.item, Failure)]
    if len(broken) == len(rows) > 1:
        yield Failure(
            "", file, f"{broken[0].reason} (nor can any of the {len(rows) - 1:,} other rows be read)"
        )
        return
    without = [row.item for row in rows if isinstance(row.item, NoArticle)]
    if len({reason[:2] for reason in without}) == 1:
        yield Failure("", file, without[0].reason(_every_row(file, len(without)), columns))
        rows = [row for row in rows if not isinstance(row.item, NoArticle)]
    yield from (_article_or_failure(row, file, columns) for row in rows)


def _every_row(file: str, rows: int) -> str:
    return f"{file}, row 1" if rows == 1 else f"{file}, in all {rows:,} rows"
