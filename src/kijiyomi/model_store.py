"""Models on disk: one folder of arrays and JSON, checked before use and written all or nothing."""

from __future__ import annotations

import json
import math
import shutil
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.errors import ModelError
from kijiyomi.hashing import sha256_of, sha256_of_file

PROTOCOL = 1
HEADER = "model.json"

Arrays = dict[str, NDArray[Any]]

# A model of a thousand categories and all of a large vocabulary needs a hundredth of this.
_MAX_TEXT_BYTES, _MAX_ARRAY_BYTES = 1 << 26, 1 << 30
_ARRAY_ENDING = ".npy"
_UNREADABLE_ARRAY = (OSError, ValueError, TypeError, SyntaxError, OverflowError, EOFError, MemoryError)

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ArraySpec:
    """What an array of a model must be.

    Attributes:
        dtype: Its type and byte order, as in ``"<f4"``; floats must be finite.
        shape: Its shape; ``None`` for a size that may be any.
        is_ascending: Whether no value is less than the one before it.
        bounds: Least and greatest value, if there are limits.
    """

    dtype: str
    shape: tuple[int | None, ...]
    is_ascending: bool = False
    bounds: tuple[float, float] = (-math.inf, math.inf)

    def problem(self, array: NDArray[Any]) -> str:
        """Return what is wrong with an array, ``""`` for nothing."""
        if array.dtype != np.dtype(self.dtype):
            return f"is of type {array.dtype.str}, not {self.dtype}"
        sizes = zip(array.shape, self.shape, strict=False)
        if array.ndim != len(self.shape) or any(wanted not in (None, own) for own, wanted in sizes):
            wanted = ", ".join("any" if size is None else str(size) for size in self.shape)
            return f"has the shape {array.shape}, not ({wanted})"
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            return "holds a value that is not finite"
        if self.is_ascending and (array[1:] < array[:-1]).any():
            return "is not in ascending order"
        least, greatest = self.bounds
        if array.size and (array.min() < least or array.max() > greatest):
            return f"holds a value outside {least:g} to {greatest:g}"
        return ""


def check_arrays(
    path: str | Path, arrays: Mapping[str, NDArray[Any]], specs: Mapping[str, ArraySpec]
) -> None:
    """Check that a model has arrays, and that they are as they must be.

    Args:
        path: The model's folder, for the message.
        arrays: Its arrays by name.
        specs: What those that are needed must be.

    Raises:
        ModelError: If one is missing, or not so.
    """
    for name, spec in specs.items():
        if name not in arrays:
            raise damaged_model(path, f"{name}{_ARRAY_ENDING} is missing")
        if problem := spec.problem(arrays[name]):
            raise damaged_model(path, f"{name}{_ARRAY_ENDING} {problem}")


def shipped_model(name: str) -> Path:
    """Return the folder of a model that ships with kijiyomi: in the package, or in its source tree."""
    shipped = _PACKAGE / "models" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent / "models" / name


def write_model(
    path: str | Path, form: str, description: Mapping[str, Any], texts: Mapping[str, str], arrays: Arrays
) -> str:
    """Write a model folder in one step, in place of an older model if there is one.

    Args:
        path: Folder to write.
        form: What kind of model it is; only :func:`read_model` with the same one reads it.
        description: What the header shall hold beside format, protocol and file hashes; JSON types.
        texts: Further files by name.
        arrays: Arrays by name, each its own ``.npy`` file.

    Returns:
        The model's fingerprint.

    Raises:
        ModelError: If ``path`` holds something other than a model, or cannot be written.
    """
    path = Path(path)
    if path.exists() and not (path / HEADER).is_file() and not (path.is_dir() and not any(path.iterdir())):
        raise ModelError(f"{path}: is no model; give a new folder, or remove what stands there")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        try:
            fingerprint = _fill(scratch / "new", form, description, texts, arrays)
            if path.exists():
                path.replace(scratch / "old")
            (scratch / "new").replace(path)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise ModelError(f"{path}: the model cannot be written ({error}); give another folder") from error
    return fingerprint


def _fill(
    folder: Path, form: str, description: Mapping[str, Any], texts: Mapping[str, str], arrays: Arrays
) -> str:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8", "backslashreplace"))
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    files = {file.name: sha256_of_file(file) for file in sorted(folder.iterdir())}
    header = {"format": form, "protocol": PROTOCOL, **description, "files": files}
    header["fingerprint"] = _fingerprint(header)
    (folder / HEADER).write_bytes(_json(header, indent=1).encode("utf-8", "backslashreplace"))
    return str(header["fingerprint"])


def read_model(path: str | Path, form: str) -> tuple[dict[str, Any], dict[str, str], Arrays]:
    """Return the header, the further texts and the memory-mapped arrays of a model folder.

    Args:
        path: Folder to read.
        form: What kind of model it must be.

    Raises:
        ModelError: If there is no model, or it is damaged, foreign or of a newer protocol.
    """
    path = Path(path)
    header = _read_header(path, form)
    texts: dict[str, str] = {}
    arrays: Arrays = {}
    for name, digest in header["files"].items():
        is_array = name.endswith(_ARRAY_ENDING)
        if Path(name).name != name:
            raise damaged_model(path, f"{name} is no name of a file")
        file = _regular_file(path, name, _MAX_ARRAY_BYTES if is_array else _MAX_TEXT_BYTES)
        try:
            if sha256_of_file(file) != digest:
                raise damaged_model(path, f"{name} is not as it was written")
            if is_array:
                arrays[file.stem] = np.load(file, mmap_mode="r", allow_pickle=False).view(np.ndarray)
            else:
                texts[name] = file.read_text(encoding="utf-8")
        except _UNREADABLE_ARRAY as error:
            what = "is no array" if is_array else "cannot be read as UTF-8"
            raise damaged_model(path, f"{name} {what}") from error
    return header, texts, arrays


def _regular_file(path: Path, name: str, most_bytes: int) -> Path:
    """Return a file of the folder that can be read without surprises.

    Raises:
        ModelError: If it is none: missing, elsewhere, a device or pipe, or larger than a model needs.
    """
    file = path / name
    try:
        status = file.stat()
        is_inside = file.resolve().parent == path.resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise damaged_model(path, f"{name} is missing") from error
    if not is_inside:
        raise damaged_model(path, f"{name} leads out of the folder")
    if not stat.S_ISREG(status.st_mode):
        raise damaged_model(path, f"{name} is no regular file")
    if status.st_size > most_bytes:
        raise damaged_model(path, f"{name} is larger than {most_bytes >> 20} MB")
    return file


def _read_header(path: Path, form: str) -> dict[str, Any]:
    if not (path / HEADER).is_symlink() and not (path / HEADER).exists():
        raise ModelError(f"{path}: no model there; train one with `kijiyomi train`")
    file = _regular_file(path, HEADER, _MAX_TEXT_BYTES)
    try:
        header = json.loads(file.read_bytes(), parse_float=_finite, parse_constant=_finite)
    except OSError as error:
        raise ModelError(f"{path}: the model cannot be read ({error}); check the folder") from error
    except (ValueError, RecursionError) as error:
        raise damaged_model(path, f"{HEADER} is no JSON") from error
    if not isinstance(header, dict) or header.get("format") != form:
        raise ModelError(f"{path}: {HEADER} is not that of a {form}; give the folder of one")
    protocol = header.get("protocol")
    if not isinstance(protocol, int) or protocol > PROTOCOL:
        raise ModelError(
            f"{path}: made by a newer kijiyomi (protocol {protocol}, this one reads up to {PROTOCOL}); "
            "update with `pip install -U kijiyomi`"
        )
    if protocol < PROTOCOL:
        raise ModelError(f"{path}: protocol {protocol} is no longer read; train again with `kijiyomi train`")
    if header.get("fingerprint") != _fingerprint(header) or not isinstance(header.get("files"), dict):
        raise damaged_model(path, f"{HEADER} is not as it was written")
    return header


def _finite(number: str) -> float:
    """Return a number of JSON.

    Raises:
        ValueError: If it is infinite or none.
    """
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is not finite")
    return value


def damaged_model(path: str | Path, what: str) -> ModelError:
    """Return the error for a model that is not as it must be."""
    return ModelError(f"{path}: the model is damaged: {what}; copy or train it again")


def _fingerprint(header: Mapping[str, Any]) -> str:
    content = {key: value for key, value in header.items() if key != "fingerprint"}
    return sha256_of([_json(content).encode("utf-8", "backslashreplace")])


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent) + "\n" * (indent is not None)
