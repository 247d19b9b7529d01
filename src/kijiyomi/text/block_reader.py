"""From Markdown to blocks of readable text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from kijiyomi.text.block_rules import MAX_NESTING, block_parser
from kijiyomi.text.fast_path import MarkdownRegion, heading_end, split_regions
from kijiyomi.text.html import HtmlReader
from kijiyomi.text.inline_rules import read_inline, read_simple_inline
from kijiyomi.text.parsed_blocks import ParsedBlock, TextRun, count_lines
from kijiyomi.text.passage import BlockKind

_MARKUP = re.compile(r"[&*<\[\\_`{$~]")
_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED_PIPE = re.compile(r"\\(?=\|)")
_ATX_MARK = re.compile(r"#{1,6}[ \t]+")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_NEVER_CLOSED = re.compile(
    r"<(?:!--(?!.*-->)|\?(?!.*\?>)|!\[CDATA\[(?!.*\]\]>)|(?P<name>script|pre|style|textarea)\b(?!.*</(?P=name)))",
    re.DOTALL | re.IGNORECASE,
)
# Takes the place of the < of what is never closed.
_NO_TAG = "\ue001"
_MAX_REPAIRS = 8
# Longer stretches of inline markup are read in parts, since markdown-it's rules look ahead to the end.
_INLINE_LIMIT = 10_000
_PART_END = re.compile(r"[\n。]")
_CONTAINERS: dict[str, BlockKind] = {
    "list_item": "list_item",
    "dd": "list_item",
    "dt": "list_item",
    "th": "table_cell",
    "td": "table_cell",
    "blockquote": "paragraph",
    "footnote_reference": "paragraph",
}

_parser = lru_cache(maxsize=2)(block_parser)


class MarkdownReader:
    """Reads Markdown into blocks.

    Args:
        text: The Markdown, template commands masked.
        indented_code: Whether what is indented by four columns is code, as everywhere but in MDX.

    Attributes:
        blocks: Blocks of visible text in order, offsets into ``text``.
        images: Number of images.
        code_lines: Number of lines of each code block and display formula.
        warnings: What was odd, for a person.
    """

    def __init__(self, text: str, *, indented_code: bool = True) -> None:
        self.blocks: list[ParsedBlock] = []
        self.images = 0
        self.code_lines: list[int] = []
        self.warnings: list[str] = []
        self._parser = _parser(indented_code=indented_code)
        self._env: dict[str, Any] = {}
        self._kinds: list[BlockKind] = ["paragraph"]
        self._heading = ""
        self._cells: Iterator[_JoinedLines] = iter(())
        self._text, self._base = "", 0
        self._read(text)

    def _read(self, text: str) -> None:
        regions = split_regions(text)
        # Parse everything before reading any of it: a reference may be defined after it is used.
        parsed = iter([self._parse(text[r.start : r.end]) for r in regions if isinstance(r, MarkdownRegion)])
        plain = _MARKUP.search(text) is None
        for region in regions:
            if isinstance(region, MarkdownRegion):
                self._text, tokens = next(parsed)
                self._base = region.start
                for token in tokens:
                    self._read_token(token)
            elif plain:
                self.blocks.append(region)
            else:
                self._read_simple_block(text, region)
        if self._env.get("too_deep"):
            self._warn(f"blocks nested more than {MAX_NESTING} levels deep were read as paragraphs")

    def _read_simple_block(self, text: str, block: ParsedBlock) -> None:
        start, end, _, _ = block.runs[0]
        if _MARKUP.search(text, start, end) is not None:
            runs = self._simple_runs(text[start:end], start)
            if runs is None:
                self._read_block(_JoinedLines(text, [(start, end)], 0), block.kind, block.level)
                return
            block.runs = runs
        self.blocks.append(block)

    def _simple_runs(self, src: str, start: int = 0) -> list[TextRun] | None:
        return read_simple_inline(src, start, references="references" in self._env)

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _parse(self, text: str) -> tuple[str, list[Token]]:
        """Return the text as it was parsed, of the same length, and its tokens."""
        for _ in range(_MAX_REPAIRS):
            try:
                tokens = self._parser.block.parse(text, self._parser, self._env, []) or []
            except (RecursionError, RuntimeError, IndexError, ValueError) as error:
                self._warn(f"part of the Markdown could not be parsed ({error!r}) and was read as plain text")
                return text, [Token("inline", "", 0, meta={"lines": [(0, len(text))]})]
            unclosed = next(filter(None, (_unclosed_tag(token, text) for token in tokens)), None)
            if unclosed is None:
                break
            self._warn(f"{unclosed[0]} is never closed and was read as text")
            text = text[: unclosed.start()] + _NO_TAG + text[unclosed.start() + 1 :]
        return text, tokens

    def _read_token(self, token: Token) -> None:
        name, _, edge = token.type.rpartition("_")
        if name in _CONTAINERS:
            if edge == "open":
                self._kinds.append(_CONTAINERS[name])
            else:
                self._kinds.pop()
        elif name == "heading":
            self._heading = token.markup or "#" * int(token.tag[1]) if edge == "open" else ""
        elif token.type == "tr_open":
            self._cells = self._row_cells(token.meta["lines"][0])
        elif token.type == "inline":
            self._read_inline(token)
        elif token.type == "html_block":
            self._read_html(token)
        elif token.type in ("fence", "code_block", "math_block"):
            self._read_code(token)

    def _content(self, spans: list[tuple[int, int]]) -> _JoinedLines:
        return _JoinedLines(self._text, spans, self._base)

    def _read_inline(self, token: Token) -> None:
        kind = self._kinds[-1]
        if kind == "table_cell":
            self._read_block(next(self._cells, self._content([])), kind)
        elif self._heading:
            self._read_heading(token)
        else:
            self._read_block(self._content(token.meta["lines"]), kind)

    def _read_heading(self, token: Token) -> None:
        spans: list[tuple[int, int]] = token.meta["lines"]
        if self._heading[0] == "#":
            start, end = spans[0]
            mark = _ATX_MARK.match(self._text, start, end)
            start = mark.end() if mark else start
            spans = [(start, heading_end(self._text, start, end))]
            self._read_block(self._content(spans), "heading", len(self._heading))
            return
        content = self._content(spans)
        # A rule typed right below a paragraph makes it a heading, which no author means.
        if len(spans) > 1 or content.text.rstrip().endswith("。"):
            self._read_block(content, self._kinds[-1])
        else:
            self._read_block(content, "heading", 1 if self._heading == "=" else 2)

    def _row_cells(self, line: tuple[int, int]) -> Iterator[_JoinedLines]:
        """Yield the cells of a table row, cut as markdown-it cuts them."""
        start, end = line
        end = start + len(self._text[start:end].rstrip())
        pipes = [start - 1, *(match.start() for match in _PIPE.finditer(self._text, start, end)), end]
        cells = [(a + 1, b) for a, b in pairwise(pipes)]
        begins_with_pipe = cells[0][0] == cells[0][1]
        for start, end in cells[begins_with_pipe:]:
            escapes = _ESCAPED_PIPE.finditer(self._text, start, end)
            cuts = [start, *(edge for escape in escapes for edge in escape.span()), end]
            yield _JoinedLines(self._text, zip(cuts[::2], cuts[1::2], strict=True), self._base, joint="")

    def _read_block(self, content: _JoinedLines, kind: BlockKind, level: int = 0) -> None:
        block = ParsedBlock(kind, level)
        self.blocks.append(block)
        if _MARKUP.search(content.text) is None:
            block.runs.extend(content.to_source([TextRun(0, len(content.text))]))
            return
        if (simple := self._simple_runs(content.text)) is not None:
            block.runs.extend(content.to_source(simple))
            return
        for start, end in _part_spans(content.text):
            inline = read_inline(content.text[start:end], self._parser, self._env)
            runs = (run.shifted(start) for run in inline.runs)
            block.runs.extend(content.to_source(runs))
            self.images += inline.images
            self.code_lines += [1] * inline.formulas

    def _read_html(self, token: Token) -> None:
        content = self._content(token.meta["lines"])
        html = HtmlReader(content.text, self._kinds[-1])
        for block in html.blocks:
            block.runs = list(content.to_source(block.runs))
        self.blocks += html.blocks
        self.images += html.images
        self.code_lines += html.code_lines

    def _read_code(self, token: Token) -> None:
        characters = "".join(token.content.split())
        if token.type == "code_block" and 2 * len(_JAPANESE.findall(characters)) > len(characters):
            for line in token.meta["lines"]:  # prose that happens to be indented
                self._read_block(self._content([line]), self._kinds[-1])
        else:
            self.code_lines.append(count_lines(token.content))


class _JoinedLines:
    """The text of one block, joined from its lines, and the way back to the source.

    Args:
        text: The text that was parsed, which is a region of the source.
        spans: Start and end of each line in ``text``, in order.
        base: Where ``text`` begins in the source.
        joint: What joins the lines: the newline that follows each span, or nothing.
    """

    __slots__ = ("_source_starts", "_starts", "text")

    def __init__(self, text: str, spans: Iterable[tuple[int, int]], base: int, joint: str = "\n") -> None:
        self._starts: list[int] = []
        self._source_starts: list[int] = []
        parts: list[str] = []
        length = 0
        for start, end in spans:
            parts.append(text[start:end])
            self._starts.append(length)
            self._source_starts.append(base + start)
            length += end - start + len(joint)
        self.text = joint.join(parts)

    def to_source(self, runs: Iterable[TextRun]) -> Iterator[TextRun]:
        """Yield runs of this text as runs of the source; copied ones are cut where lines meet."""
        if len(self._starts) == 1:
            shift = self._source_starts[0]
            yield from (run.shifted(shift) for run in runs if run.literal is not None or run.start < run.end)
            return
        for run in runs:
            if run.literal is None:
                yield from self._line_by_line(run)
            else:
                start, end = self._source_offset(run.start), self._source_offset(run.end - 1) + 1
                yield run._replace(start=start, end=end)

    def _source_offset(self, offset: int) -> int:
        line = bisect_right(self._starts, offset) - 1
        return self._source_starts[line] + offset - self._starts[line]

    def _line_by_line(self, run: TextRun) -> Iterator[TextRun]:
        start = run.start
        line = bisect_right(self._starts, start)
        while start < run.end:
            end = min(run.end, self._starts[line]) if line < len(self._starts) else run.end
            shift = self._source_starts[line - 1] - self._starts[line - 1]
            yield run._replace(start=start + shift, end=end + shift)
            start = end
            line += 1


def _unclosed_tag(token: Token, text: str) -> re.Match[str] | None:
    if token.type != "html_block":
        return None
    lines = token.meta["lines"]
    return _NEVER_CLOSED.match(text, lines[0][0], lines[-1][1])


def _part_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each part of a text in which inline markup is read on its own."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _INLINE_LIMIT:
            found = _PART_END.search(text, start + _INLINE_LIMIT, start + 2 * _INLINE_LIMIT)
            end = found.end() if found else min(end, start + 2 * _INLINE_LIMIT)
        yield start, end
        start = end
