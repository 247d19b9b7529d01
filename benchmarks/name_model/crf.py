"""A linear-chain conditional random field over tags that make whole spans (Lafferty et al. 2001)."""

from __future__ import annotations

import torch
from torch import nn

from benchmarks.name_model.batching import IGNORED, Batch
from kijiyomi.entities.ner_model.decoding import tag_penalties


class Field(nn.Module):
    """What follows what.

    Args:
        tags: How many tags there are.
    """

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(tags, tags))
        self.allowed, self.first, self.last = map(torch.tensor, tag_penalties(tags))

    def loss(self, scores: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Return the negative log-likelihood of the tags, a token's share of it."""
        steps = self.steps + self.allowed
        present, tags = batch.tags != IGNORED, batch.tags.clamp(min=0)
        gold = (scores.gather(2, tags[:, :, None])[:, :, 0] * present).sum(1)
        gold = gold + (steps[tags[:, :-1], tags[:, 1:]] * present[:, 1:]).sum(1)
        total = torch.logsumexp(self._forward(scores, batch)[-1] + self.last, 1)
        return (total - gold).sum() / batch.lengths.sum()

    def log_marginals(self, scores: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Return float32 (sentences, tokens, tags): the logarithm of each tag's probability."""
        forward = torch.stack(self._forward(scores, batch), 1)
        backward = [self.last.expand(len(scores), -1)]
        for place in range(scores.shape[1] - 1, 0, -1):
            following = torch.logsumexp(
                (self.steps + self.allowed) + (backward[-1] + scores[:, place])[:, None], 2
            )
            backward.append(torch.where((place < batch.lengths)[:, None], following, backward[-1]))
        return torch.log_softmax(forward + torch.stack(backward[::-1], 1), -1)

    def _forward(self, scores: torch.Tensor, batch: Batch) -> list[torch.Tensor]:
        """Return float32 (sentences, tags) for each place; after a sentence its last one again."""
        total = [scores[:, 0] + self.first]
        for place in range(1, scores.shape[1]):
            following = (
                torch.logsumexp(total[-1][:, :, None] + self.steps + self.allowed, 1) + scores[:, place]
            )
            total.append(torch.where((place < batch.lengths)[:, None], following, total[-1]))
        return total
