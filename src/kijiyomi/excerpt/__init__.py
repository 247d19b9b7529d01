"""Excerpts: one or two sentences of an article that say what it is about."""

from kijiyomi.excerpt.selection import excerpt, excerpts

__all__ = ["excerpt", "excerpts"]
