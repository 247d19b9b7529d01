"""Entities: the named things and figures of an article.

One package for each kind: :mod:`~kijiyomi.entities.companies`, :mod:`~kijiyomi.entities.accelerators` (GPUs),
:mod:`~kijiyomi.entities.numbers` (money, percentages, quantities, dates, durations) and
:mod:`~kijiyomi.entities.names` (people, places and so on). Names that no list has come from
:mod:`~kijiyomi.entities.ner_model`, our neural network, or from :mod:`~kijiyomi.entities.ginza`.
Each has a :class:`~kijiyomi.entities.base.Recogniser`; :class:`EntityRecogniser` runs them all and decides
where they overlap.
"""

from __future__ import annotations

from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.recogniser import EntityRecogniser, default_recognisers

__all__ = ["EntityRecogniser", "Recogniser", "default_recognisers"]
