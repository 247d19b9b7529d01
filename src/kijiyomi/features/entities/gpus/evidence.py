"""Which candidates are accelerators, by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kijiyomi.features.entities.gpus.grammar import Candidate
from kijiyomi.knowledge.accelerators import Cues, Vendor

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

    def __init__(self, vendors: Iterable[Vendor], cues: Cues) -> None:
        self._subjects = _any(cues.subjects)
        self._others = _any(cues.others)
        self._after = _any(cues.after)
        self._before = re.compile(f"(?:{'|'.join(cues.before)})\\Z")
        self._between = re.compile(cues.separators)
        self._vendors = {vendor.name: _any(map(_name_pattern, vendor.names)) for vendor in vendors}
        self._vendor_before = {
            vendor.name: re.compile(rf"(?:{'|'.join(map(_name_pattern, vendor.names))}){_AFTER_VENDOR}")
            for vendor in vendors
        }
        self._against: dict[str, re.Pattern[str]] = {
            line.id: _any(line.against) for vendor in vendors for line in vendor.lines if line.against
        }

    def decide(self, text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates that are accelerators, by start, none overlapping.

        One that is accepted lends its evidence to the others of a list (H20、L20、L2), of its vendor in
        the sentence, and of its name in the article.

        Args:
            text: The searched text.
            candidates: By start, longest first.
        """
        open_ = [candidate for candidate in candidates if not self._ruled_out(text, candidate)]
        accepted = [candidate for candidate in open_ if self._stands_alone(text, candidate)]
        open_ = [candidate for candidate in open_ if candidate not in accepted]
        while open_:
            more = [candidate for candidate in open_ if self._supported(text, candidate, accepted)]
            if not more:
                break
            accepted += more
            open_ = [candidate for candidate in open_ if candidate not in more]
        return _longest(accepted)

    def _ruled_out(self, text: str, candidate: Candidate) -> bool:
        against = self._against.get(candidate.line.id)
        return against is not None and against.search(text, *_sentence(text, candidate)) is not None

    def _stands_alone(self, text: str, candidate: Candidate) -> bool:
        if candidate.evidence == "certain":
            return True
        if self._adjacent(text, candidate):
            return True
        if candidate.evidence == "likely":
            return self._likely(text, candidate)
        if candidate.evidence == "adjacent":
            return False
        place = _sentence(text, candidate)
        if self._vendors[candidate.line.vendor].search(text, *place):
            return True
        return candidate.evidence == "context" and self._subjects.search(text, *place) is not None

    def _likely(self, text: str, candidate: Candidate) -> bool:
        """Does nothing in the sentence, or without its vendor in the article, speak against it?"""
        place = _sentence(text, candidate)
        if self._subjects.search(text, *place):
            return True
        if self._others.search(text, *place):
            return False
        return bool(self._vendors[candidate.line.vendor].search(text)) or not self._others.search(text)

    def _adjacent(self, text: str, candidate: Candidate) -> bool:
        if self._after.match(text, candidate.end):
            return True
        before = text[max(0, candidate.start - _BEFORE) : candidate.start]
        return bool(self._before.search(before) or self._vendor_before[candidate.line.vendor].search(before))

    def _supported(self, text: str, candidate: Candidate, accepted: Sequence[Candidate]) -> bool:
        start, end = _sentence(text, candidate)
        for other in accepted:
            if other.end <= candidate.start:
                between = text[other.end : candidate.start]
            else:
                between = text[candidate.end : other.start]
            listed = 0 < len(between) <= _LIST_GAP and self._between.fullmatch(between) is not None
            if listed and other.line.vendor == candidate.line.vendor:
                return True
            if candidate.evidence == "adjacent":
                continue
            if other.name == candidate.name and other.line.vendor == candidate.line.vendor:
                return True
            if other.line.vendor == candidate.line.vendor and start <= other.start < end:
                return True
        return False


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _sentence(text: str, candidate: Candidate) -> tuple[int, int]:
    """Return the sentence around the candidate, cut at a distance where it is endless."""
    low, high = max(0, candidate.start - _SENTENCE), candidate.end + _SENTENCE
    start = max(text.rfind(mark, low, candidate.start) for mark in _ENDS) + 1
    ends = [text.find(mark, candidate.end, high) for mark in _ENDS]
    return max(start, low), min([end for end in ends if end >= 0], default=min(high, len(text)))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _name_pattern(name: str) -> str:
    pattern = re.escape(name)
    return rf"(?i:(?<![A-Za-z]){pattern}(?![a-z]))" if name.isascii() else pattern
