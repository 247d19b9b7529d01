"""MDX: Markdown with imports, exports, components and expressions of JavaScript.

A reader sees the text inside components, and of expressions what is a string: ``{'text'}``. What another
expression becomes nobody knows without running it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kijiyomi.text.masks import MarkupFound, MarkupSource, Mask, Masks, holds
from kijiyomi.text.template_tags import IMAGE_NAMES

_IMPORT = (
    r"import\b(?:[\w$*{},\s]{1,600}?\bfrom\b)?[ \t]*(?:\"[^\"\n]+\"|'[^'\n]+')[ \t]*;?[ \t]*(?://[^\n]*)?$"
)
_EXPORT = (
    r"export[ \t]+(?:(?:const|let|var)[ \t]+[\w${\[]|(?:async[ \t]+)?function\b[ \t*]*[\w$]+[ \t]*\("
    r"|(?:class|interface|enum)[ \t]+[A-Z]|type[ \t]+[A-Z]\w*[ \t]*[=<]|\{|\*[ \t]"
    r"|default[ \t]+(?:async\b|function\b|class\b|[({]|[A-Za-z_$][\w$.]*[ \t]*(?:[;(]|=>|$)))"
)
_STATEMENT = re.compile(rf"^(?:{_IMPORT}|(?P<export>{_EXPORT}))", re.MULTILINE | re.ASCII)
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n|\Z)|\Z")
_COMPONENT_NAME = r"[A-Z]\w*(?:[.:][A-Za-z][\w-]*)*|[a-z]\w*(?:\.[A-Za-z][\w-]*)+"
_COMPONENT_LINE = re.compile(
    rf"^(?:</?(?:{_COMPONENT_NAME})(?:[ \t][^<>\n]*)?/?>|<>)[ \t]*$|\{{/\*", re.MULTILINE | re.ASCII
)
_BARE_TAG = re.compile(r"<([A-Z][\w.]*)>")
_CLOSING_TAG = re.compile(r"</([A-Z][\w.]*)>")
# Of attributes whose value is an expression there is what masks leave of it.
_TAG = re.compile(
    rf"<(?P<close>/?)(?:(?P<name>{_COMPONENT_NAME})"
    r"(?:\s+(?:[A-Za-z_:@][\w:.@-]*(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|\ue000+))?|\ue000+))*+\s*/?)?>",
    re.ASCII,
)
# An element alone on its line has Markdown in it.
_HTML_LINE = re.compile(
    r"^[ \t]*(</?(?:article|aside|center|details|div|figure|main|p|section|span)(?:\s[^<>]*)?>)[ \t]*$",
    re.MULTILINE,
)
_OPENING_BRACE = re.compile(r"(?<!\\)\{")
_IN_BRACES = re.compile(r"[{}]|/\*|`|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_STRING = re.compile(r"\{\s*(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)'|`([^`\\\n$]*)`)\s*\}")
_IN_STATEMENT = re.compile(rf"[(\[)\]]|\n|{_IN_BRACES.pattern}")
_ENCLOSED = {"/*": "*/", "`": "`"}
_BRACKETS = "brackets"
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")
# A statement goes on in the next line if that begins so.
_GOES_ON = re.compile(r"[ \t]*[.,)\]}?:&|+=]|[ \t]+\S")


def is_mdx(source: MarkupSource, path: str = "") -> bool:
    """Is this MDX?

    It is if its path ends with ``.mdx``, or if outside code an import or export of JavaScript begins a block,
    a component's tag is alone on its line, or ``{/*`` stands anywhere. ``<Name>`` without attributes counts
    only if it is closed somewhere.
    """
    text = source.text
    if path.lower().endswith(".mdx"):
        return True
    # import, export
    if "port " in text and any(_statements(source.prose)):
        return True
    if not ("<" in text and ("\n<" in text or text.startswith("<"))) and not holds(text, "{/*"):
        return False
    bare_tags = [_BARE_TAG.match(line[0]) for line in _COMPONENT_LINE.finditer(source.prose)]
    closed = set(_CLOSING_TAG.findall(text)) if bare_tags else set()
    return any(tag is None or tag[1] in closed for tag in bare_tags)


def find_mdx(source: MarkupSource) -> MarkupFound:
    """Return what of MDX is no text: imports, exports, tags of components, expressions, comments."""
    masks = [*_statements(source.prose), *_expressions(source)]
    rest = Masks(masks).apply(source.prose)
    tags = list(_TAG.finditer(rest))
    masks += [Mask(*tag.span()) for tag in tags]
    masks += [Mask(*line.span(1)) for line in _HTML_LINE.finditer(rest)]
    images = sum(1 for tag in tags if not tag["close"] and (tag["name"] or "").lower() in IMAGE_NAMES)
    return MarkupFound(masks, images)


def _statements(text: str) -> Iterator[Mask]:
    """Yield the imports and exports, which begin a block or follow each other."""
    end = -1
    unclosed: set[str] = set()
    for statement in _STATEMENT.finditer(text):
        start = statement.start()
        line_before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
        if start < end or (start not in (0, end + 1) and line_before.strip()):
            continue
        end = statement.end()
        if statement["export"]:
            end = _end_of_statement(text, start, unclosed)
        yield Mask(start, end)


def _end_of_statement(text: str, start: int, unclosed: set[str]) -> int:
    """Return where a statement ends: with its block if its brackets are never closed."""
    depth = 0
    if _BRACKETS not in unclosed:
        for token in _tokens(text, start, _IN_STATEMENT, unclosed):
            if token[0] in _OPENERS:
                depth += 1
            elif token[0] in _CLOSERS:
                depth -= 1
            elif token[0] == "\n" and depth <= 0 and not _GOES_ON.match(text, token.end()):
                return token.start()
        if depth <= 0:
            return len(text)
        unclosed.add(_BRACKETS)
    blank = _BLANK_LINE.search(text, start)
    return blank.start() if blank else len(text)


def _tokens(
    text: str, position: int, pattern: re.Pattern[str], unclosed: set[str]
) -> Iterator[re.Match[str]]:
    """Yield what the pattern finds from a position on, outside comments and template literals.

    Args:
        text: The text.
        position: Where to begin.
        pattern: Finds their openers, too.
        unclosed: The openers that are known never to be closed from there on; added to.
    """
    while token := pattern.search(text, position):
        position = token.end()
        closer = _ENCLOSED.get(token[0], "")
        if closer and token[0] not in unclosed:
            closing = text.find(closer, position)
            if closing < 0:
                unclosed.add(token[0])
            else:
                position = closing + len(closer)
        yield token


def _expressions(source: MarkupSource) -> Iterator[Mask]:
    """Yield the expressions; of those that are a string, the signs around it."""
    for start, end in _braces(source):
        string = _STRING.fullmatch(source.text, start, end)
        if string and string.lastindex:
            yield Mask(start, string.start(string.lastindex))
            yield Mask(string.end(string.lastindex), end)
        else:
            yield Mask(start, end)


def _braces(source: MarkupSource) -> Iterator[tuple[int, int]]:
    """Yield start and end of what braces enclose, inside others too; braces without a partner are text."""
    unclosed: set[str] = set()
    opening = _OPENING_BRACE.search(source.prose)
    while opening:
        position = opening.end()
        open_braces = [opening.start()]
        for token in _tokens(source.text, position, _IN_BRACES, unclosed):
            if token[0] == "{":
                open_braces.append(token.start())
            elif token[0] == "}":
                start, position = open_braces.pop(), token.end()
                if source.prose[start] == "{":
                    yield start, position
                if not open_braces:
                    break
        if open_braces:
            return
        opening = _OPENING_BRACE.search(source.prose, position)
