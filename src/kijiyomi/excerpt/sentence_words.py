"""What each morpheme does to a sentence that may become an excerpt."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Annotated

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, read_data
from kijiyomi.knowledge.nouns import noun_lists
from kijiyomi.tokenizer.tokens import Morpheme

Word = Annotated[str, msgspec.Meta(min_length=1)]

ROLES = (
    "proper",
    "number",
    "nominal",
    "chat",
    "pronoun",
    "polite",
    "comma",
    "open",
    "close",
    "stop",
    "colon",
    "question",
    "topic",
    "subject",
    "dependent",
    "never_first",
    "anaphor",
)
"""What a morpheme can be; each is a bit of :func:`sentence_roles`."""


class ExcerptWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in NFKC.

    Attributes:
        never_first: No excerpt begins with one.
        dependent: A sentence that begins with one usually needs what stands before it.
        anaphor: Take up what was named before.
        chat: Talk to the reader or about the writer.
    """

    never_first: frozenset[Word]
    dependent: frozenset[Word]
    anaphor: frozenset[Word]
    chat: frozenset[Word]


WORD_LISTS = ExcerptWords.__struct_fields__


@lru_cache(maxsize=1)
def excerpt_words() -> ExcerptWords:
    """Return the words of ``knowledge/excerpt_words.toml``.

    Raises:
        KnowledgeError: If the file is damaged; the message names the entry.
    """
    return read_data(FOLDER / "excerpt_words.toml", ExcerptWords)


def bit(role: str) -> int:
    """Return the bit of one of :data:`ROLES`."""
    return 1 << ROLES.index(role)


_SIGNS = {
    **dict.fromkeys("、,", "comma"),
    **dict.fromkeys('「『([【《“"', "open"),
    **dict.fromkeys("」』)]】》”", "close"),
    **dict.fromkeys("。.!", "stop"),
    **dict.fromkeys(":", "colon"),
    **dict.fromkeys("?", "question"),
}
_POLITE = frozenset(("です", "ます", "まし", "でし", "ませ", "でしょう"))
_QUESTIONS = frozenset(("か",))


def sentence_roles(morpheme: Morpheme) -> int:
    """Return the bits of what a morpheme does in a sentence."""
    surface = unicodedata.normalize("NFKC", morpheme.surface)
    lists = excerpt_words()
    roles = {name for name in WORD_LISTS if surface in getattr(lists, name)}
    if surface in _SIGNS:
        roles.add(_SIGNS[surface])
    if morpheme.pos2 == "数詞" or surface.isdigit():
        roles.add("number")
    elif morpheme.pos1 == "名詞":
        roles.add("nominal")
    if morpheme.pos2 == "固有名詞" or (surface.isascii() and surface[:1].isupper()):
        roles.add("proper")
    if morpheme.pos1 == "代名詞":
        roles.add("pronoun")
    if morpheme.pos1 == "助動詞" and surface in _POLITE:
        roles.add("polite")
    if morpheme.pos1 == "助詞":
        if surface == "は":
            roles.add("topic")
        if surface == "が" and morpheme.pos2 == "格助詞":
            roles.add("subject")
        if surface in _QUESTIONS:
            roles.add("question")
    return sum(map(bit, roles))


def title_word(morpheme: Morpheme) -> int:
    """Return 1 for a word that matters in a title, else 0."""
    surface = unicodedata.normalize("NFKC", morpheme.surface)
    if morpheme.pos1 not in ("名詞", "形状詞") or morpheme.pos2 == "数詞" or surface.isdigit():
        return 0
    return int(surface not in noun_lists().separators)
