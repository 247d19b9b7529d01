"""Steps of training, and the average of the weights along them."""

from __future__ import annotations

import torch
from torch import nn


class Average:
    """A moving average of a model's weights, better than the last ones."""

    def __init__(self, model: nn.Module, rate: float) -> None:
        self._model, self._rate = model, rate
        self._state = {name: value.clone() for name, value in model.state_dict().items()}

    def update(self) -> None:
        with torch.no_grad():
            for name, value in self._model.state_dict().items():
                if value.is_floating_point():
                    self._state[name].lerp_(value, self._rate)

    def apply(self) -> None:
        """Give the model the averaged weights."""
        self._model.load_state_dict(self._state)


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = rate


def descend(model: nn.Module, optimiser: torch.optim.Optimizer, loss: torch.Tensor) -> None:
    """Take one step of training."""
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
