"""The part of a document the classifier reads: its title and the beginning of its body."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, groupby

import numpy as np

from kijiyomi.batching import MAX_ITEMS
from kijiyomi.document import Document, Documents
from kijiyomi.text.normalise import normalise
from kijiyomi.text.passage import Passage
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import Tokens

_MAX_HEADLINE_CHARACTERS = 100


def cut_to_lead(document: Document, characters: int) -> Document:
    """Return ``document`` with a body of at most so many characters; its blocks are left out."""
    passage = document.passage
    if len(passage.text) <= characters:
        return document
    normalised = passage.normalised
    end = np.int32(characters)
    cut = int(normalised.ends.searchsorted(end, side="right"))
    body = Passage(_cut(passage.aligned, characters), _cut(normalised, cut), ())
    tokens = document.tokens
    stop = int(tokens.end.searchsorted(end, side="right"))
    columns = (column[:stop] for column in (tokens.start, tokens.end, tokens.morpheme))
    return Document(document.article, body, Tokens(body.text, tokens.lexicon, *columns), document.title)


def cut_to_lead_batch(documents: Documents, characters: int) -> list[Documents]:
    """Return what :func:`cut_to_lead` returns for each document, in groups to be joined.

    A group of documents that are short already is returned as it is: other steps may have joined it.
    """
    groups: list[Documents] = []
    for short, some in groupby(documents.chunks, lambda group: _max_length(group) <= characters):
        groups += (
            some
            if short
            else Documents(
                [cut_to_lead(document, characters) for document in chain.from_iterable(some)]
            ).chunks
        )
    return groups


def title_text(document: Document) -> str:
    """Return the title in the normalised view."""
    return normalised_title(document).text


def normalised_title(document: Document) -> AlignedText:
    """Return the normalised view of the title."""
    return _normalised(document.title.text)


def headline_end(document: Document) -> int:
    """Return where the body's own headline ends in the passage: its first line if short, else 0."""
    end = document.passage.text.find("\n", 0, _MAX_HEADLINE_CHARACTERS)
    return max(end, 0)


def _max_length(documents: Documents) -> int:
    return max([len(document.passage.text) for document in documents])


@lru_cache(maxsize=MAX_ITEMS)
def _normalised(title: str) -> AlignedText:
    """Return the normalised view of a title of the batch in hand, which several steps ask for."""
    return normalise(title)


def _cut(aligned: AlignedText, characters: int) -> AlignedText:
    return AlignedText(aligned.text[:characters], aligned.starts[:characters], aligned.ends[:characters])
