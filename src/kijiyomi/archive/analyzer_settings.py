"""The settings of an analyzer as JSON types, so that any process can load the same one."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kijiyomi.hashing import sha256_of_file

if TYPE_CHECKING:
    from kijiyomi.analyzer import Analyzer


@dataclass(frozen=True, slots=True)
class AnalyzerSettings:
    """The arguments of :func:`kijiyomi.load`.

    Attributes:
        model: Folder of a model, ``"default"``, or ``None`` for none.
        user_dictionary: CSV of words, or ``None``.
        names: Whether the neural recogniser of names works too.
    """

    model: str | None = "default"
    user_dictionary: str | None = None
    names: bool = False

    @classmethod
    def of(
        cls, model: str | os.PathLike[str] | None, user_dictionary: str | os.PathLike[str] | None, names: bool
    ) -> AnalyzerSettings:
        """Return the settings whose files are named by any kind of path."""
        return cls(
            None if model is None else os.fspath(model),
            None if user_dictionary is None else os.fspath(user_dictionary),
            names,
        )

    def load(self) -> Analyzer:
        """Return a new analyzer.

        Raises:
            ModelError: If the model cannot be loaded.
            KnowledgeError: If the user dictionary is malformed.
        """
        from kijiyomi.analyzer import load

        analyzer = load(self.model, user_dictionary=self.user_dictionary, names=self.names)
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
            "user_dictionary": sha256_of_file(dictionary) if dictionary else "none",
            "names": "yes" if self.names else "no",
        }

    def to_dict(self) -> dict[str, object]:
        """Return the arguments as JSON types."""
        return asdict(self)
