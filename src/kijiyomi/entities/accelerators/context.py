"""Which candidates are accelerators, by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kijiyomi.entities.accelerators.grammar import AcceleratorMention
from kijiyomi.entities.overlaps import leftmost_longest
from kijiyomi.knowledge.accelerators import AcceleratorCues, Vendor

_SENTENCE = 200
_ENDS = "。\n"
_LIST_GAP = 12
_BEFORE = 24
_AFTER_VENDOR = r"(?:製|社)?(?:の|が|は|、| )?[ 「『(*]{0,4}\Z"


class Judge:
    """Decides on candidates.

    Args:
        vendors: Makers, whose names are evidence.
        cues: Patterns of evidence.
    """

    def __init__(self, vendors: Iterable[Vendor], cues: AcceleratorCues) -> None:
        self._subjects = _any(cues.subjects)
        self._others = _any(cues.others)
        self._after = _any(cues.after)
        self._before = re.compile(f"(?:{'|'.join(cues.before)})\\Z")
        self._between = re.compile(cues.separators)
        names = {vendor.name: "|".join(map(_name_pattern, vendor.names)) for vendor in vendors}
        self._vendors = _Patterns(names)
        self._vendor_before = _Patterns({name: f"(?:{any_})" + _AFTER_VENDOR for name, any_ in names.items()})
        self._against = _Patterns(
            {line.id: _either(line.against) for vendor in vendors for line in vendor.lines if line.against}
        )

    def decide(self, text: str, candidates: Sequence[AcceleratorMention]) -> list[AcceleratorMention]:
        """Return the candidates that are accelerators, by start, none overlapping.

        One that is accepted lends its evidence to its neighbours in a list (H20、L20、L2), to others of
        its vendor in the sentence, and to its name in the article.

        Args:
            text: The searched text.
            candidates: By start, longest first.
        """
        article = _Article(text)
        open_ = [candidate for candidate in candidates if not self._ruled_out(text, candidate)]
        accepted = [self._stands_alone(article, candidate) for candidate in open_]
        names = {_product(c) for c, taken in zip(open_, accepted, strict=True) if taken}
        forwards = range(len(open_))
        for order in (forwards, forwards[::-1], forwards):
            self._spread(text, open_, accepted, names, order)
        return leftmost_longest(candidate for candidate, taken in zip(open_, accepted, strict=True) if taken)

    def _spread(
        self,
        text: str,
        candidates: Sequence[AcceleratorMention],
        accepted: list[bool],
        names: set[tuple[str, str]],
        order: range,
    ) -> None:
        """Accept, in this order, what those accepted before it support."""
        last: dict[str, AcceleratorMention] = {}
        for index in order:
            candidate = candidates[index]
            vendor = candidate.line.vendor
            other = last.get(vendor)
            if not accepted[index]:
                by_name = candidate.evidence != "adjacent" and _product(candidate) in names
                accepted[index] = by_name or (other is not None and self._supports(text, other, candidate))
            if accepted[index]:
                names.add(_product(candidate))
                last[vendor] = candidate

    def _supports(self, text: str, other: AcceleratorMention, candidate: AcceleratorMention) -> bool:
        first, second = sorted((other, candidate), key=lambda c: c.start)
        if 0 < second.start - first.end <= _LIST_GAP and self._between.fullmatch(
            text, first.end, second.start
        ):
            return True
        start, end = _sentence(text, candidate)
        return candidate.evidence != "adjacent" and start <= other.start < end

    def _ruled_out(self, text: str, candidate: AcceleratorMention) -> bool:
        if not candidate.line.against:
            return False
        return self._against[candidate.line.id].search(text, *_sentence(text, candidate)) is not None

    def _stands_alone(self, article: _Article, candidate: AcceleratorMention) -> bool:
        text = article.text
        if candidate.evidence == "certain" or self._adjacent(text, candidate):
            return True
        if candidate.evidence == "adjacent":
            return False
        vendor = self._vendors[candidate.line.vendor]
        sentence = _sentence(text, candidate)
        if candidate.evidence == "likely":
            if article.holds(self._subjects, sentence):
                return True
            if article.holds(self._others, sentence):
                return False
            return article.holds(vendor, article.whole) or not article.holds(self._others, article.whole)
        if article.holds(vendor, sentence):
            return True
        return candidate.evidence == "context" and article.holds(self._subjects, sentence)

    def _adjacent(self, text: str, candidate: AcceleratorMention) -> bool:
        if self._after.match(text, candidate.end):
            return True
        before = text[max(0, candidate.start - _BEFORE) : candidate.start]
        return bool(self._before.search(before) or self._vendor_before[candidate.line.vendor].search(before))


class _Patterns(dict[str, re.Pattern[str]]):
    """Patterns by name, compiled when first asked for, as an archive needs few of them."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, name: str) -> re.Pattern[str]:
        pattern = self[name] = re.compile(self._sources[name])
        return pattern


class _Article:
    """A text in which each pattern is searched once in each sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.whole = 0, len(text)
        self._held: dict[tuple[re.Pattern[str], tuple[int, int]], bool] = {}

    def holds(self, pattern: re.Pattern[str], span: tuple[int, int]) -> bool:
        known = self._held.get((pattern, span))
        if known is None:
            known = self._held[pattern, span] = pattern.search(self.text, *span) is not None
        return known


def _product(candidate: AcceleratorMention) -> tuple[str, str]:
    return candidate.line.vendor, candidate.name


def _sentence(text: str, candidate: AcceleratorMention) -> tuple[int, int]:
    """Return the sentence around the candidate, cut at a distance where it is endless."""
    # Cut at round places, so that neighbours in an endless sentence share one.
    low = max(0, candidate.start // _SENTENCE - 1) * _SENTENCE
    high = (candidate.end // _SENTENCE + 2) * _SENTENCE
    start = max(text.rfind(mark, low, candidate.start) for mark in _ENDS) + 1
    ends = [text.find(mark, candidate.end, high) for mark in _ENDS]
    return max(start, low), min([end for end in ends if end >= 0], default=min(high, len(text)))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_either(patterns))


def _either(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _name_pattern(name: str) -> str:
    pattern = re.escape(name)
    return rf"(?i:(?<![A-Za-z]){pattern}(?![a-z]))" if name.isascii() else pattern
