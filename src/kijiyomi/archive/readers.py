"""Read archives, folders of posts and tables alike, one article at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from kijiyomi.archive.decoded_lines import MOST_BYTES, STREAM_ERRORS, TOO_LONG
from kijiyomi.archive.failure import ArticleOrFailure, Failure, located
from kijiyomi.archive.formats import input_format
from kijiyomi.archive.sources import OpenFile, find_files, open_binary
from kijiyomi.archive.table_rows import ColumnNames, NoRowsError, TableRows, articles_from_rows
from kijiyomi.article import Article
from kijiyomi.encodings import decode, encoding_warning
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.articles import article_of_post


class Archive:
    """An archive that can be read any number of times (standard input: once).

    記事を何度でも順に取り出せるアーカイブ（標準入力だけは1度）。

    Args:
        source: File, folder of posts, glob, or ``-`` for standard input.
        format: Name of the files' format when their endings do not show it (``INPUT_NAMES`` of
            :mod:`kijiyomi.archive.formats`).
        columns: Column names of tables.
        on_unreadable: Called with each article that cannot be read, after which reading goes on;
            without it the first one raises.

    Attributes:
        without_rows: The tables read so far that are not empty and yet have no row, each with the reason.

    Raises:
        InputError: If nothing is there, or a file's format is unknown.
    """

    def __init__(
        self,
        source: str | os.PathLike[str],
        *,
        format: str | None = None,
        columns: ColumnNames | None = None,
        on_unreadable: Callable[[Failure], None] | None = None,
    ) -> None:
        self.source = os.fspath(source)
        self.columns = columns or ColumnNames()
        self.on_unreadable = on_unreadable
        found = find_files(self.source)
        self.files = [(name, input_format(name, format)) for name in found.names]
        self._root = found.root
        self._folders = [Failure(folder, folder, reason) for folder, reason in found.unreadable]
        self.without_rows: list[str] = []
        self._opened: OpenFile | None = None
        self._finished = 0

    def expected(self, seen: int) -> int | None:
        """Return about how many articles there are, judged by the part read so far.

        ここまでに読んだ分から、記事のおよその総数を見積もる。

        Args:
            seen: Articles read by now.
        """
        if not any(form.is_table for _, form in self.files):
            return len(self.files) + len(self._folders)
        share = float(self._finished)
        if self._opened is not None and self._opened.size:
            with contextlib.suppress(OSError, ValueError):
                share += self._opened.raw.tell() / self._opened.size
        return round(seen * len(self.files) / share) if share else None

    def __iter__(self) -> Iterator[Article]:
        """Yield the articles in order.

        記事を順に返す。

        Raises:
            InputError: At the first article that cannot be read, unless ``on_unreadable`` takes it.
        """
        for item in self.items():
            if isinstance(item, Article):
                yield item
            elif self.on_unreadable is None:
                raise InputError(item.reason)
            else:
                self.on_unreadable(item)

    def items(self) -> Iterator[ArticleOrFailure]:
        """Yield the articles in order, each that cannot be read as a failure in its position.

        記事を順に返す。読めない記事は、その順番のところに失敗として現れる。
        """
        yield from self._folders
        self._finished = 0
        self.without_rows.clear()
        for name, form in self.files:
            if form.rows is None:
                yield _read_post(name, self._root)
            else:
                rows = _table_rows(name, form.rows, self.columns, self._note)
                try:
                    yield from articles_from_rows(rows, name, self.columns)
                except NoRowsError as error:
                    self.without_rows.append(f"{name}: {error}")
            self._opened, self._finished = None, self._finished + 1

    def _note(self, opened: OpenFile) -> None:
        self._opened = opened


def read_archive(
    source: str | os.PathLike[str],
    *,
    format: str | None = None,
    columns: ColumnNames | None = None,
    on_unreadable: Callable[[Failure], None] | None = None,
) -> Archive:
    """Return an archive to iterate over; see :class:`Archive`.

    アーカイブを開き、記事を順に取り出せる`Archive`を返す。
    """
    return Archive(source, format=format, columns=columns, on_unreadable=on_unreadable)


def read_post(path: str | os.PathLike[str]) -> Article:
    """Return the article of one Markdown or text file; its front matter becomes metadata.

    Raises:
        InputError: If the file cannot be opened or decoded.
    """
    post = _read_post(os.fspath(path), None)
    if isinstance(post, Failure):
        raise InputError(post.reason)
    return post


def _read_post(name: str, root: str | None) -> ArticleOrFailure:
    identifier = name.removeprefix(root).lstrip("/\\").replace("\\", "/") if root else PurePath(name).name
    try:
        with open_binary(name).stream as stream:
            raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            return Failure(identifier, name, f"{name}: {TOO_LONG}")
        text, codec = decode(raw)
    except (InputError, *STREAM_ERRORS) as error:
        return Failure(identifier, name, located(name, error))
    return article_of_post(text, id=identifier, path=name, warnings=encoding_warning(codec))


def _table_rows(
    name: str,
    rows: Callable[[BinaryIO, ColumnNames], TableRows],
    columns: ColumnNames,
    note: Callable[[OpenFile], None],
) -> TableRows:
    with _opened(name, note) as stream:
        yield from rows(stream, columns)


@contextlib.contextmanager
def _opened(name: str, note: Callable[[OpenFile], None]) -> Iterator[BinaryIO]:
    opened = open_binary(name)
    note(opened)
    # What wraps the file does not always close it.
    with opened.raw, opened.stream:
        yield opened.stream
