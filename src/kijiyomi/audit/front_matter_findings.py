"""Reading times that do not fit their texts, excerpts made from a template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kijiyomi.audit.findings import Finding
from kijiyomi.audit.kinds import ConstantReadingTime, FindingKind, PostShare, ReadingTimes
from kijiyomi.audit.posts import AuditedPost

_FEWEST_POSTS = 5
_NEARLY_ALL = 0.8
# Readers differ by a factor of two (see ``kijiyomi.reading_time``), and a minute is rounding.
_FACTOR, _ROUNDING = 2.0, 1.0
_GRAM = 6
_TEMPLATE_SHARE = 0.1
_COVERED = 0.5
_LONGEST_SHOWN = 80


def reading_time_findings(posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    """Yield reading times in front matter that cannot be."""
    given = [(post, post.given_minutes) for post in posts if post.given_minutes is not None]
    if not given:
        return
    value, times = Counter(minutes for _, minutes in given).most_common(1)[0]
    real = sorted(post.minutes for post, minutes in given if minutes == value)
    constant = times >= max(_FEWEST_POSTS, _NEARLY_ALL * len(given))
    if constant and not (_fits(value, real[0]) and _fits(value, real[-1])):
        ids = tuple(post.id for post, minutes in given if minutes == value)
        evidence = ConstantReadingTime(times, len(posts), real[0], real[-1])
        yield Finding(FindingKind.CONSTANT_READING_TIME, f"{value:g}", evidence, ids, times / len(posts))
    for post, minutes in given:
        if not _fits(minutes, post.minutes):
            off = abs(minutes - post.minutes) / max(minutes, post.minutes)
            evidence_of_one = ReadingTimes(minutes, post.minutes)
            yield Finding(FindingKind.READING_TIME, post.id, evidence_of_one, (post.id,), off / len(posts))


def _fits(minutes: float, real: float) -> bool:
    return real / _FACTOR - _ROUNDING <= minutes <= real * _FACTOR + _ROUNDING


def excerpt_findings(posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    """Yield the templates that excerpts are made from: what they have in common beside the title."""
    excerpts = [(post, _without_title(post)) for post in posts if post.excerpt]
    grams = Counter(gram for _, excerpt in excerpts for gram in {*_grams(excerpt)})
    least = max(_FEWEST_POSTS, _TEMPLATE_SHARE * len(posts))
    common = {gram for gram, count in grams.items() if count >= least}
    templates: dict[str, list[str]] = {}
    for post, excerpt in excerpts:
        frame, covered = _frame(excerpt, common)
        if covered >= _COVERED:
            templates.setdefault(frame, []).append(post.id)
    for frame, ids in templates.items():
        if len(ids) >= least:
            evidence = PostShare(len(ids), len(posts))
            shown = frame[:_LONGEST_SHOWN]
            yield Finding(FindingKind.TEMPLATED_EXCERPT, shown, evidence, tuple(ids), evidence.share)


def _without_title(post: AuditedPost) -> str:
    title = post.article.title
    return post.excerpt.replace(title, "…") if title else post.excerpt


def _grams(text: str) -> Iterator[str]:
    return (text[start : start + _GRAM] for start in range(len(text) - _GRAM + 1))


def _frame(excerpt: str, common: set[str]) -> tuple[str, float]:
    """Return the excerpt with what is its own cut to ``…``, and how much of it others have too."""
    shared = [False] * len(excerpt)
    for start, gram in enumerate(_grams(excerpt)):
        if gram in common:
            shared[start : start + _GRAM] = [True] * _GRAM
    frame = "".join(c if own else "\0" for c, own in zip(excerpt, shared, strict=True))
    return re.sub("[\0…]+", "…", frame), sum(shared) / max(len(excerpt.replace("…", "")), 1)
