"""How many weights each array of a model has."""

from __future__ import annotations

import numpy as np

from kijiyomi.facts.feature_slots import FeatureSlots
from kijiyomi.facts.figure_features import Figures, context_features, figure_features
from kijiyomi.facts.joined_tokens import MARGIN, JoinedTokens
from kijiyomi.facts.pair_features import Candidates, Guesses, guess_features, pair_features, view_pairs
from kijiyomi.facts.pairs import Pairs
from kijiyomi.facts.token_columns import Spans, TokenColumns, token_columns
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.tokenizer.tokens import Lexicon

_NONE = np.empty(0, dtype=np.int32)
_NOWHERE = np.empty(0, dtype=np.intp)
_NO_SPANS = Spans(_NOWHERE, _NOWHERE)


def weight_counts() -> dict[str, int]:
    """Return the length of each array of weights, found by looking at a text without figures."""
    columns, figures = _columns(), Figures(_NO_SPANS, _NONE, _NONE, _NONE, _NONE, _NOWHERE)
    pairs = Pairs(_NOWHERE, _NOWHERE, _NOWHERE)
    view = view_pairs(columns, figures, Candidates(_NO_SPANS, _NONE, _NONE), pairs)
    seen, alone = pair_features(view), figure_features(columns, figures)
    context = context_features(columns, figures, _NO_SPANS, _NOWHERE)
    slots: dict[str, FeatureSlots] = {
        **{f"{ranker}_pairs": seen for ranker in ("property", "entity", "when", "purpose", "basis")},
        **{f"{ranker}_none": alone for ranker in ("property", "when", "purpose", "basis")},
        "entity_none": figure_features(columns, figures, _NONE),
        "entity_guesses": guess_features(view, Guesses(_NOWHERE, _NONE)),
        "type_weights": context,
        "status_weights": context,
    }
    return {name: some.size for name, some in slots.items()}


def _columns() -> TokenColumns:
    none, first = np.zeros(2 * MARGIN, dtype=np.int32), np.zeros(1, dtype=np.int32)
    tokens = JoinedTokens(Lexicon(), none.astype(np.intp), none, none, none, none, none, first, first, _NONE)
    clusters = WordClusters(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.uint8))
    return token_columns(tokens, clusters, names=_NO_SPANS, amounts=_NO_SPANS, times=_NO_SPANS)
