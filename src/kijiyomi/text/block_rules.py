"""markdown-it's block parser, set up for Japanese blogs; its tokens carry the offsets of their lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from kijiyomi.text.inline_rules import inline_parser

BlockRule = Callable[[StateBlock, int, int, bool], bool]

# Columns by which code is indented at least.
_LEAST_OF_CODE = 4
# Deeper than anybody writes, shallow enough for Python's stack.
MAX_NESTING = 60

# Rules that put text into tokens, with the chains of rules they interrupt (as markdown-it has them).
_TEXT_RULES = {
    "table": ["paragraph", "reference"],
    "code": [],
    "html_block": ["paragraph", "reference", "blockquote"],
    "heading": ["paragraph", "reference", "blockquote"],
    "lheading": [],
    "deflist": ["paragraph", "reference", "blockquote"],
    "paragraph": [],
}
_TOKENS_WITH_LINES = frozenset({"inline", "html_block", "code_block", "tr_open"})
_INTERRUPTING: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_DIRECTIVE = re.compile(
    # Zenn's and Qiita's messages, Docusaurus' and VuePress' admonitions
    r":{3,}[ \t]*(?:[A-Za-z][\w-]*)?(?:[ \t]+(?:info|warn|alert)(?!\S))?[ \t]*\[?(?P<message>[^\n\]]*)\]?"
    r"|@\[[\w-]+\]\([^\n]*\)"  # Zenn's cards
    r"|\[!\w+\][-+]?(?:[ \t]+(?P<callout>[^\n]*))?"  # GitHub's and Obsidian's callouts
    r"|\{:{1,2}/?[^{}\n]*\}"  # Kramdown's attribute lists
    r"|\[\[?_?toc_?\]\]?|\$\$(?P<math>)",
    re.IGNORECASE,
)
_PIPE = re.compile(r"(?<!\\)\|")
# A row, but not formulas: |x| + |y|.
_ROW = re.compile(r"\|(?=.*[^|\s]).*(?<!\\)\|")
_OPERATOR_CELL = re.compile(r"\|[ \t]*(?:[+*/<>≤≥≠≦≧∈−±×÷・]|=)[ \t]*\|")
_FILLED_CELL = re.compile(r"[^|\s][^|]*")
_SEPARATOR_ROW = re.compile(r"[|:=+ \t-]+")
_ATTRIBUTES_BELOW = re.compile(r"\{:[^{}\n]*\}")
_LEAST_COLUMNS = 2
_DIRECTIVE_OPENERS = frozenset(":@[{$")
_UNSPACED_HEADING = re.compile(r"(?P<full_width>#{1,6})\u3000+|(?P<none>#{2,6})(?=[^#\s])")
# Only what could be an address defines a reference; [補足]: これは本文 is text.
_DEFINITION = re.compile(
    r"\[(?:[^\\\]\n]|\\.)*(?:\]:[ \t]*(?:<[^<>\n]*>|[!-~\ue000]+|\S*/\S*)?(?=\s|$)|\\?$)"
)


def block_parser(*, indented_code: bool = True) -> MarkdownIt:
    """Return a parser whose ``block`` leaves in ``token.meta["lines"]`` the spans of a token's lines.

    Each is a pair of start and end in the parsed text, without indentation and container marks.
    ``env["too_deep"]`` is set when blocks were nested more than :data:`MAX_NESTING` levels deep.

    Args:
        indented_code: Whether what is indented by four columns is code.
    """
    md = _TextParser("commonmark", {"maxNesting": MAX_NESTING})
    md.inline = inline_parser()
    md.block = _BlockParser() if indented_code else _MdxBlockParser()
    deflist_plugin(md)
    footnote_plugin(md, inline=False)
    md.inline.ruler.disable("footnote_ref")
    ruler = md.block.ruler
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    for name, interrupts in _TEXT_RULES.items():
        ruler.at(name, _with_lines(rules[name]), {"alt": interrupts})
    ruler.at("reference", _only_addresses(rules["reference"]))
    ruler.before("reference", "directive", _directive, _INTERRUPTING)
    ruler.after("table", "headless_table", _with_lines(_headless_table))
    ruler.before("lheading", "unspaced_heading", _unspaced_heading, _INTERRUPTING)
    return md


class _TextParser(MarkdownIt):
    """Addresses are dropped, so nothing is encoded or refused."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True


class _BlockParser(ParserBlock):
    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Parse lines; where markdown-it would drop what is nested too deeply, read it as a paragraph."""
        if state.level < MAX_NESTING:
            super().tokenize(state, startLine, endLine)
            return
        line = startLine + 1
        while line < endLine and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
            line += 1
        state.line = line
        state.env["too_deep"] = True
        _push_inline(state, line_spans(state, startLine, line))


class _MdxBlockParser(_BlockParser):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token]:  # noqa: N803
        """Parse blocks, however deep the components around them indent them."""
        state = StateBlock(src, md, env, outTokens)
        state.sCount = [min(indentation, _LEAST_OF_CODE - 1) for indentation in state.sCount]
        self.tokenize(state, state.line, state.lineMax)
        return outTokens


def line_spans(state: StateBlock, first: int, last: int) -> list[tuple[int, int]]:
    """Return start and end, without indentation and container marks, of each line (one at least)."""
    lines = range(first, max(last, first + 1))
    return [(state.bMarks[line] + state.tShift[line], state.eMarks[line]) for line in lines]


def _with_lines(rule: BlockRule) -> BlockRule:
    """Return the rule, which then also leaves the spans of their lines in the tokens it makes."""

    def rule_with_lines(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
        token_count = len(state.tokens)
        matched = rule(state, startLine, endLine, silent)
        if matched and not silent:
            for token in state.tokens[token_count:]:
                if token.type in _TOKENS_WITH_LINES and not token.meta and token.map is not None:
                    token.meta = {"lines": line_spans(state, *token.map)}
        return matched

    return rule_with_lines


def _only_addresses(reference: BlockRule) -> BlockRule:
    """Return the rule for definitions of references, only for those of addresses."""

    def only_addresses(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
        start, end = line_spans(state, startLine, startLine)[0]
        return bool(_DEFINITION.match(state.src, start, end)) and reference(state, startLine, endLine, silent)

    return only_addresses


def _directive(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """Take out the line of a command; keep the title it may carry."""
    start, end = line_spans(state, startLine, startLine)[0]
    if start >= end or state.src[start] not in _DIRECTIVE_OPENERS or state.is_code_block(startLine):
        return False
    match = _DIRECTIVE.fullmatch(state.src, start, start + len(state.src[start:end].rstrip()))
    if match is None:
        return False
    if silent:
        return True
    state.line = startLine + 1
    if match["math"] is not None:
        _math_block(state, startLine, endLine)
    for title in ("message", "callout"):
        if match[title]:
            _push_inline(state, [match.span(title)])
    return True


def _headless_table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """Read Kramdown's tables, which need no separator below a header: a block of lines in pipes."""
    start, _ = line_spans(state, startLine, startLine)[0]
    if not state.src.startswith("|", start) or state.is_code_block(startLine):
        return False
    rows: list[tuple[int, int]] = []
    line, columns = startLine, 0
    while line < endLine and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        start, end = line_spans(state, line, line)[0]
        row = state.src[start:end].rstrip()
        if _ATTRIBUTES_BELOW.fullmatch(row) and rows:
            break
        if not _ROW.fullmatch(row) or _OPERATOR_CELL.search(row):
            return False
        if not _SEPARATOR_ROW.fullmatch(row):
            rows.append((line, len(_PIPE.findall(row)) - 1))
            columns = max(columns, len(_FILLED_CELL.findall(row)))
        line += 1
    if columns < _LEAST_COLUMNS:
        return False
    if not silent:
        state.line = line
        for row_line, cells in rows:
            state.push("tr_open", "tr", 1).map = [row_line, row_line + 1]
            for _ in range(cells):
                state.push("td_open", "td", 1)
                state.push("inline", "", 0).map = [row_line, row_line + 1]
                state.push("td_close", "td", -1)
            state.push("tr_close", "tr", -1)
    return True


def _math_block(state: StateBlock, start_line: int, end_line: int) -> None:
    line = start_line + 1
    while line < end_line and state.sCount[line] >= state.blkIndent:
        start, end = line_spans(state, line, line)[0]
        if "$$" in state.src[start:end]:
            first, _ = line_spans(state, start_line + 1, start_line + 1)[0]
            state.push("math_block", "", 0).content = state.src[first:end].replace("$$", "")
            state.line = line + 1
            return
        line += 1


def _unspaced_heading(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """Read ##見出し and #　見出し as the headings they are meant to be."""
    start, end = line_spans(state, startLine, startLine)[0]
    match = _UNSPACED_HEADING.match(state.src, start, end)
    if match is None or state.is_code_block(startLine):
        return False
    if not silent:
        tag = f"h{len(match['full_width'] or match['none'])}"
        state.line = startLine + 1
        state.push("heading_open", tag, 1)
        _push_inline(state, [(match.end(), end)])
        state.push("heading_close", tag, -1)
    return True


def _push_inline(state: StateBlock, lines: list[tuple[int, int]]) -> None:
    state.push("inline", "", 0).meta = {"lines": lines}
