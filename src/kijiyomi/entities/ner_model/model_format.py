"""What the folder of a recogniser of names holds, checked as it is read."""

from __future__ import annotations

from pathlib import Path

from kijiyomi.entities.ner_model.morpheme_features import FEATURES
from kijiyomi.entities.ner_model.token_stream import GAPS
from kijiyomi.model_store import Arrays, ArraySpec, check_arrays, damaged_model, read_model

FORM = "kijiyomi-name-convolutions"
_INT8, _FLOAT16, _FLOAT32 = "|i1", "<f2", "<f4"
_OUTPUTS_OF_SIEVE = 2
_FARTHEST = 16


def read_arrays(path: str | Path, labels: int) -> Arrays:
    """Return the arrays of a model, of the right types and sizes, values finite.

    Args:
        path: Its folder.
        labels: Labels it must know.

    Raises:
        ModelError: If there is no model, or it is damaged, foreign or made by a newer version.
    """
    _, _, arrays = read_model(path, FORM)
    first = FEATURES[0].name
    sizes = {
        f"embedding_{first}": ArraySpec(_INT8, (None, None)),
        "vectors": ArraySpec(_INT8, (None, None)),
        "word_keys": ArraySpec("<u4", (None,), is_ascending=True),
        "bias_encoder": ArraySpec(_FLOAT32, (None,)),
        "bias_embedding": ArraySpec(_FLOAT32, (None,)),
        "bias_window": ArraySpec(_FLOAT32, (None,)),
        "weight_window": ArraySpec(_FLOAT16, (None, None, None)),
        "weight_sieve": ArraySpec(_FLOAT16, (None, None, None)),
    }
    check_arrays(path, arrays, sizes)
    if not len(arrays["vectors"]):
        raise damaged_model(path, "vectors.npy has no row")
    for name in ("window", "sieve"):
        width = arrays[f"weight_{name}"].shape[0 if name == "window" else 1]
        if width % 2 == 0 or width > 2 * _FARTHEST + 1:
            raise damaged_model(path, f"weight_{name}.npy has a window of {width} tokens")
    check_arrays(path, arrays, _encoder_specs(arrays) | _layer_specs(arrays, labels))
    return arrays


def _encoder_specs(arrays: Arrays) -> dict[str, ArraySpec]:
    width = arrays[f"embedding_{FEATURES[0].name}"].shape[1]
    inputs = width + arrays["vectors"].shape[1]
    hidden, embedded = len(arrays["bias_encoder"]), len(arrays["bias_embedding"])
    return {
        **{f"embedding_{f.name}": ArraySpec(_INT8, (1 << f.bits, width)) for f in FEATURES},
        **{f"scale_{f.name}": ArraySpec(_FLOAT32, ()) for f in FEATURES},
        "scale_vectors": ArraySpec(_FLOAT32, ()),
        # Row 0 of the vectors is for words without one.
        "word_rows": ArraySpec("<u2", arrays["word_keys"].shape, bounds=(0, len(arrays["vectors"]) - 2)),
        "weight_encoder": ArraySpec(_FLOAT16, (inputs, hidden)),
        "weight_embedding": ArraySpec(_FLOAT16, (hidden + inputs, embedded)),
    }


def _layer_specs(arrays: Arrays, labels: int) -> dict[str, ArraySpec]:
    embedded, units = len(arrays["bias_embedding"]), len(arrays["bias_window"])
    width, sieve_units = arrays["weight_window"].shape[0], arrays["weight_sieve"].shape[2]
    specs = {
        "weight_window": ArraySpec(_FLOAT16, (width, embedded, units)),
        "gaps_window": ArraySpec(_FLOAT32, (width - 1, GAPS, units)),
        "weight_sieve": ArraySpec(_FLOAT16, (embedded, None, sieve_units)),
        "gaps_sieve": ArraySpec(_FLOAT32, (GAPS**2, sieve_units)),
        "sieve_out": ArraySpec(_FLOAT32, (sieve_units, _OUTPUTS_OF_SIEVE)),
        "sieve_thresholds": ArraySpec(_FLOAT32, (_OUTPUTS_OF_SIEVE,)),
        "weight_out": ArraySpec(_FLOAT16, (units, 4 * labels + 1)),
        "bias_out": ArraySpec(_FLOAT32, (4 * labels + 1,)),
        "thresholds": ArraySpec(_FLOAT32, (labels,), bounds=(0, 1)),
    }
    number = 1
    while f"weight_{number}" in arrays:
        offsets = arrays.get(f"offsets_{number}")
        count = None if offsets is None else len(offsets)
        specs |= {
            f"offsets_{number}": ArraySpec("<i4", (count,), bounds=(-_FARTHEST, _FARTHEST)),
            f"weight_{number}": ArraySpec(_FLOAT16, (None if count is None else count * units, units)),
            f"bias_{number}": ArraySpec(_FLOAT32, (units,)),
        }
        number += 1
    return specs
