"""Labels that say nothing, twice the same, or are missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from kijiyomi.audit.findings import Finding
from kijiyomi.audit.kinds import FindingKind, LabelCounts, LabelOverlap, PostShare
from kijiyomi.audit.posts import AuditedPost
from kijiyomi.classifier import Model, default_model_path
from kijiyomi.classifier.vocabulary import build_terms, spelling_index
from kijiyomi.text.fold import fold_width_and_case

# The identifiers of each label's posts, in order.
Holders: TypeAlias = dict[str, dict[str, None]]

_NEARLY_ALL = 0.8
_FEWEST_POSTS = 5
_SAME_POSTS = 0.8
# What a tag means the same with and without. Any other ending makes it narrower: a database is no data.
_EMPTY_ENDINGS = ("ー", "関連", "全般", "一般", "など", "等")
_PLURAL = "s"
_CERTAINTY = {FindingKind.SPELLINGS_OF_ONE_TAG: 1.0, FindingKind.TAGS_OF_ONE_MEANING: 0.5}


def label_findings(posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    """Yield what is wrong with the categories and tags of an archive, without looking at its texts."""
    tagged, filed = _holders(posts, lambda post: post.tags), _holders(posts, lambda post: post.categories[:1])
    yield from _on_most_posts(tagged, FindingKind.TAG_ON_NEARLY_EVERY_POST, posts)
    yield from _on_most_posts(filed, FindingKind.CATEGORY_ON_MOST_POSTS, posts)
    yield from _spellings_and_names(tagged, posts)
    yield from _variants_and_companions(tagged, posts)
    untagged = tuple(post.id for post in posts if not post.tags)
    if untagged and tagged:
        evidence = PostShare(len(untagged), len(posts))
        kind = FindingKind.NO_TAGS
        yield Finding(kind, kind.value, evidence, untagged, evidence.share)


def _holders(posts: Sequence[AuditedPost], labels: Callable[[AuditedPost], Iterable[str]]) -> Holders:
    """Return who has each label."""
    holders: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for post in posts:
        for label in labels(post):
            holders[label][post.id] = None
    return dict(holders)


def _on_most_posts(holders: Holders, kind: FindingKind, posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    for label, ids in holders.items():
        evidence = PostShare(len(ids), len(posts))
        if len(posts) >= _FEWEST_POSTS and evidence.share >= _NEARLY_ALL:
            yield Finding(kind, label, evidence, tuple(ids), evidence.share)


def _spellings_and_names(tagged: Holders, posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    """Yield tags that differ in case, width or separators only, or are known as names of one thing."""
    for term in build_terms([post.tags for post in posts]):
        if term.aliases:
            yield _to_merge(FindingKind.SPELLINGS_OF_ONE_TAG, (term.label, *term.aliases), tagged, posts)
    known: defaultdict[int, list[str]] = defaultdict(list)
    for label in tagged:
        if (term_index := _known_terms().get(fold_width_and_case(label))) is not None:
            known[term_index].append(label)
    for labels in known.values():
        if len(set(map(fold_width_and_case, labels))) > 1:
            yield _to_merge(FindingKind.TAGS_OF_ONE_MEANING, labels, tagged, posts)


@lru_cache(maxsize=1)
def _known_terms() -> dict[str, int]:
    """Return the terms of the default model by each of their spellings."""
    return spelling_index(Model.load(default_model_path()).terms)


def _variants_and_companions(tagged: Holders, posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    """Yield pairs of tags that differ in an empty ending, or that go together nearly always."""
    everywhere = _NEARLY_ALL * len(posts)
    names = sorted(label for label, ids in tagged.items() if len(ids) < everywhere)
    for pair in _apart_by_an_empty_ending(names):
        yield _to_merge(FindingKind.TAGS_OF_ONE_MEANING, pair, tagged, posts)
    often = [label for label in names if len(tagged[label]) >= _FEWEST_POSTS]
    for one, other in combinations(often, 2):
        both, either = len(tagged[one].keys() & tagged[other]), len(tagged[one].keys() | tagged[other])
        if both >= _SAME_POSTS * either:
            ids = tuple(id for id in tagged[one] if id in tagged[other])
            severity = both / len(posts) * both / either
            evidence = LabelOverlap(both, either)
            yield Finding(FindingKind.TAGS_ON_THE_SAME_POSTS, f"{one} / {other}", evidence, ids, severity)


def _apart_by_an_empty_ending(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs like サーバ and サーバー, 半導体 and 半導体関連, LLM and LLMs."""
    by_fold = {fold_width_and_case(name): name for name in names}
    for folded, name in by_fold.items():
        for ending in (*_EMPTY_ENDINGS, _PLURAL):
            stem = by_fold.get(folded.removesuffix(ending)) if folded.endswith(ending) else None
            # News is no plural of New, but LLMs is one of LLM.
            if stem and (ending != _PLURAL or (stem.isascii() and stem.isupper() and name[-1] == _PLURAL)):
                yield stem, name


def _to_merge(
    kind: FindingKind, labels: Sequence[str], tagged: Holders, posts: Sequence[AuditedPost]
) -> Finding:
    counts = {label: len(tagged[label]) for label in labels if label in tagged}
    ranked = sorted(counts, key=lambda label: (-counts[label], label))
    # What has to change are the posts with the rarer ones.
    ids = tuple(dict.fromkeys(id for label in ranked[1:] for id in tagged[label]))
    evidence = LabelCounts(tuple((label, counts[label]) for label in ranked))
    return Finding(kind, " / ".join(ranked), evidence, ids, _CERTAINTY[kind] * len(ids) / len(posts))
