"""How many documents of an archive hold each phrase."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kijiyomi.document import Document, Documents
from kijiyomi.keywords.compounds import find_compounds
from kijiyomi.text.fold import fold_phrase_batch


@dataclass(frozen=True, slots=True)
class DocumentFrequencies:
    """In how many documents of an archive each phrase is a maximal compound.

    アーカイブの何本の文書に各語句（最も長く取った複合語）が現れるかを持つ。

    Attributes:
        documents: Number of documents counted.
        counts: Number of documents of each phrase, folded by :func:`~kijiyomi.text.fold.fold_phrase_batch`.
    """

    documents: int
    counts: Mapping[str, int]

    @classmethod
    def count(cls, documents: Iterable[Document]) -> DocumentFrequencies:
        """Return the frequencies in ``documents``, which are read once.

        文書を1度読み、語句ごとの文書の数を数えて返す。
        """
        counts: Counter[str] = Counter()
        documents_read = 0
        for document in documents:
            tokens = Documents([document]).joined.tokens
            compounds, text = find_compounds(tokens), tokens.text
            spans = zip(compounds.start.tolist(), compounds.end.tolist(), strict=True)
            counts.update(set(fold_phrase_batch({text[start:end] for start, end in spans})))
            documents_read += 1
        return cls(documents_read, counts)

    def rarity(self, folded: str) -> float:
        """Return the inverse document frequency of a folded phrase, 0 (in all) to 1 (in none).

        語句の逆文書頻度を、0（すべての文書にある）から1（どれにもない）までで返す。
        """
        if self.documents < 1:
            return 1.0
        return math.log((self.documents + 1) / (self.counts.get(folded, 0) + 1)) / math.log(
            self.documents + 1
        )
