"""Companies among the names that the network tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kijiyomi.document import Document
from kijiyomi.entities.companies.listed import Mention
from kijiyomi.entities.companies.repetitions import with_repetitions
from kijiyomi.entities.ner_model.recogniser import COMPANY, Name
from kijiyomi.knowledge.accelerator_names import AcceleratorNames
from kijiyomi.knowledge.company_cues import product_names

# Chosen on articles about AI, where Latin abbreviations mislead it: at 0.5 every second one is no company.
_LEAST_SCORE = 0.8
_SHORTEST_NAME = 2


def company_mentions(
    document: Document, names: Iterable[Name], taken: Sequence[Mention], accelerators: AcceleratorNames
) -> list[Mention]:
    """Return the companies that are probable, by start, and every further place of their names.

    Args:
        document: Where they stand.
        names: What the recogniser says of it.
        taken: Companies found otherwise; what overlaps them is left to them.
        accelerators: Products that are no companies.
    """
    probable = [name for name in names if name.label == COMPANY and name.score >= _LEAST_SCORE]
    if not probable:
        return []
    view = document.passage.normalised
    starts, ends = (
        view.derived_offsets(np.array(sources, dtype=np.int32)).tolist()
        for sources in ([name.start for name in probable], [name.end for name in probable])
    )
    spelt = ((start, end, view.text[start:end]) for start, end in zip(starts, ends, strict=True))
    no_company = product_names().alone | accelerators.certain_words
    mentions = (
        Mention(start, end, name, None, True)
        for start, end, name in spelt
        if len(name) >= _SHORTEST_NAME and no_company.isdisjoint(name.split())
    )
    return with_repetitions(document, mentions, taken)
