"""The settings of an analyzer as JSON types, so that any process can load the same one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kijiyomi.excerpt import MAX_EXCERPT
from kijiyomi.hashing import sha256_of_file
from kijiyomi.records.labels import DEFAULT_LABELS, choose_labels

if TYPE_CHECKING:
    from kijiyomi.analyzer import Analyzer


@dataclass(frozen=True, slots=True)
class AnalyzerSettings:
    """The arguments of :func:`kijiyomi.load`.

    Attributes:
        model: Folder of a model, ``"default"``, or ``None`` for none.
        user_dictionary: CSV of words, or ``None``.
        labels: Labels of the entities in the records, in the order of the table of labels.
        excerpt_length: Characters of an excerpt at most.
    """

    model: str | None = "default"
    user_dictionary: str | None = None
    labels: tuple[str, ...] = DEFAULT_LABELS
    excerpt_length: int = MAX_EXCERPT

    @classmethod
    def of(
        cls,
        model: str | os.PathLike[str] | None,
        user_dictionary: str | os.PathLike[str] | None,
        labels: str | Iterable[str],
        excerpt_length: int = MAX_EXCERPT,
    ) -> AnalyzerSettings:
        """Return the settings whose files are named by any kind of path, and labels in any of their ways.

        Raises:
            ValueError: If there is no such label.
        """
        return cls(
            None if model is None else os.fspath(model),
            None if user_dictionary is None else os.fspath(user_dictionary),
            choose_labels(labels),
            excerpt_length,
        )

    def load(self) -> Analyzer:
        """Return a new analyzer.

        Raises:
            ModelError: If the model cannot be loaded.
            KnowledgeError: If the user dictionary is malformed.
        """
        from kijiyomi.analyzer import load

        analyzer = load(
            self.model,
            user_dictionary=self.user_dictionary,
            labels=self.labels,
            excerpt_length=self.excerpt_length,
        )
        # The tokenizer compiles its dictionary when first asked; a broken one is an error here and now.
        analyzer.tokenizer("")
        return analyzer

    def provenance(self, analyzer: Analyzer) -> dict[str, str]:
        """Return what decides an article's record besides the article: versions and content hashes."""
        from kijiyomi import __version__

        dictionary = self.user_dictionary
        return {
            "version": __version__,
            "model": analyzer.model.fingerprint if analyzer.model else "none",
            "facts": analyzer.facts.fingerprint if analyzer.facts else "none",
            "subjects": analyzer.subjects.fingerprint if analyzer.subjects else "none",
            "excerpts": f"{analyzer.excerpts.model.fingerprint} {self.excerpt_length}",
            "user_dictionary": sha256_of_file(dictionary) if dictionary else "none",
            "labels": ",".join(self.labels),
        }

    def to_dict(self) -> dict[str, object]:
        """Return the arguments as JSON types."""
        return asdict(self)
