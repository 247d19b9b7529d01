"""Companies among the names that the neural network finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from kijiyomi.arrays import code_points
from kijiyomi.document import Document
from kijiyomi.entities.companies.exclusions import cannot_be_company
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.entities.companies.repetitions import with_repetitions
from kijiyomi.entities.gazetteer import CompanyGazetteer
from kijiyomi.entities.ner_model import COMPANY, Name
from kijiyomi.knowledge.accelerator_names import AcceleratorNames
from kijiyomi.knowledge.company_frames import load_company_frames
from kijiyomi.knowledge.products import load_products
from kijiyomi.text.fold import fold_case

# Chosen on annotated passages of many kinds and on articles about AI. Where many words are Latin, as there,
# names of products and techniques in Latin letters and katakana mislead the network.
_LEAST_SCORE = 0.5
_LEAST_AMONG_LATIN, _LEAST_OF_KATAKANA, _LEAST_OF_LATIN, _NEVER = 0.6, 0.8, 0.9, 2.0
_MUCH_LATIN, _MANY_LETTERS = 0.03, 15
_TO_LOWER = np.uint32(32)
_KATAKANA = re.compile("[ァ-ヿ・=＝ ]+")
# The company X社 is called X.
_AFTER_NAME = "社"
_ABBREVIATION = re.compile("[A-Z0-9&]{1,5}")
# A company that the writer does not name: A社.
_PLACEHOLDER = re.compile("(?:某|[A-Z])社?")


def ner_mentions(
    document: Document,
    names: Iterable[Name],
    taken: Sequence[CompanyMention],
    gazetteer: CompanyGazetteer,
    accelerators: AcceleratorNames,
) -> list[CompanyMention]:
    """Return the companies that are probable, by start, and every further occurrence of their names.

    Args:
        document: Where they stand.
        names: What the recogniser of names finds in it.
        taken: Companies found otherwise; what overlaps them is dropped, unless it is a longer name.
        gazetteer: Listed companies.
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
    is_latin = _has_much_latin(view.text)
    known = {(mention.start, mention.end + len(_AFTER_NAME)) for mention in taken}
    mentions = [
        CompanyMention(start, end, view.text[start:end], None, True)
        for start, end, name in zip(starts, ends, probable, strict=True)
        if name.score >= _least_score(view.text[start:end], is_latin)
        and _is_company(view.text[start:end], gazetteer, accelerators)
        and not (view.text.startswith(_AFTER_NAME, end - 1) and (start, end) in known)
    ]
    mentions = _with_names_glossed(view.text, mentions, taken)
    return with_repetitions(document, mentions, _not_inside(taken, mentions))


def _with_names_glossed(
    text: str, mentions: Sequence[CompanyMention], taken: Sequence[CompanyMention]
) -> list[CompanyMention]:
    """Return the mentions; one in brackets after another names the same company, wherever it stands."""
    by_end = {mention.end: mention for mention in (*mentions, *taken)}
    glossed = {
        mention.name: by_end[mention.start - 1]
        for mention in mentions
        if mention.start - 1 in by_end
        and text[mention.start - 1] == "("
        and text.startswith(")", mention.end)
    }
    return [
        mention._replace(name=glossed[mention.name].name, kb_id=glossed[mention.name].kb_id)
        if mention.name in glossed
        else mention
        for mention in mentions
    ]


def _has_much_latin(text: str) -> bool:
    lower = code_points(text) | _TO_LOWER
    letters = int(np.count_nonzero((lower >= ord("a")) & (lower <= ord("z"))))
    return letters > max(_MANY_LETTERS, _MUCH_LATIN * len(text))


def _least_score(name: str, is_among_latin: bool) -> float:
    if not is_among_latin:
        return _LEAST_SCORE
    if name.isascii():
        return _NEVER if _ABBREVIATION.fullmatch(name) else _LEAST_OF_LATIN
    return _LEAST_OF_KATAKANA if _KATAKANA.fullmatch(name) else _LEAST_AMONG_LATIN


def _is_company(name: str, gazetteer: CompanyGazetteer, accelerators: AcceleratorNames) -> bool:
    return not (
        _PLACEHOLDER.fullmatch(name)
        or cannot_be_company(name, accelerators)
        or name.endswith(load_company_frames().organisations)
        or _is_product_of_listed(name, gazetteer)
    )


def _is_product_of_listed(name: str, gazetteer: CompanyGazetteer) -> bool:
    """Does a listed company begin the name, and no word of companies' names end it, as in Apple Music?"""
    first, _, rest = name.partition(" ")
    is_listed = bool(rest) and first.isascii() and fold_case(first) in gazetteer.folded_aliases
    return is_listed and rest.split()[-1] not in load_products().company_words


def _not_inside(taken: Sequence[CompanyMention], longer: Sequence[CompanyMention]) -> list[CompanyMention]:
    """Return the mentions that are no part of a longer name; of two that overlap, the longer one stays."""
    return [
        mention
        for mention in taken
        if not any(
            name.start <= mention.start
            and mention.end <= name.end
            and name.end - name.start > mention.end - mention.start
            for name in longer
        )
    ]
