"""What each sentence is worth by its place and words, whatever its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kijiyomi.analysis import Keyword
from kijiyomi.document import Documents
from kijiyomi.features.excerpt.beginnings import Beginnings
from kijiyomi.tokenizer.tokens import Morpheme

Worths = NDArray[np.float64]

# Prose before list items, those before cells and headings.
_STANDING = {"paragraph": 1.0, "list_item": 0.3, "table_cell": 0.02, "heading": 0.02}


def worths(
    documents: Documents, beginnings: Beginnings, keywords: Sequence[Sequence[Keyword]]
) -> Worths:
    """Return float64 ``(sentences,)``: what each sentence is worth.

    Args:
        documents: The articles.
        beginnings: Their sentences.
        keywords: The keywords of each article.
    """
    position = 1.0 / (1.0 + (beginnings.spans[:, 0] - beginnings.bases[beginnings.owners]) / 1200)
    worth = (
        0.35 * position
        + 0.35 * _keyword_share(beginnings, keywords)
        + 0.30 * _title_share(documents, beginnings)
    )
    return np.asarray(worth * _standing(beginnings))


def _keyword_share(beginnings: Beginnings, keywords: Sequence[Sequence[Keyword]]) -> Worths:
    """Return the share of its article's keywords' weight that each sentence holds."""
    owners, columns, places, shares = [], [], [], []
    bounds = zip(beginnings.bases.tolist(), beginnings.ends.tolist(), strict=True)
    for owner, (some, (start, end)) in enumerate(zip(keywords, bounds, strict=True)):
        total = sum([keyword.score for keyword in some])
        for keyword in some if total > 0 else ():
            for place in _occurrences(beginnings.text, keyword.text, start, end):
                owners.append(owner)
                columns.append(len(shares))
                places.append(place)
            shares.append(keyword.score / total)
    found = np.array((places, owners, columns), dtype=np.intp)
    sentences, held = beginnings.holding(*found)
    return np.bincount(sentences, np.array(shares)[held], minlength=len(beginnings))


def _occurrences(text: str, word: str, start: int, end: int) -> Iterator[int]:
    start = text.find(word, start, end)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word), end)


def _title_share(documents: Documents, beginnings: Beginnings) -> Worths:
    """Return the share of its article's title's content words that each sentence holds."""
    joined = documents.joined
    tokens, lexicon = joined.tokens, joined.tokens.lexicon
    titles = np.concatenate([document.title.morpheme for document in documents])
    owners = np.repeat(np.arange(len(documents)), [len(document.title) for document in documents])
    content = np.flatnonzero(lexicon.column(_is_content)[titles])
    words = np.unique(owners[content] * len(lexicon) + titles[content])

    in_any_title = np.zeros(len(lexicon), dtype=bool)
    in_any_title[titles[content]] = True
    candidates = np.flatnonzero(in_any_title[tokens.morpheme])
    places = tokens.start[candidates]
    owners = joined.texts_at(places)
    wanted = owners * len(lexicon) + tokens.morpheme[candidates]
    columns = np.searchsorted(words, wanted)
    places = places - joined.starts[owners] + beginnings.bases[owners]
    found = (words.take(columns, mode="clip") == wanted) & (places < beginnings.ends[owners])
    sentences, _ = beginnings.holding(places[found], owners[found], columns[found])
    counts = np.bincount(words // len(lexicon), minlength=len(documents))[beginnings.owners]
    return np.bincount(sentences, minlength=len(beginnings)) / np.maximum(counts, 1)


def _is_content(morpheme: Morpheme) -> int:
    return int(morpheme.pos1 == "名詞" and morpheme.pos2 != "数詞")


def _standing(beginnings: Beginnings) -> Worths:
    """Return the worth of each sentence's block."""
    bases = beginnings.bases.tolist()
    blocks = [(base + block.start, _STANDING[block.kind]) for base, some in zip(bases, beginnings.blocks, strict=True) for block in some]
    starts, worth = np.array(blocks).reshape(-1, 2).T
    return np.asarray(worth[np.searchsorted(starts, beginnings.spans[:, 0], side="right") - 1])
