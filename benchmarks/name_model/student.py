"""The network that ships: taught by labels and by what the teachers say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from benchmarks.name_model.batching import IGNORED, Average, Batch, batches, set_rate
from benchmarks.name_model.data import Sentence
from benchmarks.name_model.tagger import Tagger
from benchmarks.name_model.teacher import Teacher
from kijiyomi.entities.ner_model.network import DIRECTIONS
from kijiyomi.entities.ner_model.recogniser import FORM
from kijiyomi.entities.ner_model.token_features import FEATURES
from kijiyomi.model_store import write_model

_RATE = 1e-3
# The labels are few: an epoch over what the teachers say goes over them twice.
_REPEATED = 2
_LEAST = -20.0  # as a logarithm of a probability; less makes no difference


def taught(teachers: Sequence[Teacher], sentences: Sequence[Sentence]) -> list[np.ndarray]:
    """Return float16 (tokens, tags) per sentence: the logarithm of each tag's probability.

    The teachers' scores are averaged before what may follow what is taken into account.
    """
    said: list[np.ndarray] = [np.zeros(0)] * len(sentences)
    field = teachers[0].field
    mean = torch.stack([teacher.field.steps for teacher in teachers]).mean(0)
    for teacher in teachers:
        teacher.eval()
    with torch.no_grad():
        field.steps.copy_(mean)
        for chosen in batches(sentences, 6000, shuffled=False):
            batch = Batch([sentences[place] for place in chosen])
            scores = torch.stack([teacher.tagger(batch, "wikipedia") for teacher in teachers]).mean(0)
            for place, row in zip(chosen, field.log_marginals(scores, batch), strict=True):
                said[place] = row[: len(sentences[place].rows)].clamp(min=_LEAST).numpy().astype(np.float16)
    return said


def learn(
    student: Tagger,
    labelled: tuple[Sequence[Sentence], Sequence[np.ndarray]],
    others: tuple[Sequence[Sentence], Sequence[np.ndarray]],
    epochs: int,
) -> None:
    """Train on labelled sentences and on others, with what the teachers say of both."""
    optimiser = torch.optim.AdamW(student.parameters(), weight_decay=1e-4)
    average = Average(student, 0.01)
    for epoch in range(epochs):
        jobs = [(labelled, True, chosen) for _ in range(_REPEATED) for chosen in batches(labelled[0], 2000)]
        jobs += [(others, False, chosen) for chosen in batches(others[0], 2000)]
        random.shuffle(jobs)
        for step, ((sentences, said), has_labels, chosen) in enumerate(jobs):
            batch = Batch([sentences[place] for place in chosen])
            scores = student(batch, "wikipedia")
            asked = torch.full_like(scores, _LEAST)
            for row, place in zip(asked, chosen, strict=True):
                row[: len(said[place])] = torch.tensor(said[place].astype(np.float32))
            agreement = (asked.exp() * F.log_softmax(scores, -1)).sum(-1, keepdim=True) * batch.present
            loss = -agreement.sum() / batch.lengths.sum()
            if has_labels:
                loss = loss + F.cross_entropy(
                    scores.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED
                )
            done = (epoch + step / len(jobs)) / epochs
            set_rate(optimiser, _RATE * min(1, (epoch * len(jobs) + step + 1) / 200) * max(0.01, 1 - done))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimiser.step()
            if step % 5 == 0:
                average.update()
    average.apply()


def save(student: Tagger, path: Path, keys: np.ndarray, rows: np.ndarray, origin: dict[str, object]) -> None:
    """Write the network as kijiyomi reads it: tables of 8-bit, layers of 16-bit numbers."""
    with torch.no_grad():
        vectors = student.proj(student.vectors)
    arrays: dict[str, np.ndarray] = {"word_keys": keys, "word_rows": rows}
    tables = {f.name: table.weight for f, table in zip(FEATURES, student.emb, strict=True)}
    for name, table in tables.items():
        arrays[f"embedding_{name}"], arrays[f"scale_{name}"] = _in_bytes(table)
    arrays["vectors"], arrays["scale_vectors"] = _in_bytes(vectors)
    layers = ((student.f, ""), (student.b, "")), ((student.l2, ""), (student.l2, "_reverse"))
    for number, directions in enumerate(layers, 1):
        for direction, (lstm, suffix) in zip(DIRECTIONS, directions, strict=True):
            weight, bias = _gates(lstm, suffix)
            arrays[f"weight_{number}_{direction}"] = weight.astype(np.float16)
            arrays[f"bias_{number}_{direction}"] = bias.astype(np.float32)
    out = student.heads["wikipedia"]
    arrays["weight_out"] = out.weight.detach().numpy().T.astype(np.float16)
    arrays["bias_out"] = out.bias.detach().numpy()
    write_model(path, FORM, {"origin": origin}, {}, arrays)


def _gates(lstm: nn.LSTM, suffix: str) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (inputs + units, 4 units) and biases of a layer: input, forget, output gate, cell."""
    read, itself, *biases = (
        getattr(lstm, f"{name}_l0{suffix}").detach().numpy()
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    units = lstm.hidden_size
    order = np.r_[: 2 * units, 3 * units : 4 * units, 2 * units : 3 * units]
    return np.vstack((read.T, itself.T))[:, order], sum(biases)[order]


def _in_bytes(table: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    values = table.detach().numpy()
    scale = np.float32(np.abs(values).max() / 127)
    return np.round(values / scale).astype(np.int8), np.array(scale)
