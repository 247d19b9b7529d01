"""Entities as spans of spaCy's documents, and back.

エンティティーをspaCyの文書のスパンにし、スパンからエンティティーに戻す。
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kijiyomi.errors import DependencyError, InputError
from kijiyomi.records.analysis import Analysis, Entity
from kijiyomi.records.labels import LABELS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

EXTENSION_NAME = "kijiyomi"
"""What follows ``Doc._.`` and ``Span._.``.

`Doc._.`と`Span._.`のあとに書く名前。
"""


def to_doc(analysis: Analysis, nlp: Language | None = None) -> Doc:
    """Return a document of an analysis's text with its entities.

    解析結果の本文のspaCy文書を、エンティティー付きで返す。

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
    doc.ents = entity_spans(doc, analysis.entities)
    if doc.has_extension(EXTENSION_NAME):
        setattr(doc._, EXTENSION_NAME, analysis.to_dict())
    return doc


def entity_spans(doc: Doc, entities: Iterable[Entity]) -> list[Span]:
    """Return entities as spans that do not overlap.

    エンティティーを、重ならないスパンにして返す。

    A span is as many whole tokens as its entity touches, and so may be longer; where two would overlap by
    that, the longer one is kept.
    """
    from spacy.util import filter_spans

    found = (
        doc.char_span(e.start, e.end, label=e.label, kb_id=e.kb_id or "", alignment_mode="expand")
        for e in entities
    )
    return list(filter_spans(span for span in found if span is not None))


def entities_of(doc: Doc) -> tuple[Entity, ...]:
    """Return the entities of a document whose labels are ours.

    文書のエンティティーのうち、kijiyomiのラベルのものを返す。

    With extensions each is as it was found, with all its values. Without them it is as long as its span, and
    has a label and an id in the knowledge base, but no values.
    """
    if doc.has_extension(EXTENSION_NAME) and (analysis := getattr(doc._, EXTENSION_NAME)) is not None:
        return tuple(Entity(**record) for record in analysis["entities"])
    return tuple(
        Entity(span.start_char, span.end_char, span.text, span.label_, kb_id=span.kb_id_ or None)
        for span in doc.ents
        if span.label_ in LABELS
    )


def register_extensions() -> None:
    """Add ``Doc._.kijiyomi``, an analysis record, and ``Span._.kijiyomi``, the record of an entity.

    `Doc._.kijiyomi`（解析の記録）と`Span._.kijiyomi`（エンティティーの記録）を登録する。

    Raises:
        InputError: If something else has taken these names.
    """
    from spacy.tokens import Doc, Span

    if Span.has_extension(EXTENSION_NAME) and Span.get_extension(EXTENSION_NAME)[2] is _entity_record:
        return
    for kind in (Span, Doc):
        if kind.has_extension(EXTENSION_NAME):
            name = f"{kind.__name__}._.{EXTENSION_NAME}"
            raise InputError(f"{name} is taken by something else; remove that extension first")
    Doc.set_extension(EXTENSION_NAME, default=None)
    Span.set_extension(EXTENSION_NAME, getter=_entity_record)


def _entity_record(span: Span) -> dict[str, Any] | None:
    """Return the record of the entity of a span's label that overlaps it, if any."""
    records = (getattr(span.doc._, EXTENSION_NAME) or {}).get("entities", ())
    overlapping = (r for r in records if r["start"] < span.end_char and span.start_char < r["end"])
    return next((record for record in overlapping if record["label"] == span.label_), None)
