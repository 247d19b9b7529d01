"""Entities as spans of spaCy documents, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kijiyomi.errors import DependencyError, InputError
from kijiyomi.records.analysis import Analysis, Entity
from kijiyomi.records.labels import LABELS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

EXTENSION = "kijiyomi"


def to_doc(analysis: Analysis, nlp: Language | None = None) -> Doc:
    """Return a document of an analysis's text with its entities.

    Args:
        analysis: The analysis.
        nlp: Whose tokenizer and vocabulary to use; those of ``spacy.blank("ja")`` when not given.

    Raises:
        DependencyError: If spaCy, or SudachiPy for its Japanese tokenizer, is not installed.
    """
    try:
        import spacy

        language = nlp or spacy.blank("ja")
    except ImportError as error:
        raise DependencyError("spaCy is not installed: pip install 'kijiyomi[spacy,sudachi]'") from error
    doc = language.make_doc(analysis.text)
    doc.ents = spans(doc, analysis.entities)
    if doc.has_extension(EXTENSION):
        doc._.kijiyomi = analysis.to_dict()
    return doc


def spans(doc: Doc, entities: Iterable[Entity]) -> list[Span]:
    """Return entities as spans of whole tokens, none overlapping; a span may so be longer than its entity."""
    from spacy.util import filter_spans

    found = (
        doc.char_span(e.start, e.end, label=e.label, kb_id=e.kb_id or "", alignment_mode="expand")
        for e in entities
    )
    return list(filter_spans(span for span in found if span is not None))


def entities_of(doc: Doc) -> tuple[Entity, ...]:
    """Return the entities of a document whose labels are ours.

    With extensions each is as it was found, values and all; without them it is as long as its span, and
    knows its label and its knowledge base id.
    """
    if doc.has_extension(EXTENSION) and doc._.kijiyomi is not None:
        return tuple(Entity(**record) for record in doc._.kijiyomi["entities"])
    return tuple(
        Entity(span.start_char, span.end_char, span.text, span.label_, kb_id=span.kb_id_ or None)
        for span in doc.ents
        if span.label_ in LABELS
    )


def register_extensions() -> None:
    """Add ``Doc._.kijiyomi``, an analysis record, and ``Span._.kijiyomi``, the record of an entity.

    Raises:
        InputError: If something else has taken these names.
    """
    from spacy.tokens import Doc, Span

    if Span.has_extension(EXTENSION):
        if Span.get_extension(EXTENSION)[2] is not _record:
            raise InputError(f"Span._.{EXTENSION} is taken by something else; remove that extension first")
        return
    if Doc.has_extension(EXTENSION):
        raise InputError(f"Doc._.{EXTENSION} is taken by something else; remove that extension first")
    Doc.set_extension(EXTENSION, default=None)
    Span.set_extension(EXTENSION, getter=_record)


def _record(span: Span) -> dict[str, Any] | None:
    """Return the record of the entity that a span stands for."""
    records = (span.doc._.kijiyomi or {}).get("entities", ())
    within = (r for r in records if r["start"] < span.end_char and span.start_char < r["end"])
    return next((record for record in within if record["label"] == span.label_), None)
