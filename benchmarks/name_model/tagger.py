"""The network: embeddings, two layers of long short-term memory read from both ends, a layer of tags."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from benchmarks.name_model.batching import Batch
from benchmarks.name_model.data import SCHEMES, tag_count
from kijiyomi.entities.ner_model.token_features import FEATURES

_EMBEDDED, _PROJECTED, _HIDDEN, _SECOND = 96, 160, 160, 128
_DROPOUT, _WORDS_DROPPED, _VECTORS_DROPPED = 0.4, 0.25, 0.1
# What names a word outright is what unknown words lack.
_NAMING = frozenset({"surface", "lemma", "first_two", "last_two"})


class Tagger(nn.Module):
    """What :class:`~kijiyomi.entities.ner_model.network.Network` computes, to be trained.

    Args:
        vectors: float32 (words + 1, 300): word vectors, the first one 0.
        spare_bits: Binary logarithm of how many times larger the tables are than those that ship.
    """

    def __init__(self, vectors: np.ndarray, spare_bits: int = 0) -> None:
        super().__init__()
        rows = (1 << feature.bits + spare_bits for feature in FEATURES)
        self.emb = nn.ModuleList(nn.Embedding(count, _EMBEDDED) for count in rows)
        for table in self.emb:
            nn.init.normal_(table.weight, std=0.05)
        self.register_buffer("vectors", torch.tensor(vectors), persistent=False)
        self.proj = nn.Linear(vectors.shape[1], _PROJECTED)
        self.drop = nn.Dropout(_DROPOUT)
        inputs = _EMBEDDED + _PROJECTED
        self.f = nn.LSTM(inputs, _HIDDEN, batch_first=True)
        self.b = nn.LSTM(inputs, _HIDDEN, batch_first=True)
        self.l2 = nn.LSTM(2 * _HIDDEN + inputs, _SECOND, batch_first=True, bidirectional=True)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * _SECOND, tag_count(name)) for name in SCHEMES})

    def inputs(self, batch: Batch) -> torch.Tensor:
        """Return float32 (sentences, tokens, inputs): the embeddings, some of them dropped in training."""
        kept, kept_vectors = (
            (torch.rand((*batch.rows.shape, 1)) > share).float() if self.training else torch.ones(())
            for share in (_WORDS_DROPPED, _VECTORS_DROPPED)
        )
        total: torch.Tensor | float = 0.0
        for column, (feature, table) in enumerate(zip(FEATURES, self.emb, strict=True)):
            embedded = table(batch.features[:, :, column] & (len(table.weight) - 1))
            total = total + (embedded * kept if feature.name in _NAMING else embedded)
        return torch.cat([total, self.proj(self.vectors[batch.rows]) * kept_vectors], -1)

    def first_layer(self, inputs: torch.Tensor, lengths: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return float32 (sentences, tokens, units), read forward and read backward."""
        forward, _ = self.f(inputs)
        places = torch.arange(inputs.shape[1])[None]
        mirrored = torch.where(places < lengths[:, None], lengths[:, None] - 1 - places, places)[:, :, None]
        backward, _ = self.b(inputs.gather(1, mirrored.expand_as(inputs)))
        return forward, backward.gather(1, mirrored.expand_as(backward))

    def forward(self, batch: Batch, scheme: str) -> torch.Tensor:
        """Return float32 (sentences, tokens, tags): scores of the tags of a scheme."""
        inputs = self.drop(self.inputs(batch))
        both = self.drop(torch.cat([*self.first_layer(inputs, batch.lengths), inputs], -1))
        packed = nn.utils.rnn.pack_padded_sequence(
            both, batch.lengths, batch_first=True, enforce_sorted=False
        )
        out, _ = nn.utils.rnn.pad_packed_sequence(
            self.l2(packed)[0], batch_first=True, total_length=inputs.shape[1]
        )
        scores: torch.Tensor = self.heads[scheme](self.drop(out))
        return scores

    def take_over(self, other: Tagger) -> None:
        """Begin with the weights of another one; rows of larger tables that become one are averaged."""
        state = other.state_dict()
        for name, value in self.state_dict().items():
            if name.startswith("emb"):
                state[name] = state[name].view(-1, *value.shape).mean(0)
        self.load_state_dict(state)
