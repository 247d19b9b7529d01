"""Reading times that do not fit their texts, excerpts made from a template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kijiyomi.audit.findings import Finding
from kijiyomi.audit.posts import Post

_READING_TIMES = ("reading_time", "readingTime", "read_time", "readtime")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FEWEST_POSTS = 5
_NEARLY_ALL = 0.8
# Readers differ by a factor of two (see features/reading_time.py), and a minute is rounding.
_FACTOR, _ROUNDING = 2.0, 1.0
_GRAM = 6
_TEMPLATE_SHARE = 0.1
_COVERED = 0.5
_LONGEST_SHOWN = 80


def reading_time_findings(posts: Sequence[Post]) -> Iterator[Finding]:
    """Yield reading times in front matter that cannot be."""
    given = [(post, minutes) for post in posts if (minutes := _minutes(post)) is not None]
    if not given:
        return
    value, times = Counter(minutes for _, minutes in given).most_common(1)[0]
    real = sorted(post.seconds / 60 for post, minutes in given if minutes == value)
    constant = times >= max(_FEWEST_POSTS, _NEARLY_ALL * len(given))
    if constant and not (_fits(value, real[0]) and _fits(value, real[-1])):
        ids = tuple(post.id for post, minutes in given if minutes == value)
        evidence = f"on {times:,} of {len(posts):,} posts, which take {real[0]:.1f} to {real[-1]:.1f} minutes"
        yield Finding("reading time of all posts", f"{value:g}", evidence, ids, times / len(posts))
    for post, minutes in given:
        if not _fits(minutes, post.seconds / 60):
            off = abs(minutes - post.seconds / 60) / max(minutes, post.seconds / 60)
            evidence = f"says {minutes:g}, takes {post.seconds / 60:.1f} minutes"
            yield Finding("reading time", post.id, evidence, (post.id,), off / len(posts))


def _minutes(post: Post) -> float | None:
    """Return the minutes that the front matter says: 8, "8", "8分", "8 min read"."""
    for key in _READING_TIMES:
        value = post.article.metadata.get(key)
        if isinstance(value, dict):
            value = value.get("minutes")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, str) and (number := _NUMBER.search(value)):
            return float(number[0])
    return None


def _fits(minutes: float, real: float) -> bool:
    return real / _FACTOR - _ROUNDING <= minutes <= real * _FACTOR + _ROUNDING


def excerpt_findings(posts: Sequence[Post]) -> Iterator[Finding]:
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
            evidence = f"{len(ids):,} of {len(posts):,} posts have it around their title or a word"
            yield Finding(
                "templated excerpt", frame[:_LONGEST_SHOWN], evidence, tuple(ids), len(ids) / len(posts)
            )


def _without_title(post: Post) -> str:
    title = post.article.title
    return post.excerpt.replace(title, "…") if title else post.excerpt


def _grams(text: str) -> Iterator[str]:
    return (text[place : place + _GRAM] for place in range(len(text) - _GRAM + 1))


def _frame(excerpt: str, common: set[str]) -> tuple[str, float]:
    """Return the excerpt with what is its own cut to ``…``, and how much of it others have too."""
    shared = [False] * len(excerpt)
    for place, gram in enumerate(_grams(excerpt)):
        if gram in common:
            shared[place : place + _GRAM] = [True] * _GRAM
    frame = "".join(c if own else "\0" for c, own in zip(excerpt, shared, strict=True))
    return re.sub("[\0…]+", "…", frame), sum(shared) / max(len(excerpt.replace("…", "")), 1)
