"""Messages over a pipe: eight bytes of length, then as many bytes."""

from __future__ import annotations

from typing import BinaryIO

_LENGTH_BYTES = 8


def write_message(stream: BinaryIO, message: bytes) -> None:
    """Write one message; the caller flushes."""
    stream.write(len(message).to_bytes(_LENGTH_BYTES, "little"))
    stream.write(message)


def read_message(stream: BinaryIO) -> bytes | None:
    """Return the next message, or ``None`` when the other side is gone, even within one."""
    length = _read(stream, _LENGTH_BYTES)
    return None if length is None else _read(stream, int.from_bytes(length, "little"))


def _read(stream: BinaryIO, count: int) -> bytes | None:
    raw = stream.read(count)
    return raw if len(raw) == count else None
