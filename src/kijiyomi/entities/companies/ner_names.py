"""Companies among the names that the neural network finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kijiyomi.document import Document
from kijiyomi.entities.companies.exclusions import cannot_be_company
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.entities.companies.repetitions import with_repetitions
from kijiyomi.entities.ner_model import COMPANY, Name
from kijiyomi.knowledge.accelerator_names import AcceleratorNames

# Chosen on articles about AI, where Latin abbreviations mislead it: at 0.5 every second one is no company.
_LEAST_SCORE = 0.8


def ner_mentions(
    document: Document,
    names: Iterable[Name],
    taken: Sequence[CompanyMention],
    accelerators: AcceleratorNames,
) -> list[CompanyMention]:
    """Return the companies that are probable, by start, and every further occurrence of their names.

    Args:
        document: Where they stand.
        names: What the recogniser of names finds in it.
        taken: Companies found otherwise; what overlaps them is dropped.
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
    written = ((start, end, view.text[start:end]) for start, end in zip(starts, ends, strict=True))
    mentions = (
        CompanyMention(start, end, name, None, True)
        for start, end, name in written
        if not cannot_be_company(name, accelerators)
    )
    return with_repetitions(document, mentions, taken)
