"""The recogniser of GPUs and AI accelerators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from kijiyomi.document import Document, Documents
from kijiyomi.entities.accelerators.context import ContextFilter
from kijiyomi.entities.accelerators.grammar import AcceleratorGrammar
from kijiyomi.entities.base import Recogniser
from kijiyomi.knowledge.accelerator_cues import load_accelerator_cues
from kijiyomi.knowledge.accelerator_names import AcceleratorMention, load_name_patterns
from kijiyomi.knowledge.accelerators import full_name, load_vendors
from kijiyomi.records.analysis import Entity
from kijiyomi.text.passage import Passage

_TRADEMARK = "™"


class AcceleratorRecogniser(Recogniser[Entity]):
    """Find GPUs, AI accelerators, their architectures and the systems sold under their names.

    GPUとAIアクセラレーター、そのアーキテクチャーと、その名で売られるシステムを見つける。

    Args:
        extra: TOML files of further vendors in the format of ``knowledge/accelerators``.

    Raises:
        KnowledgeError: If a file is malformed or its names clash with those already known.
    """

    def __init__(self, extra: Sequence[str | Path] = ()) -> None:
        self.extra = tuple(extra)
        self._grammar, self._context = _loaded(self.extra)

    def recognise_batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the accelerators of each document by start, none overlapping.

        文書ごとにGPUとAIアクセラレーターを、重なりなく、現れる順に返す。
        """
        texts = [_with_trademarks(document.passage) for document in documents]
        found = zip(documents, texts, self._grammar.candidates(texts), strict=True)
        return [
            tuple(_entity(document, mention) for mention in self._context.accelerators(text, candidates))
            if candidates
            else ()
            for document, text, candidates in found
        ]

    def __reduce__(self) -> tuple[type[AcceleratorRecogniser], tuple[tuple[str | Path, ...]]]:
        return type(self), (self.extra,)


@lru_cache(maxsize=4)
def _loaded(extra: tuple[str | Path, ...]) -> tuple[AcceleratorGrammar, ContextFilter]:
    cues = load_accelerator_cues()
    return AcceleratorGrammar(load_name_patterns(*extra), cues), ContextFilter(load_vendors(*extra), cues)


def _with_trademarks(passage: Passage) -> str:
    """Return the normalised text in which ™ is not the letters TM of the word before it."""
    source, view = passage.text, passage.normalised
    if _TRADEMARK not in source:
        return view.text
    positions = [match.start() for match in re.finditer(_TRADEMARK, source)]
    pieces: list[str] = []
    done = 0
    for start in view.starts.searchsorted(positions).tolist():
        if view.text.startswith("TM", start):
            pieces += (view.text[done:start], _TRADEMARK * 2)
            done = start + 2
    return "".join([*pieces, view.text[done:]])


def _entity(document: Document, mention: AcceleratorMention) -> Entity:
    start, end = document.passage.normalised.span(mention.start, mention.end)
    vendor = mention.line.vendor
    return Entity(
        start,
        end,
        document.passage.text[start:end],
        "GPU",
        name=full_name(vendor, mention.name),
        kb_id=mention.kb_id,
        vendor=vendor,
    )
