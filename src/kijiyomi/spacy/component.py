"""The component of a spaCy pipeline that sets the entities of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from kijiyomi.analyzer import Analyzer, load
from kijiyomi.article import Article
from kijiyomi.records.analysis import Analysis
from kijiyomi.spacy.doc_entities import EXTENSION_NAME, entity_spans, register_extensions

if TYPE_CHECKING:
    from spacy.tokens import Doc


class KijiyomiPipe:
    """Sets the entities of documents, whose texts it takes as plain.

    文書にエンティティーを付ける。文字列はMarkdownではなく、そのままの文章として読む。

    Args:
        model: As in :func:`kijiyomi.load`; only the extensions show tags and categories.
        user_dictionary: As in :func:`kijiyomi.load`.
        labels: As in :func:`kijiyomi.load`.
        keep_others: Keep the entities that are there already as far as they overlap none of ours.
        extensions: Register ``Doc._.kijiyomi``, the analysis record (entities with values, keywords, reading
            time, tags, categories, excerpt), and ``Span._.kijiyomi``, the record of a span's entity.

    Raises:
        InputError: If ``extensions`` are asked for and their names are taken.
    """

    def __init__(
        self,
        model: str | None = "default",
        user_dictionary: str | None = None,
        labels: str | list[str] = "default",
        keep_others: bool = True,
        extensions: bool = False,
    ) -> None:
        self._arguments = (model, user_dictionary, labels, keep_others, extensions)
        self.keep_others = keep_others
        self.extensions = extensions
        if extensions:
            register_extensions()

    def __reduce__(self) -> tuple[type[KijiyomiPipe], tuple[Any, ...]]:
        return KijiyomiPipe, self._arguments

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a document and return it.

        1つの文書にエンティティーを付けて返す。
        """
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Set the entities of documents and yield them.

        文書を順に受け取り、エンティティーを付けて返す。

        Args:
            stream: The documents.
            batch_size: How many are analyzed together.
        """
        remaining = iter(stream)
        while docs := list(islice(remaining, batch_size)):
            articles = [Article(doc.text, markup="plain") for doc in docs]
            for doc, analysis in zip(docs, self._analyzer.analyze_batch(articles), strict=True):
                self._annotate(doc, analysis)
                yield doc

    @cached_property
    def _analyzer(self) -> Analyzer:
        model, user_dictionary, labels, *_ = self._arguments
        return load(model, user_dictionary=user_dictionary, labels=labels)

    def _annotate(self, doc: Doc, analysis: Analysis) -> None:
        ours = entity_spans(doc, analysis.entities)
        taken = {index for span in ours for index in range(span.start, span.end)}
        others = [
            span for span in doc.ents if self.keep_others and taken.isdisjoint(range(span.start, span.end))
        ]
        doc.ents = [*ours, *others]
        if self.extensions:
            setattr(doc._, EXTENSION_NAME, analysis.to_dict())


@Language.factory(
    "kijiyomi",
    assigns=["doc.ents"],
    default_config={
        "model": "default",
        "user_dictionary": None,
        "labels": "default",
        "keep_others": True,
        "extensions": False,
    },
)
def make_pipe(
    nlp: Language,
    name: str,
    model: str | None,
    user_dictionary: str | None,
    labels: str | list[str],
    keep_others: bool,
    extensions: bool,
) -> KijiyomiPipe:
    """Return the component for ``nlp.add_pipe("kijiyomi", config={…})``; see :class:`KijiyomiPipe`."""
    return KijiyomiPipe(model, user_dictionary, labels, keep_others, extensions)
