"""An audit: every check, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

from kijiyomi.article import Article
from kijiyomi.audit.doubtful_labels import doubtful_labels
from kijiyomi.audit.duplicates import duplicate_findings, repetition_findings
from kijiyomi.audit.findings import Audit
from kijiyomi.audit.front_matter_findings import excerpt_findings, reading_time_findings
from kijiyomi.audit.label_findings import label_findings
from kijiyomi.audit.posts import read_posts
from kijiyomi.errors import InputError


def audit(articles: Iterable[Article], *, progress: Callable[[str], None] = lambda _: None) -> Audit:
    """Return what is wrong with an archive, the worst first.

    アーカイブを点検し、問題を重い順に返す。

    Args:
        articles: The archive.
        progress: Called with what is being done.

    Raises:
        InputError: If there is no article.
    """
    progress("reading articles")
    posts = read_posts(articles)
    if not posts:
        raise InputError("the archive has no article; give a folder of posts or a table of articles")
    progress("comparing labels, reading times and excerpts")
    checks = (label_findings, reading_time_findings, excerpt_findings, repetition_findings)
    found = list(chain.from_iterable(check(posts) for check in checks))
    progress("comparing posts")
    found += duplicate_findings(posts)
    progress("judging each label by the other posts")
    found += doubtful_labels([replace(post.article, id=post.id) for post in posts], len(posts))
    return Audit.of(len(posts), found)
