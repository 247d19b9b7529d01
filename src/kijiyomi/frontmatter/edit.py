"""Change values of a post's front matter and nothing else, or refuse."""

from __future__ import annotations

from collections.abc import Mapping

import yaml
from tomlkit.exceptions import TOMLKitError

from kijiyomi.errors import InputError
from kijiyomi.frontmatter import edit_yaml
from kijiyomi.frontmatter.formats import FORMATS
from kijiyomi.frontmatter.keys import FrontMatterValue, with_changes
from kijiyomi.frontmatter.parse import FrontMatter, split_front_matter

_FENCE_OF_NEW = "---"


def with_values(post: FrontMatter, changes: Mapping[str, FrontMatterValue]) -> str:
    """Return a post's text with values of its front matter changed or added, every other character as it was.

    Args:
        post: The post; where it has no front matter, one is put above.
        changes: Keys and their new values. Of a list that begins with what is there only the rest is
            written.

    Raises:
        InputError: If the values cannot be changed without touching others, or the post was not read surely.
    """
    if post.warnings:
        raise InputError(post.warnings[0])
    try:
        text = _with_front_matter(post, changes) if post.format == "none" else _changed(post, changes)
    except (yaml.YAMLError, TOMLKitError) as error:
        raise InputError(" ".join(str(error).split())) from error
    after = split_front_matter(text, strict=True)
    if after.metadata != with_changes(post.metadata, changes) or after.body != post.body or after.warnings:
        raise InputError("other values would change with it")
    return text


def _changed(post: FrontMatter, changes: Mapping[str, FrontMatterValue]) -> str:
    set_values = FORMATS[post.format].set_values
    if set_values is None:
        raise InputError("this way of writing it is only read; write YAML between two lines of ---")
    line_end = _line_end(post.opening + post.content + post.closing)
    content = set_values(post.content, changes, line_end)
    return post.opening + content + post.closing + post.body


def _with_front_matter(post: FrontMatter, changes: Mapping[str, FrontMatterValue]) -> str:
    if post.body.startswith("\ufeff"):
        raise InputError("it has a byte order mark and no front matter; begin it with --- and ---")
    line_end = _line_end(post.body)
    fence = _FENCE_OF_NEW + line_end
    return fence + edit_yaml.set_values("", changes, line_end) + fence + post.body


def _line_end(text: str) -> str:
    if "\r\n" in text:
        return "\r\n"
    return "\r" if "\r" in text and "\n" not in text else "\n"
