"""Colours of our labels in displaCy, those of the HTML view on a light page."""

from __future__ import annotations

COLOURS = {
    "COMPANY": "#d7e6ff",
    "GPU": "#d6f3da",
    "MONEY": "#fff0bf",
    "PERCENT": "#ffe0cc",
    "QUANTITY": "#ecdffb",
    "DATE": "#cff2f2",
    "DURATION": "#fbdce8",
}
