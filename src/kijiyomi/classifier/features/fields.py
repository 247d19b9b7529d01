"""The n-gram fields: what is counted in which part of a document.

A new field is one entry of :data:`FIELDS`, and one module if it counts something new. Everything else reads
the table: counting, training, model files, search and explanations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from kijiyomi.classifier.features.character_ngrams import character_ngrams, character_occurrences
from kijiyomi.classifier.features.layout_ngrams import layout_ngrams
from kijiyomi.classifier.features.line_ngrams import line_ngrams, line_occurrences
from kijiyomi.classifier.features.ngrams import NGramOccurrences, NGrams
from kijiyomi.classifier.features.word_ngrams import word_ngrams, word_occurrences
from kijiyomi.document import Document
from kijiyomi.tokenizer.tokens import Tokens

Part = Literal["title", "body"]
Text = TypeVar("Text")


@dataclass(frozen=True, slots=True)
class NGramKind(Generic[Text]):
    """One kind of n-gram.

    Attributes:
        texts: Returns what it is counted in: for documents cut to their lead, a part of them, and the most
            characters of a lead.
        extract: Returns the n-grams of texts.
        locate: Returns where each n-gram of a text stands in the part, as explanations show it; ``None`` for
            n-grams that no words make up.
    """

    texts: Callable[[Sequence[Document], Part, int], list[Text]]
    extract: Callable[[Sequence[Text]], NGrams]
    locate: Callable[[Text], NGramOccurrences] | None


@dataclass(frozen=True, slots=True)
class NGramField:
    """One kind of n-gram in one part of documents.

    Attributes:
        name: Its name in settings, model files and explanations.
        kind: What is counted.
        part: Where.
        weight: Length of its part of a document's vector on average, unless the settings say otherwise.
        hash_bits: Its n-grams are hashed into ``2 ** hash_bits`` buckets where texts are compared with those
            of other archives, which have other n-grams.
        for_topics: Whether it says what a text is about. Otherwise it is of form alone, which categories
            are learnt from and topics are not: a subject is no series.
    """

    name: str
    kind: NGramKind[Any]
    part: Part
    weight: float
    hash_bits: int
    for_topics: bool = True


def _tokens(leads: Sequence[Document], part: Part, _: int) -> list[Tokens]:
    return [lead.title for lead in leads] if part == "title" else [lead.tokens for lead in leads]


def _plain_text(leads: Sequence[Document], part: Part, _: int) -> list[str]:
    return [lead.title.text for lead in leads] if part == "title" else [lead.passage.text for lead in leads]


def _source(leads: Sequence[Document], part: Part, characters: int) -> list[str]:
    """Return the text as its author wrote it, markup included."""
    if part == "title":
        return [lead.article.title for lead in leads]
    return [lead.article.body[:characters] for lead in leads]


WORDS = NGramKind(_tokens, word_ngrams, word_occurrences)
CHARACTERS = NGramKind(_plain_text, character_ngrams, character_occurrences)
LINES = NGramKind(_plain_text, line_ngrams, line_occurrences)
LAYOUT = NGramKind(_source, layout_ngrams, None)

FIELDS = (
    NGramField("body_words", WORDS, "body", 1.0, 11),
    NGramField("title_words", WORDS, "title", 0.7, 9),
    NGramField("body_characters", CHARACTERS, "body", 1.0, 11),
    NGramField("title_characters", CHARACTERS, "title", 0.5, 9),
    NGramField("body_lines", LINES, "body", 0.2, 9, for_topics=False),
    NGramField("layout", LAYOUT, "body", 0.4, 8, for_topics=False),
)
"""The fields; those of one kind that stand together are counted in one go."""
