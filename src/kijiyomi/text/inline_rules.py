"""Inline Markdown: markdown-it's rules for what Japanese blogs write, and the text a reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from kijiyomi.text.html import (
    HIDDEN_ELEMENTS,
    is_block_element,
    is_html_tag,
    tag_name,
)
from kijiyomi.text.inline_tags import InlineTags
from kijiyomi.text.parsed_blocks import TextRun

# Up to where something other than text may begin; every hit costs a round of rules.
_PLAIN_TEXT = re.compile(r"(?:[^\n!$&*<\[\\\]^_`{~]|!(?!\[))+")
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_PAIR = r"[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"'|]+)"
_ATTRIBUTE = rf"(?:[.#][\w:-]+|{_PAIR})"
_ATTRIBUTES = re.compile(
    rf"\{{(?::[ \t]*(?:{_ATTRIBUTE}|[\w-]+)(?:[ \t]+(?:{_ATTRIBUTE}|[\w-]+))*"
    rf"|[ \t]*[.#][\w:-]+(?:[ \t]+{_ATTRIBUTE})*"
    rf"|(?P<pairs>[ \t]*{_PAIR}(?:[ \t]+{_ATTRIBUTE})*))[ \t]*\}}"
)
# Pandoc's spans, [text]{.class}, of which the text stays.
_SPAN_OPENER = re.compile(rf"\[(?=[^\[\]\n]+\]{_ATTRIBUTES.pattern})")
_SPAN_CLOSER = re.compile(rf"\]{_ATTRIBUTES.pattern}")
# Not behind an element, only pairs of HTML make a list of attributes: 集合{x=1} is none.
_HTML_PAIR = re.compile(
    r"\{[ \t]*(?:align|alt|class|dir|height|id|lang|linenos|loading|rel|style|target|title|width"
    r"|data-[\w-]+)="
)
_ELEMENT_ENDS = frozenset({"image", "link_close", "code_inline"})
MATH = re.compile(
    r"\$\$(?P<display>[^$\n]+)\$\$"
    r"|\$(?=[!-~])(?P<inline>[ -#%-~]+)(?<! )\$(?!\d)"
)
"""Inline formulas as Pandoc has them, in ASCII only, so that 月$99、年$249 stays money."""

# Zenn's and HackMD's images with a size.
_SIZED_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^\s()]+[ \t]+=[0-9]*%?x?[0-9]*%?\)")
_CJK = re.compile(
    r"[\u1100-\u11ff\u2e80-\u303f\u3041-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U0001b000-\U0001b2ff\U00020000-\U0003ffff]"
)
_LINK = re.compile(r"(?<![!^\\])\[([^\[\]\\`_*<&!$~{^\n]+)\]\([!#-'+-;=?-\[\]_a-z{|}~\x80-\U0010ffff]+\)")
_SIMPLE_MARKUP = re.compile(rf"\*\*|{_LINK.pattern}")
_STARS = re.compile(r"\*+")
# An underscore alone is no markup: there is nothing to pair it with.
_OTHER_MARKUP = re.compile(
    r"`|&#?[A-Za-z0-9]+;|<[!-~]|\\[!-/:-@\[-`{-~\n]|\{[ \t]*(?:[:.#]|[\w-]+=)|~~|\]\(|\[\^|\^\[|_[^_].*_",
    re.DOTALL,
)
_ADDRESS = re.compile(r"://|@|^mailto:", re.IGNORECASE)
_FRACTION = re.compile(r"\$-?[0-9]+/[0-9]+\$")  # as it stands, 7/8 would be a day of July
_RAISED_NUMBER = re.compile(r"[-+−]?[0-9]{1,2}")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


@dataclass(slots=True)
class InlineText:
    """The visible runs of one block, in order, and what was taken out of it."""

    runs: list[TextRun] = field(default_factory=list)
    images: int = 0
    formulas: int = 0


class CjkInlineState(StateInline):
    """Inline state that lets ``*`` and ``~~`` touch Japanese punctuation.

    CommonMark refuses to close **「強調」**は, since 」 is punctuation and は is no space. Beside a CJK
    character its punctuation rules are relaxed, as the markdown-cjk-friendly amendment has them.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Return whether the run of delimiters at ``start`` can open and close, and its length."""
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:
            return scanned
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        if not _CJK.search(before + after):
            return scanned
        can_open = scanned.can_open or not after.isspace()
        can_close = scanned.can_close or not before.isspace()
        return Scanned(can_open, can_close, scanned.length)


class SpanInlineParser(ParserInline):
    """markdown-it's inline parser, with ``token.map`` holding each token's span in the source."""

    def tokenize(self, state: StateInline) -> None:
        """Parse ``state.src`` from ``state.pos`` to ``state.posMax`` into tokens with spans."""
        rules = self.ruler.getRules("")
        end = state.posMax
        limit = state.md.options["maxNesting"]
        while state.pos < end:
            start, token_count = state.pos, len(state.tokens)
            if state.level >= limit or not any(rule(state, False) for rule in rules):
                state.pending += state.src[state.pos]
                state.pos += 1
            if state.pending:
                state.pushPending()
            _set_spans(state.tokens[token_count:], start, state.pos)

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Do nothing: markdown-it asks for this only to describe images, which nobody reads."""
        return tokens

    def tokens_with_spans(self, src: str, md: MarkdownIt, env: Any) -> list[Token]:
        """Return the inline tokens of ``src``, each with its span as ``token.map``."""
        state = CjkInlineState(src, md, env, [])
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _set_spans(tokens: list[Token], start: int, end: int) -> None:
    for token in tokens:
        if token.map is not None:
            continue
        if token.type == "text":
            token.map = [start, start + len(token.content)]
            start += len(token.content)
        else:
            token.map = [start, end]


def inline_parser() -> SpanInlineParser:
    """Return a parser with the rules for what Japanese blogs write."""
    parser = SpanInlineParser()
    parser.ruler.at("text", _text)
    parser.ruler.before("link", "never_closed", _never_closed)
    parser.ruler.before("link", "note", _rule("[", _NOTE, "note"))
    parser.ruler.before("link", "attributes", _attributes)
    parser.ruler.before("link", "span_opener", _rule("[", _SPAN_OPENER, "span"))
    parser.ruler.before("link", "span_closer", _rule("]", _SPAN_CLOSER, "span"))
    parser.ruler.before("link", "math", _rule("$", MATH, "math"))
    parser.ruler.before("image", "sized_image", _rule("!", _SIZED_IMAGE, "image"))
    parser.ruler.before("link", "inline_note", _inline_note)
    parser.ruler.disable("linkify")
    parser.ruler2.disable("fragments_join")
    return parser


def _text(state: StateInline, silent: bool) -> bool:
    match = _PLAIN_TEXT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _never_closed(state: StateInline, silent: bool) -> bool:
    """Take a bracket that no other one closes for text, before each looks for its end through the others."""
    position = state.pos + (state.src[state.pos] == "!")
    if state.src[position : position + 1] != "[" or position < _last_closing_bracket(state.src):
        return False
    if not silent:
        state.pending += state.src[state.pos : position + 1]
    state.pos = position + 1
    return True


@lru_cache(maxsize=1)
def _last_closing_bracket(src: str) -> int:
    return src.rfind("]")


def _rule(opener: str, pattern: re.Pattern[str], name: str) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != opener:
            return False
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent:
            state.push(name, "", 0).content = match[0]
        state.pos = match.end()
        return True

    return rule


def _attributes(state: StateInline, silent: bool) -> bool:
    """Take out a list of attributes; one of pairs alone only behind an element or at the end of a line."""
    match = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if match["pairs"]:
        behind_element = not state.pending and state.tokens and state.tokens[-1].type in _ELEMENT_ENDS
        ends_line = state.src[match.end() : match.end() + 1] in ("", "\n") and _HTML_PAIR.match(match[0])
        if not (behind_element or ends_line):
            return False
    if not silent:
        state.push("attributes", "", 0)
    state.pos = match.end()
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    """Take the caret of ``^[note]``; the note itself stays where it stands, in its brackets."""
    if not state.src.startswith("^[", state.pos):
        return False
    if not silent:
        state.push("note", "", 0)
    state.pos += 1
    return True


def read_inline(src: str, md: MarkdownIt, env: Any) -> InlineText:
    """Return the visible runs of the inline Markdown ``src``.

    Args:
        src: Content of one block, its lines joined by newlines.
        md: Parser whose ``inline`` is a :class:`SpanInlineParser`.
        env: markdown-it's environment, which holds the reference definitions.
    """
    tokens = cast("SpanInlineParser", md.inline).tokens_with_spans(src, md, env)
    stray = _paired_stray_markers(tokens)
    inline = InlineText()
    tags: InlineTags | None = None
    hidden_until = -1
    for index, token in enumerate(tokens):
        if index <= hidden_until or index in stray:
            continue
        if token.type == "html_inline":
            tags = tags or InlineTags(tokens)
            hidden_until = _read_tag(token, index, tags, inline)
        elif token.type == "link_open" and token.info == "auto":
            hidden_until = index + 1
            _read_autolink(src, token, inline)
        elif token.type in _READERS:
            _READERS[token.type](src, token, inline)
    return inline


def read_simple_inline(src: str, start: int = 0, *, references: bool = False) -> list[TextRun] | None:
    """Return the runs of :func:`read_inline` if all markup is ``**`` in pairs and plain links, else ``None``.

    Most blocks of most posts are of this kind; nothing needs to be parsed for them.

    Args:
        src: Content of one block.
        start: Where ``src`` begins in the text that the runs shall be of.
        references: Whether any are defined, so that what stands in brackets may be a link.
    """
    rest = _LINK.sub(r"\1", src) if "[" in src else src
    if (
        _OTHER_MARKUP.search(rest)
        or (references and "[" in rest)
        or ("$" in rest and src.count("$") > 1)  # a formula may hold the beginning of a link
    ):
        return None
    stars = _STARS.findall(rest)
    if len(stars) > 1 and (len(stars) % 2 or set(stars) != {"**"}):
        return None
    runs = []
    position = 0
    for markup in (_SIMPLE_MARKUP if len(stars) > 1 else _LINK).finditer(src):
        if position < markup.start():
            runs.append(TextRun(start + position, start + markup.start()))
        position = markup.end()
        if markup[1] is not None:
            runs.append(TextRun(start + markup.start(1), start + markup.end(1)))
    if position < len(src):
        runs.append(TextRun(start + position, start + len(src)))
    return runs


def _span(token: Token) -> tuple[int, int]:
    start, end = token.map or (0, 0)
    return start, end


def _read_text(_src: str, token: Token, inline: InlineText) -> None:
    start, end = _span(token)
    if not token.content:  # a delimiter that found its partner
        return
    if inline.runs and inline.runs[-1].end == start and inline.runs[-1][2:] == (None, False):
        start = inline.runs.pop().start
    inline.runs.append(TextRun(start, end))


def _read_special(_src: str, token: Token, inline: InlineText) -> None:
    start, end = _span(token)
    if token.info == "entity":
        inline.runs.append(TextRun(start, end, token.content))
    else:
        inline.runs.append(TextRun(end - len(token.content), end))


def _read_code(src: str, token: Token, inline: InlineText) -> None:
    start, end = _span(token)
    start, end = start + len(token.markup), end - len(token.markup)
    content = src[start:end]
    padded = len(token.content) == len(content) - 2
    inline.runs.append(TextRun(start + padded, end - padded, None, True))


def _read_break(src: str, token: Token, inline: InlineText) -> None:
    start = src.index("\n", _span(token)[0])
    inline.runs.append(TextRun(start, start + 1))


def _read_image(_src: str, _token: Token, inline: InlineText) -> None:
    inline.images += 1


def _read_math(_src: str, token: Token, inline: InlineText) -> None:
    start, end = _span(token)
    if token.content.startswith("$$") or "\\" in token.content:
        inline.formulas += 1
    elif _FRACTION.fullmatch(token.content):
        shown = token.content.strip("$").replace("/", "\N{FRACTION SLASH}")
        inline.runs.append(TextRun(start + 1, end - 1, shown, True))
    else:
        inline.runs.append(TextRun(start + 1, end - 1, None, True))


def _read_autolink(src: str, token: Token, inline: InlineText) -> None:
    start, end = _span(token)
    if not _ADDRESS.search(src[start:end]):  # std::<std::string> is no address
        inline.runs.append(TextRun(start, end))


def _read_tag(token: Token, index: int, tags: InlineTags, inline: InlineText) -> int:
    """Read the tag at ``index``; return the index of the last token hidden with it."""
    name, closing = tag_name(token.content)
    if name == "img":
        inline.images += 1
    elif is_block_element(name):
        inline.runs.append(TextRun(*_span(token), "\n"))
    elif name == "sup" and not closing and (raised := _raised_number(tags.tokens, index)):
        inline.runs.append(raised)
        return index + 1
    elif name in HIDDEN_ELEMENTS and not closing:
        return tags.end_of_element(index, name)
    elif name and not is_html_tag(token.content) and not tags.has_partner(index, name, closing=closing):
        inline.runs.append(TextRun(*_span(token)))
    return index


def _raised_number(tokens: list[Token], index: int) -> TextRun | None:
    """Return what a reader sees of the 9 of ``10<sup>9</sup>``: a superscript."""
    number = tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1].content if index else ""
    if number is None or not before[-1:].isdigit() or not _RAISED_NUMBER.fullmatch(number.content):
        return None
    return TextRun(*_span(number), number.content.translate(_SUPERSCRIPTS))


def _paired_stray_markers(tokens: list[Token]) -> set[int]:
    """Return the indices of ``**`` that CommonMark left standing, as in ** 強調 **, when they pair up."""
    pairs = []
    index = 0
    while index < len(tokens):
        run = index
        while run < len(tokens) and tokens[run].type == "text" and tokens[run].content == "*":
            run += 1
        if run - index == 2:
            pairs.append(index)
        index = max(run, index + 1)
    return {i for first in pairs for i in (first, first + 1)} if len(pairs) % 2 == 0 else set()


_READERS: dict[str, Callable[[str, Token, InlineText], None]] = {
    "text": _read_text,
    "text_special": _read_special,
    "code_inline": _read_code,
    "softbreak": _read_break,
    "hardbreak": _read_break,
    "image": _read_image,
    "math": _read_math,
}
