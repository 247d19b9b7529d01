"""Which candidates are accelerators, by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kijiyomi.entities.overlaps import leftmost_longest
from kijiyomi.knowledge.accelerator_cues import AcceleratorCues
from kijiyomi.knowledge.accelerator_names import AcceleratorMention
from kijiyomi.knowledge.accelerators import Vendor

_SENTENCE = 200
_ENDS = "。\n"
_LIST_GAP = 12
_BEFORE = 24
_AFTER_VENDOR = r"(?:製|社)?(?:の|が|は|、| )?[ 「『(*]{0,4}\Z"


class ContextFilter:
    """Keeps the candidates that have the evidence their names need.

    Args:
        vendors: Makers, whose names are evidence.
        cues: Patterns of evidence.
    """

    def __init__(self, vendors: Iterable[Vendor], cues: AcceleratorCues) -> None:
        vendors = tuple(vendors)
        self._subjects = _any(cues.subjects)
        self._others = _any(cues.others)
        self._after = _any(cues.after)
        self._before = re.compile(f"(?:{'|'.join(cues.before)})\\Z")
        self._separators = re.compile(cues.separators)
        names = {vendor.name: "|".join(map(_name_pattern, vendor.names)) for vendor in vendors}
        self._vendors = _PatternCache(names)
        self._vendor_before = _PatternCache(
            {name: f"(?:{pattern}){_AFTER_VENDOR}" for name, pattern in names.items()}
        )
        self._against = _PatternCache(
            {"|".join(line.against): _either(line.against) for vendor in vendors for line in vendor.lines}
        )

    def accelerators(self, text: str, candidates: Sequence[AcceleratorMention]) -> list[AcceleratorMention]:
        """Return the candidates that are accelerators, by start, none overlapping.

        One that is accepted lends its evidence to its neighbours in a list (H20、L20、L2), to others of
        its vendor in the sentence, and to its name in the article.

        Args:
            text: The searched text.
            candidates: By start, longest first.
        """
        article = _Article(text)
        possible = [candidate for candidate in candidates if not self._ruled_out(text, candidate)]
        accepted = [self._stands_alone(article, candidate) for candidate in possible]
        self._accept_families_in_lists(article, possible, accepted)
        names = {_product(c) for c, taken in zip(possible, accepted, strict=True) if taken}
        forwards = range(len(possible))
        for order in (forwards, forwards[::-1], forwards):
            self._spread(text, possible, accepted, names, order)
        return leftmost_longest(
            candidate for candidate, taken in zip(possible, accepted, strict=True) if taken
        )

    def _accept_families_in_lists(
        self, article: _Article, candidates: Sequence[AcceleratorMention], accepted: list[bool]
    ) -> None:
        """Accept the families (Turing、Pascal) that stand side by side where accelerators are spoken of."""
        families = [index for index, candidate in enumerate(candidates) if candidate.evidence == "family"]
        for left, right in pairwise(families):
            first, second = candidates[left], candidates[right]
            if (
                first.line.vendor == second.line.vendor
                and first.name != second.name
                and self._are_listed(article.text, first, second)
                and self._has_context(article, second)
            ):
                accepted[left] = accepted[right] = True

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
        if self._are_listed(text, *sorted((other, candidate), key=_start)):
            return True
        start, end = _sentence(text, candidate)
        return candidate.evidence not in ("adjacent", "family") and start <= other.start < end

    def _are_listed(self, text: str, first: AcceleratorMention, second: AcceleratorMention) -> bool:
        """Does nothing but a separator of lists stand between them?"""
        if not 0 < second.start - first.end <= _LIST_GAP:
            return False
        return self._separators.fullmatch(text, first.end, second.start) is not None

    def _ruled_out(self, text: str, candidate: AcceleratorMention) -> bool:
        against = candidate.line.against
        if not against:
            return False
        return self._against["|".join(against)].search(text, *_sentence(text, candidate)) is not None

    def _stands_alone(self, article: _Article, candidate: AcceleratorMention) -> bool:
        evidence = candidate.evidence
        if evidence == "certain" or self._is_adjacent(article.text, candidate):
            return True
        sentence = _sentence(article.text, candidate)
        if evidence == "likely":
            if article.holds(self._subjects, sentence):
                return True
            if article.holds(self._others, sentence):
                return False
            vendor = self._vendors[candidate.line.vendor]
            return article.holds(vendor, article.whole) or not article.holds(self._others, article.whole)
        if evidence == "context":
            return self._has_context(article, candidate)
        return evidence == "vendor" and article.holds(self._vendors[candidate.line.vendor], sentence)

    def _has_context(self, article: _Article, candidate: AcceleratorMention) -> bool:
        """Does the sentence name the vendor, or speak of accelerators?"""
        sentence = _sentence(article.text, candidate)
        vendor = self._vendors[candidate.line.vendor]
        return article.holds(vendor, sentence) or article.holds(self._subjects, sentence)

    def _is_adjacent(self, text: str, candidate: AcceleratorMention) -> bool:
        """Do accelerators' words or the vendor stand directly beside it?"""
        if self._after.match(text, candidate.end):
            return True
        before = text[max(0, candidate.start - _BEFORE) : candidate.start]
        return bool(self._before.search(before) or self._vendor_before[candidate.line.vendor].search(before))


class _PatternCache(dict[str, re.Pattern[str]]):
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


def _start(candidate: AcceleratorMention) -> int:
    return candidate.start


def _product(candidate: AcceleratorMention) -> tuple[str, str]:
    return candidate.line.vendor, candidate.name


def _sentence(text: str, candidate: AcceleratorMention) -> tuple[int, int]:
    """Return the sentence around the candidate, cut at a distance where it is endless."""
    # Cut at multiples, so that neighbours in an endless sentence share one.
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
