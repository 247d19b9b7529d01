"""Posts as articles: front matter becomes title and metadata, and is no part of what is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kijiyomi.article import Article
from kijiyomi.frontmatter.keys import title_of
from kijiyomi.frontmatter.parse import FrontMatter, split_front_matter
from kijiyomi.text.markdown import read_passage

# What a line of a heading of the first level begins with: #, what underlines it, or HTML.
_BEGINNINGS = ("#", "=", "<")


def article_of_post(text: str, *, id: str = "", path: str = "", warnings: Sequence[str] = ()) -> Article:
    """Return the article of a post: its text is the body alone.

    Args:
        text: All of the post.
        id: Identifier within its archive.
        path: Its file, named in warnings.
        warnings: What was odd about its source.
    """
    front = split_front_matter(text, path)
    return Article(
        front.body,
        id=id,
        title=_title(front),
        path=path,
        metadata=front.metadata,
        warnings=(*warnings, *front.warnings),
    )


def read_front_matter(article: Article) -> Article:
    """Return an article whose text may be a whole post with its front matter, if it begins with any, read.

    The text stays the one given, so that offsets count in it, and the article says where the body begins.
    What it knows already, title and metadata, counts before what the front matter says.
    """
    front = split_front_matter(article.text)
    if not (front.body_start or front.warnings):
        return article
    return replace(
        article,
        title=article.title or _title(front),
        metadata={**front.metadata, **article.metadata},
        warnings=(*article.warnings, *front.warnings),
        body_start=front.body_start,
    )


def _title(front: FrontMatter) -> str:
    title = title_of(front.metadata)
    return _title_heading(front.body) if title is None else title.strip()


def _title_heading(body: str) -> str:
    """Return the one heading of the first level, without markup, where it is the first of all headings.

    Where several stand they are sections, and a post without a title goes by its file's name.
    """
    if not any(line.lstrip(" ").startswith(_BEGINNINGS) for line in body.splitlines()):
        return ""
    passage = read_passage(Article(body))
    headings = [block for block in passage.blocks if block.kind == "heading"]
    if not headings or headings[0].level != 1 or any(block.level == 1 for block in headings[1:]):
        return ""
    return " ".join(passage.text[headings[0].start : headings[0].end].split())
