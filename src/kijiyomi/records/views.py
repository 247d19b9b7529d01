"""Where the displays of results stand, by name: results know what they can be shown as, not how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

_VIEWS: Mapping[str, str] = {
    "analysis_html": "kijiyomi.display.html:analysis_html",
    "analysis_series": "kijiyomi.display.frames:analysis_series",
    "entity_frame": "kijiyomi.display.frames:entity_frame",
    "spacy_doc": "kijiyomi.spacy.convert:to_doc",
    "explanation_html": "kijiyomi.display.explanation:explanation_html",
}


def view(name: str) -> Callable[..., Any]:
    """Return the function that shows a result in this way, imported now: displays are heavy and rarely used.

    Raises:
        DependencyError: If it needs an extra that is not installed.
    """
    module, _, function = _VIEWS[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
