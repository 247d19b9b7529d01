"""Labels that say nothing, twice the same, or are missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from kijiyomi.audit.findings import Finding, Kind
from kijiyomi.audit.posts import Post
from kijiyomi.classifier import Model, default_model_path
from kijiyomi.classifier.vocabulary import build_terms, spelling_index
from kijiyomi.text.fold import fold_width_and_case as fold

_NEARLY_ALL = 0.8
_FEWEST_POSTS = 5
_SAME_POSTS = 0.8
_SHORTEST_STEM = 3
_LONGEST_REST = 4
_CERTAINTY: Mapping[Kind, float] = {"spellings of one tag": 1.0, "tags of one meaning": 0.5}


def label_findings(posts: Sequence[Post]) -> Iterator[Finding]:
    """Yield what is wrong with the categories and tags of an archive, without looking at its texts."""
    tagged, filed = _holders(posts, lambda post: post.tags), _holders(posts, lambda post: post.categories[:1])
    yield from _everywhere(tagged, "tag on nearly every post", posts)
    yield from _everywhere(filed, "category on most posts", posts)
    yield from _twins(tagged, posts)
    yield from _related(tagged, posts)
    untagged = tuple(post.id for post in posts if not post.tags)
    if untagged and tagged:
        share = len(untagged) / len(posts)
        yield Finding("no tags", "no tags", f"{len(untagged):,} of {len(posts):,} posts", untagged, share)


def _holders(posts: Sequence[Post], labels: Callable[[Post], Iterable[str]]) -> dict[str, dict[str, None]]:
    """Return the identifiers of each label's posts."""
    holders: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for post in posts:
        for label in labels(post):
            holders[label][post.id] = None
    return dict(holders)


def _everywhere(holders: dict[str, dict[str, None]], kind: Kind, posts: Sequence[Post]) -> Iterator[Finding]:
    for label, ids in holders.items():
        share = len(ids) / len(posts)
        if len(posts) >= _FEWEST_POSTS and share >= _NEARLY_ALL:
            evidence = f"on {len(ids):,} of {len(posts):,} posts ({share:.0%}): it tells none from another"
            yield Finding(kind, label, evidence, tuple(ids), share)


def _twins(tagged: dict[str, dict[str, None]], posts: Sequence[Post]) -> Iterator[Finding]:
    """Yield tags that differ in case, width or separators only, or are known as names of one thing."""
    for term in build_terms([post.tags for post in posts]):
        if term.aliases:
            yield _together("spellings of one tag", (term.label, *term.aliases), tagged, posts)
    known: defaultdict[int, list[str]] = defaultdict(list)
    for label in tagged:
        if (place := _known_terms().get(fold(label))) is not None:
            known[place].append(label)
    for labels in known.values():
        if len(set(map(fold, labels))) > 1:
            yield _together("tags of one meaning", labels, tagged, posts)


@lru_cache(maxsize=1)
def _known_terms() -> dict[str, int]:
    """Return the terms of the default model by each of their spellings."""
    return spelling_index(Model.load(default_model_path()).terms)


def _related(tagged: dict[str, dict[str, None]], posts: Sequence[Post]) -> Iterator[Finding]:
    """Yield pairs of tags of which one is the other and little more, or that go together nearly always."""
    everywhere = _NEARLY_ALL * len(posts)
    names = sorted(label for label, ids in tagged.items() if len(ids) < everywhere)
    for short, long in _with_a_rest(names):
        yield _together("tags of one meaning", (short, long), tagged, posts)
    often = [label for label in names if len(tagged[label]) >= _FEWEST_POSTS]
    for one, other in combinations(often, 2):
        both, either = len(tagged[one].keys() & tagged[other]), len(tagged[one].keys() | tagged[other])
        if both >= _SAME_POSTS * either:
            evidence = f"together on {both:,} of the {either:,} posts that have either"
            ids = tuple(id for id in tagged[one] if id in tagged[other])
            severity = both / len(posts) * both / either
            yield Finding("tags on the same posts", f"{one} / {other}", evidence, ids, severity)


def _with_a_rest(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs like AI規制 and AI規制対応: the second one begins with the first and adds a little."""
    by_fold = {fold(name): name for name in names}
    for folded, name in by_fold.items():
        for rest in range(1, min(_LONGEST_REST, len(folded) - _SHORTEST_STEM) + 1):
            stem = by_fold.get(folded[:-rest])
            if stem and not _latin_word_cut(folded, rest):
                yield stem, name


def _latin_word_cut(folded: str, rest: int) -> bool:
    """Is a Latin word or number cut in two, as in java and javascript?"""
    before, after = folded[-rest - 1], folded[-rest]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _together(
    kind: Kind, labels: Sequence[str], tagged: dict[str, dict[str, None]], posts: Sequence[Post]
) -> Finding:
    counts = Counter({label: len(tagged[label]) for label in labels if label in tagged})
    ranked = [label for label, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    # What has to change are the posts with the rarer ones.
    ids = tuple(dict.fromkeys(id for label in ranked[1:] for id in tagged[label]))
    evidence = ", ".join(f"{label}: {counts[label]:,}" for label in ranked) + " posts"
    return Finding(kind, " / ".join(ranked), evidence, ids, _CERTAINTY[kind] * len(ids) / len(posts))
