"""Where a name begins and ends, and the one spelling under which it is counted."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.name_forms import NameForm, load_name_forms
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import EntityLabel
from kijiyomi.text.character_variants import MODERN_KANJI

_BRACKETS = {
    "「": "」",
    "『": "』",
    "“": "”",
    '"': '"',
    "(": ")",
    "（": "）",
    "【": "】",
    "《": "》",
    "<": ">",
    "＜": "＞",
}
_MARKS_AROUND = "、。,・:：;；…‥"
_MODERN = str.maketrans(dict(MODERN_KANJI))
_JAPANESE = "ぁ-ゟァ-ヿ一-鿿々〆ヶ"
_SPACE_IN_KATAKANA = re.compile("(?<=[ァ-ヿ]) (?=[ァ-ヿ])")
_SPACE_IN_JAPANESE = re.compile(f"(?<=[{_JAPANESE}]) (?=[{_JAPANESE}])")


def name_entity(text: str, start: int, end: int, label: EntityLabel) -> Entity | None:
    """Return the entity of a name, without what stands beside it; ``None`` if nothing is left.

    Args:
        text: The passage.
        start: First character that was found to be of the name.
        end: One past the last.
        label: What it names.
    """
    start, end = trim_name(text, start, end, label)
    if start == end:
        return None
    written = text[start:end]
    return Entity(start, end, written, label, name=canonical_name(written, label))


def trim_name(text: str, start: int, end: int, label: EntityLabel) -> tuple[int, int]:
    """Return the span of a name without brackets around it, titles and forms of address.

    Titles alone are no name: their span is empty.

    >>> trim_name("「故・山田太郎氏」は", 0, 9, "PERSON")
    (3, 7)
    """
    patterns = _patterns(label)
    length = -1
    while length != end - start:
        length = end - start
        start, end = _without_marks(text, start, _with_balanced_brackets(text, start, end))
        if text[start:end] in patterns.form.no_names:
            return end, end
        if text[start:end] in patterns.form.whole:
            break
        if (before := patterns.before.match(text, start, end)) is not None:
            start = before.end()
        if (after := patterns.after.search(text, start, end)) is not None:
            end = after.start()
    return start, end


def canonical_name(written: str, label: EntityLabel) -> str:
    """Return the spelling under which a name is counted: NFKC, for most labels with kanji as in use now.

    >>> canonical_name("髙橋　國男", "PERSON"), canonical_name("ジョン スミス", "PERSON")
    ('高橋国男', 'ジョン・スミス')
    """
    form = load_name_forms()[label]
    name = " ".join(unicodedata.normalize("NFKC", written).split())
    if form.modern_kanji:
        name = name.translate(_MODERN)
    if form.without_spaces:
        name = _SPACE_IN_JAPANESE.sub("", _SPACE_IN_KATAKANA.sub("・", name))
    return name or written


class _Patterns(NamedTuple):
    """What is cut off names of one label, compiled.

    Attributes:
        form: Where it comes from.
        before: Matches what stands before a name, at its beginning.
        after: Matches what stands behind one, at its end.
    """

    form: NameForm
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _patterns(label: EntityLabel) -> _Patterns:
    form = load_name_forms()[label]
    before, after = (f"(?:{any_of(words)})" if words else "(?!)" for words in (form.before, form.after))
    return _Patterns(form, re.compile(before), re.compile(rf"{after}\Z"))


def _with_balanced_brackets(text: str, start: int, end: int) -> int:
    """Return where a name ends: after the bracket that closes one inside it, or before one left open."""
    for position in range(start + 1, end):
        closing = _BRACKETS.get(text[position])
        if closing is not None and text.find(closing, position + 1, end) == -1 and closing != text[position]:
            return end + 1 if text.startswith(closing, end) else position
    return end


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space, marks and brackets that do not belong together inside it."""
    while start < end and (text[start].isspace() or text[start] in _MARKS_AROUND):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _MARKS_AROUND):
        end -= 1
    if start < end and (closing := _BRACKETS.get(text[start])):
        closed = text.find(closing, start + 1, end)
        if closed in (-1, end - 1):
            return start + 1, end - (closed == end - 1)
    if start < end and text[end - 1] in _BRACKETS.values() and not _opens_inside(text, start, end):
        return start, end - 1
    return start, end


def _opens_inside(text: str, start: int, end: int) -> bool:
    """Stands the opening bracket of the closing one at the end of the span inside it?"""
    opening = next(left for left, right in _BRACKETS.items() if right == text[end - 1])
    return text.find(opening, start, end - 1) != -1
