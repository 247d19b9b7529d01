"""What each sentence is worth by its place and words, whatever its form."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kijiyomi.analysis import Keyword
from kijiyomi.document import Document
from kijiyomi.features.excerpt.beginnings import Beginnings, distinct
from kijiyomi.tokenizer.tokens import Morpheme

Worths = NDArray[np.float64]

# Prose before list items, those before cells and headings.
_STANDING = {"paragraph": 1.0, "list_item": 0.3, "table_cell": 0.02, "heading": 0.02}


def worths(
    documents: Sequence[Document], beginnings: Beginnings, keywords: Sequence[Sequence[Keyword]]
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
    shares = [0.0] * len(beginnings.owners)
    find, ends = beginnings.text.find, beginnings.spans[:, 1].tolist()
    limits = zip(
        beginnings.bases.tolist(), beginnings.ends.tolist(), pairwise(beginnings.bounds), strict=True
    )
    for some, (start, end, (first, last)) in zip(keywords, limits, strict=True):
        total = sum([score for _, score, _ in some]) or 1.0
        for word, score, _ in some:
            share = score / total
            place = find(word, start, end)
            while place >= 0:
                sentence = bisect_right(ends, place, first, last)
                if sentence == last:
                    break
                shares[sentence] += share
                place = find(word, ends[sentence], end)
    return np.array(shares)


def _title_share(documents: Sequence[Document], beginnings: Beginnings) -> Worths:
    """Return the share of its article's title's content words that each sentence holds."""
    titles, lexicon = [document.title for document in documents], documents[0].title.lexicon
    title_words = np.concatenate([title.morpheme for title in titles])
    content = (lexicon.column(_is_content).take(title_words) == 1).nonzero()[0]
    if not len(content):
        return np.zeros(len(beginnings.owners))
    owners = np.arange(len(documents)).repeat(list(map(len, titles)))[content]
    title_words = title_words[content]
    words = distinct(owners * len(lexicon) + title_words)
    in_any_title = np.zeros(len(lexicon), dtype=bool)
    in_any_title[title_words] = True

    places, owners, morphemes = beginnings.tokens(documents, in_any_title)
    wanted = owners * len(lexicon) + morphemes
    columns = words.searchsorted(wanted)
    found = words.take(columns, mode="clip") == wanted
    sentences, held = beginnings.holding(places[found], owners[found], columns[found])
    sentences = distinct(sentences * len(words) + held) // len(words)
    counts = np.bincount(words // len(lexicon), minlength=len(documents))[beginnings.owners]
    return np.bincount(sentences, minlength=len(beginnings.owners)) / np.maximum(counts, 1)


def _is_content(morpheme: Morpheme) -> int:
    return int(morpheme.pos1 == "名詞" and morpheme.pos2 != "数詞")


def _standing(beginnings: Beginnings) -> Worths:
    """Return the worth of each sentence's block."""
    placed = list(zip(beginnings.bases.tolist(), beginnings.blocks, strict=True))
    starts = np.array([base + block.start for base, blocks in placed for block in blocks], dtype=np.intp)
    worth = np.array([_STANDING[block.kind] for _, blocks in placed for block in blocks])
    return worth[starts.searchsorted(beginnings.spans[:, 0], side="right") - 1]
