"""Models on disk: one folder of arrays and JSON, checked before use and written all or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.errors import ModelError
from kijiyomi.hashing import sha256_of, sha256_of_file

PROTOCOL = 1
HEADER = "model.json"

Arrays = dict[str, NDArray[Any]]

_PACKAGE = Path(__file__).parent


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
        file = path / name
        if Path(name).name != name or not file.is_file():
            raise _damaged(path, f"{name} is missing")
        if sha256_of_file(file) != digest:
            raise _damaged(path, f"{name} is not as it was written")
        if file.suffix == ".npy":
            arrays[file.stem] = _read_array(path, file)
        else:
            texts[name] = file.read_text(encoding="utf-8")
    return header, texts, arrays


def _read_header(path: Path, form: str) -> dict[str, Any]:
    try:
        header = json.loads((path / HEADER).read_bytes())
    except FileNotFoundError:
        raise ModelError(f"{path}: no model there; train one with `kijiyomi train`") from None
    except OSError as error:
        raise ModelError(f"{path}: the model cannot be read ({error}); check the folder") from error
    except ValueError as error:
        raise _damaged(path, f"{HEADER} is no JSON") from error
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
        raise _damaged(path, f"{HEADER} is not as it was written")
    return header


def _read_array(path: Path, file: Path) -> NDArray[Any]:
    try:
        array: NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    except ValueError as error:
        raise _damaged(path, f"{file.name} is no array") from error
    return array


def _damaged(path: Path, what: str) -> ModelError:
    return ModelError(f"{path}: the model is damaged: {what}; copy or train it again")


def _fingerprint(header: Mapping[str, Any]) -> str:
    content = {key: value for key, value in header.items() if key != "fingerprint"}
    return sha256_of([_json(content).encode("utf-8", "backslashreplace")])


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent) + "\n" * (indent is not None)
