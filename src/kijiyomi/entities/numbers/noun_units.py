"""Units that no list has: a common noun directly after digits is what they count (12事業者, 8レース).

Which words are nouns only the tokenizer knows, so this reads its tokens. It looks only where a number's token
meets a noun's, which arrays find, and where no other reader found a figure, or a counter that ends
within the noun.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np

from kijiyomi.document import Documents
from kijiyomi.entities.numbers.counting_context import begins_count, is_count
from kijiyomi.entities.numbers.exclusions import exclusions
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import LARGE, RANGE_MARKS, Numeral, are_consecutive, numeral_at
from kijiyomi.entities.numbers.unit_patterns import unit_matcher
from kijiyomi.knowledge.noun_units import noun_unit_words
from kijiyomi.knowledge.units import measures
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

_ENDS_NUMBER, _BEGINS_UNIT = 1, 3
_MEETS = _BEGINS_UNIT - _ENDS_NUMBER  # no other two flags differ by as much
_COMMON = "普通名詞"
_KINDS_IN_UNIT = frozenset({"一般", "サ変可能", "形状詞可能", "助数詞可能"})
_ORDINALS = "目番"  # 3両目
_NO_ENDS = frozenset({"名詞", "接尾辞", "接頭辞", "動詞", "形状詞", "記号"})
_MOST_TOKENS = 4
_NUMBER_REACH = 30
_TIMES = "年月日時分秒週世"
_NUMBER = re.compile(rf"\d[\d,.]*(?:[十百千]?[{LARGE}]|[百千])*\Z")
_LOW = re.compile(rf"(\d[\d,.]*[十百千]?[{LARGE}]*) ?(?:[{RANGE_MARKS}]|([、,・])) ?\Z")
_LINE_BEGINS = re.compile(r"(?:\A|\n)[・*●○■◆ -]{0,2}\Z")
_BULLET_REACH = 3
_LEAST, _MOST_HEADINGS = 2, 30
_GOES_ON = frozenset("がはをにでともへの、以")


def find_nouns_batch(documents: Documents) -> list[list[int]]:
    """Return for each document the indices of its tokens that may begin a unit directly after a number.

    Args:
        documents: One at least, short enough to be joined.
    """
    joined = documents.joined
    tokens = joined.tokens
    flags = tokens.column(_flags)
    indices = np.flatnonzero(flags[1:] - flags[:-1] == _MEETS) + 1
    starts = tokens.start[indices]
    touching = tokens.end[indices - 1] == starts
    firsts = list(accumulate((len(document.tokens) + 1 for document in documents), initial=0))
    nouns: list[list[int]] = [[] for _ in documents]
    texts = joined.text_indices(starts[touching]).tolist()
    for text, index in zip(texts, indices[touching].tolist(), strict=True):
        nouns[text].append(index - firsts[text])
    return nouns


def with_noun_units(
    tokens: Tokens, nouns: Sequence[int], view: AlignedText, figures: list[Figure]
) -> list[Figure]:
    """Return the figures with those whose unit is a noun that no list has.

    Args:
        tokens: The tokens of a passage.
        nouns: The indices of those that may begin a unit directly after a number.
        view: The text that figures are read in, aligned with the passage.
        figures: The figures that other readers found in it, by start.
    """
    found = list(_figures(tokens, nouns, view, figures)) if nouns else None
    if not found:
        return figures
    replaced = {figure.start for figure in found}
    return sorted([*found, *(figure for figure in figures if figure.start not in replaced)])


def _figures(
    tokens: Tokens, nouns: Sequence[int], view: AlignedText, figures: Sequence[Figure]
) -> Iterator[Figure]:
    text, starts = view.text, [figure.start for figure in figures]
    unit_starts = view.starts.searchsorted(tokens.start[nouns]).tolist()
    for index, unit_start in zip(nouns, unit_starts, strict=True):
        before = bisect_right(starts, unit_start) - 1
        known = figures[before] if before >= 0 and figures[before].end > unit_start else None
        if known and text[known.end : known.end + 1] not in _suffixes():
            continue
        end = _unit_end(tokens, index)
        if end is None:
            continue
        figure = _read(text, unit_start, int(view.starts.searchsorted(end - 1)) + 1)
        if figure is None or not (known is None or _goes_on(known, figure)):
            continue
        if known or before < 0 or figures[before].end <= figure.start:
            yield figure


def _goes_on(known: Figure, figure: Figure) -> bool:
    """Has the figure the number of a known one, whose counter its unit only begins with: 12事業, 12事業者?"""
    if known.start != figure.start or known.value is None or known.value != figure.value:
        return False
    unit = known.unit or ""
    rest = (figure.unit or "").removeprefix(unit)
    return known.label == "QUANTITY" and len(unit) > 1 and rest in _suffixes()


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    return frozenset(noun_unit_words().suffixes)


def _flags(morpheme: Morpheme) -> int:
    surface = morpheme.surface
    if morpheme.pos2 == "数詞":
        return _ENDS_NUMBER if surface[-1].isdigit() or surface[-1] in LARGE + "千百" else 0
    if len(surface) < 2 or surface[0] in _TIMES or not _is_japanese(surface):
        return 0
    return _BEGINS_UNIT if _may_begin(morpheme) else 0


def _may_begin(morpheme: Morpheme) -> bool:
    surface = morpheme.surface
    if surface in noun_unit_words().no_units or surface[-1] in _ORDINALS:
        return False
    if surface in measures().prefixes["katakana"]:
        return False
    noun = morpheme.pos2 == _COMMON and morpheme.pos3 in _KINDS_IN_UNIT
    return noun or (morpheme.pos1 == "形状詞" and morpheme.pos2 == "一般")


def _is_japanese(surface: str) -> bool:
    return all("ァ" <= c <= "ー" or "一" <= c <= "鿿" or c == "々" for c in surface)


def _unit_end(tokens: Tokens, first: int) -> int | None:
    """Return the end of the unit that begins with token ``first``; ``None`` if it is no unit."""
    run = [tokens.lexicon[tokens.morpheme[first]]]
    index = first + 1
    while index < len(tokens) and tokens.start[index] == tokens.end[index - 1]:
        morpheme = tokens.lexicon[tokens.morpheme[index]]
        if modifiers().after(tokens.text, int(tokens.start[index])):
            break
        if not _goes_on_unit(run[-1], morpheme):
            if morpheme.pos1 in _NO_ENDS and morpheme.pos3 != "副詞可能":
                return None
            break
        run.append(morpheme)
        index += 1
    while len(run) > 1 and run[-1].pos3 == "サ変可能" and _is_unit("".join(m.surface for m in run[:-1])):
        run.pop()
    last = run[-1]
    complete = last.pos1 == "接尾辞" or (last.pos2 == _COMMON and last.pos3 == "一般")
    if len(run) > _MOST_TOKENS or not complete or (len(last.surface) < 2 and last.pos1 != "接尾辞"):
        return None
    return int(tokens.end[first + len(run) - 1])


def _goes_on_unit(last: Morpheme, morpheme: Morpheme) -> bool:
    if morpheme.pos1 == "接尾辞":
        return morpheme.surface in noun_unit_words().suffixes
    if morpheme.pos1 != "名詞" or not _is_japanese(morpheme.surface):
        return False
    # 端子レギュレータ is no unit: kanji before katakana say of which kind the thing is.
    kind = _is_katakana(morpheme.surface) and not _is_katakana(last.surface)
    return morpheme.pos2 == _COMMON and morpheme.pos3 in _KINDS_IN_UNIT and not kind


def _is_katakana(surface: str) -> bool:
    return "ァ" <= surface[0] <= "ー"


def _is_unit(written: str) -> bool:
    found = unit_matcher().at(written, 0)
    return found is not None and found[1] == len(written)


def _read(text: str, unit_start: int, unit_end: int) -> Figure | None:
    """Return the figure whose unit is ``[unit_start, unit_end)``."""
    high = _number_before(text, unit_start)
    if high is None or high.value is None or high.value < _LEAST or not is_count(high):
        return None
    low = _lower_end(text, high)
    first = low or high
    span = modifiers().qualify(text, first.start, unit_end, 0)
    qualified = span.start < first.start
    if not (qualified or begins_count(text, first.start)) or _is_heading(text, high, span.start, unit_end):
        return None
    unit = text[unit_start:unit_end]
    if exclusions().is_identifier(text, high, unit, unit_end):
        return None
    if low is None or low.value is None:
        return Figure(span.start, span.end, "QUANTITY", float(high.value), unit=unit, modifier=span.modifier)
    shares_scale = low.scale == 1 and low.value < high.value / high.scale
    least, most = float(low.value * high.scale if shares_scale else low.value), float(high.value)
    if least >= most:
        return None
    return Figure(span.start, span.end, "QUANTITY", min=least, max=most, unit=unit, modifier=span.modifier)


def _number_before(text: str, end: int) -> Numeral | None:
    written = _NUMBER.search(text, max(0, end - _NUMBER_REACH), end)
    numeral = numeral_at(text, written.start()) if written else None
    return numeral if numeral and numeral.end == end else None


def _lower_end(text: str, high: Numeral) -> Numeral | None:
    """Return the 10 of 10〜20事業者 and the 2 of 2、3事業者."""
    before = _LOW.search(text, max(0, high.start - _NUMBER_REACH), high.start)
    low = numeral_at(text, before.start()) if before else None
    if before is None or low is None or low.end != before.end(1) or not is_count(low):
        return None
    return low if not before[2] or are_consecutive(low, high) else None


def _is_heading(text: str, numeral: Numeral, start: int, end: int) -> bool:
    """Does a small number rather number its line, as in 3背景, or fill a name in brackets?"""
    if text[max(0, start - 1) : start] == "「" and text.startswith("」", end):
        return True
    begins_line = _LINE_BEGINS.search(text, max(0, start - _BULLET_REACH), start) is not None
    small = numeral.value is not None and numeral.value < _MOST_HEADINGS
    return begins_line and text[end : end + 1] not in _GOES_ON and (small or text[start - 1] == "・")
