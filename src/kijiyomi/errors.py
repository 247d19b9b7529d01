"""The exceptions kijiyomi raises on purpose; every message names the place and the remedy."""

from __future__ import annotations


class KijiyomiError(Exception):
    """Base of every error this library raises on purpose; the command line prints it without a traceback."""


class InputError(KijiyomiError):
    """An article or archive could not be read as given."""


class KnowledgeError(KijiyomiError):
    """A knowledge file or user dictionary contradicts itself or its format."""


class ModelError(KijiyomiError):
    """A model is missing, damaged, too new, or made for another tokenizer."""


class DependencyError(KijiyomiError):
    """An optional dependency is not installed; the message holds the pip line that installs it."""
