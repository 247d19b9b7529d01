"""Model folders as a stranger might hand them over: changed at will, every hash right."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi import model_store
from kijiyomi.hashing import sha256_of_file

Change = Callable[[NDArray[Any]], NDArray[Any]]


def copied(model: Path, folder: Path) -> Path:
    """Return a copy of a model's folder that may be changed."""
    return Path(shutil.copytree(model, folder))


def seal(folder: Path, **changes: Any) -> None:
    """Write the header of a folder anew, with changes of its fields, so that every hash is right."""
    path = folder / model_store.HEADER
    header = json.loads(path.read_bytes()) | changes
    header["files"] = {name: sha256_of_file(folder / name) for name in header["files"]}
    header["fingerprint"] = model_store._fingerprint(header)
    path.write_text(json.dumps(header), encoding="utf-8")


def change_array(folder: Path, name: str, change: Change) -> None:
    """Change one array of a folder, hashes included."""
    array = np.array(np.load(folder / f"{name}.npy"))
    np.save(folder / f"{name}.npy", change(array), allow_pickle=True)
    seal(folder)


def with_first(value: Any) -> Change:
    """Return a change that puts a value first."""

    def change(array: NDArray[Any]) -> NDArray[Any]:
        array.reshape(-1)[0] = value
        return array

    return change
