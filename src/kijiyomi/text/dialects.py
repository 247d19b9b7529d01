"""What dialects of Markdown add that the parser has no rules for, masked in the source."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from kijiyomi.text.emoji_codes import find_emoji_codes
from kijiyomi.text.masks import MarkupSource, Masks
from kijiyomi.text.mdx import find_mdx, is_mdx
from kijiyomi.text.obsidian import find_obsidian_markup
from kijiyomi.text.ruby import find_ruby
from kijiyomi.text.template_tags import find_template_tags


class MaskedSource(NamedTuple):
    """A source with its template commands and the markup of dialects masked.

    Attributes:
        text: The source, of the same length, with other characters instead of each mask.
        masks: What is masked.
        images: Number of images that the masks show.
        code_lines: Number of lines of each block of code that they show.
        is_mdx: Whether the source is MDX.
    """

    text: str
    masks: Masks
    images: int
    code_lines: tuple[int, ...]
    is_mdx: bool


def mask_dialects(source: str, path: str = "") -> MaskedSource:
    """Mask what is no Markdown of ``source``: template commands, MDX, Obsidian's markup, ruby, emoji codes.

    Args:
        source: Markdown with line feeds at its line ends.
        path: Where it came from; see :func:`~kijiyomi.text.mdx.is_mdx`.
    """
    tags = find_template_tags(source)
    rest = MarkupSource(Masks(tags.masks).apply(source) if tags.masks else source)
    mdx = is_mdx(rest, path)
    found = [tags, find_obsidian_markup(rest), find_ruby(rest), find_emoji_codes(rest)]
    if mdx:
        found.append(find_mdx(rest))
    masks = Masks(chain.from_iterable([one.masks for one in found]))
    return MaskedSource(
        masks.apply(source) if len(masks) else source,
        masks,
        sum([one.images for one in found]),
        tuple(chain.from_iterable([one.code_lines for one in found])),
        mdx,
    )
