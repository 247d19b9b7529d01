"""Writes the network as kijiyomi reads it: tables of 8-bit, layers of 16-bit numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from benchmarks.name_model.sieve import WINDOW as SIEVE_WINDOW
from benchmarks.name_model.sieve import TrainedSieve
from benchmarks.name_model.student import OFFSETS, WINDOW, Student
from benchmarks.name_model.teacher import OF_MORPHEMES, Teacher
from kijiyomi.entities.ner_model.model_format import FORM
from kijiyomi.entities.ner_model.token_stream import GAPS
from kijiyomi.model_store import Arrays, write_model


def save(
    path: Path,
    student: Student,
    teacher: Teacher,
    trained: TrainedSieve,
    words: tuple[np.ndarray, np.ndarray],
    thresholds: np.ndarray,
    origin: dict[str, object],
) -> None:
    """Write the model.

    Args:
        path: Folder; a model that is there is replaced.
        student: The network.
        teacher: Whose tables of embeddings and word vectors it reads.
        trained: The sieve.
        words: CRC-32 of each word that has a vector, and its row.
        thresholds: float32 ``(labels,)``: least probability of a name.
        origin: How it was trained.
    """
    arrays: Arrays = {"word_keys": words[0], "word_rows": words[1], "thresholds": thresholds}
    tables = {f.name: teacher.tables[column].weight for column, f in enumerate(OF_MORPHEMES)}
    tables["listed"] = student.listed.weight
    for name, table in tables.items():
        arrays[f"embedding_{name}"], arrays[f"scale_{name}"] = _in_bytes(table)
    arrays["vectors"], arrays["scale_vectors"] = _in_bytes(teacher.vectors.weight)
    units, width = student.first.out_features, student.embedding.out_features
    arrays |= {
        "weight_encoder": _half(student.hidden.weight.T),
        "bias_encoder": _single(student.hidden.bias),
        "weight_embedding": _half(torch.cat([student.embedding.weight.T, student.skip.weight.T])),
        "bias_embedding": _single(student.embedding.bias),
        "weight_window": _half(student.first.weight.T.reshape(WINDOW, width, units)),
        "bias_window": _single(student.first.bias),
        "gaps_window": _single(student.gaps.weight.reshape(WINDOW - 1, GAPS, units)),
        "weight_out": _half(student.out.weight.T),
        "bias_out": _single(student.out.bias),
        "weight_sieve": _half(trained.sieve.weight.reshape(width, SIEVE_WINDOW, -1)),
        "gaps_sieve": _single(trained.sieve.gaps),
        "sieve_out": _single(trained.sieve.out),
        "sieve_thresholds": np.array(trained.thresholds, dtype=np.float32),
    }
    for number, (layer, offsets) in enumerate(zip(student.convolutions, OFFSETS, strict=True), 1):
        arrays[f"weight_{number}"] = _half(layer.weight.T)
        arrays[f"bias_{number}"] = _single(layer.bias)
        arrays[f"offsets_{number}"] = np.array(offsets, dtype=np.int32)
    card = path / "README.md"
    text = card.read_text(encoding="utf-8") if card.is_file() else None
    write_model(path, FORM, {"origin": origin}, {}, arrays)
    if text is not None:
        card.write_text(text, encoding="utf-8")


def _in_bytes(table: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    values = table.detach().numpy()
    scale = np.float32(np.abs(values).max() / 127)
    return np.round(values / scale).astype(np.int8), np.array(scale)


def _half(weight: torch.Tensor) -> np.ndarray:
    return np.ascontiguousarray(weight.detach().numpy()).astype(np.float16)


def _single(weight: torch.Tensor) -> np.ndarray:
    return np.ascontiguousarray(weight.detach().numpy()).astype(np.float32)
