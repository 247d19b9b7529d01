"""What the folder of a recogniser of names holds, checked as it is read."""

from __future__ import annotations

from pathlib import Path

from kijiyomi.entities.ner_model.network import DIRECTIONS
from kijiyomi.entities.ner_model.token_features import FEATURES
from kijiyomi.model_store import Arrays, ArraySpec, check_arrays, damaged_model, read_model

FORM = "kijiyomi-names"
_INT8, _FLOAT16, _FLOAT32 = "|i1", "<f2", "<f4"


def read_arrays(path: str | Path, tags: int) -> Arrays:
    """Return the arrays of a model, of the right types and sizes, values finite.

    Args:
        path: Its folder.
        tags: Tags it must know.

    Raises:
        ModelError: If there is no model, or it is damaged, foreign or made by a newer version.
    """
    _, _, arrays = read_model(path, FORM)
    first, second = FEATURES[0].name, DIRECTIONS[0]
    own_sizes = {
        f"embedding_{first}": ArraySpec(_INT8, (None, None)),
        "vectors": ArraySpec(_INT8, (None, None)),
        "word_keys": ArraySpec("<u4", (None,), is_ascending=True),
        **{f"bias_{layer}_{second}": ArraySpec(_FLOAT32, (None,)) for layer in (1, 2)},
    }
    check_arrays(path, arrays, own_sizes)
    if not len(arrays["vectors"]):
        raise damaged_model(path, "vectors.npy has no row")
    width = arrays[f"embedding_{first}"].shape[1]
    inputs = width + arrays["vectors"].shape[1]
    check_arrays(path, arrays, _embedding_specs(width))
    below = 0
    for layer in (1, 2):
        units = len(arrays[f"bias_{layer}_{second}"]) // 4
        check_arrays(path, arrays, _layer_specs(layer, below + inputs, units))
        below = 2 * units
    check_arrays(
        path,
        arrays,
        {
            "weight_out": ArraySpec(_FLOAT16, (below, tags)),
            "bias_out": ArraySpec(_FLOAT32, (tags,)),
            "scale_vectors": ArraySpec(_FLOAT32, ()),
            # Row 0 of the vectors is for words without one.
            "word_rows": ArraySpec("<u2", arrays["word_keys"].shape, bounds=(0, len(arrays["vectors"]) - 2)),
        },
    )
    return arrays


def _embedding_specs(width: int) -> dict[str, ArraySpec]:
    tables = {f"embedding_{f.name}": ArraySpec(_INT8, (1 << f.bits, width)) for f in FEATURES}
    return tables | {f"scale_{f.name}": ArraySpec(_FLOAT32, ()) for f in FEATURES}


def _layer_specs(layer: int, inputs: int, units: int) -> dict[str, ArraySpec]:
    weights = {
        f"weight_{layer}_{direction}": ArraySpec(_FLOAT16, (inputs + units, 4 * units))
        for direction in DIRECTIONS
    }
    return weights | {
        f"bias_{layer}_{direction}": ArraySpec(_FLOAT32, (4 * units,)) for direction in DIRECTIONS
    }
