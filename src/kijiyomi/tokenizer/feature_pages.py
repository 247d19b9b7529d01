"""Give back the memory of a MeCab dictionary's features, which are read once a morpheme and never again."""

from __future__ import annotations

import ctypes
import mmap
import struct
import sys
from functools import lru_cache
from pathlib import Path

# Layout of sys.dic (MeCab 0.996, src/dictionary.cpp, Dictionary::open): magic, version, type, number of
# entries, left and right context ids, sizes of double array, tokens and features, nothing; the name of the
# encoding; then these three.
_HEADER = struct.Struct("<10I")
_ENCODING_BYTES = 32
_MAGIC = 0xEF718F77


def release_features(dictionary: Path) -> None:
    """Tell the system that the features of a mapped dictionary are not needed for now.

    They are three quarters of the file, and each that is read brings its neighbours into the process's
    resident memory. Reading one after this is safe and maps its page again. Does nothing where the system
    is not Linux or the file is not as expected.

    Args:
        dictionary: Path of ``sys.dic``.
    """
    if not sys.platform.startswith("linux"):
        return
    start, stop = _features(dictionary)
    path = str(dictionary.resolve())
    libc = ctypes.CDLL(None)
    with Path("/proc/self/maps").open(encoding="utf-8", errors="surrogateescape") as maps:
        mapped = [line.split(maxsplit=5) for line in maps]
    for addresses, _, offset, *_, name in (fields for fields in mapped if len(fields) == 6):
        if name.rstrip("\n") == path and int(offset, 16) == 0 and start < stop:
            base = int(addresses.partition("-")[0], 16)
            libc.madvise(ctypes.c_void_p(base + start), ctypes.c_size_t(stop - start), mmap.MADV_DONTNEED)


@lru_cache(maxsize=4)
def _features(dictionary: Path) -> tuple[int, int]:
    """Return where the whole pages of features begin and end; the same place if that cannot be told."""
    with dictionary.open("rb") as stream:
        header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return 0, 0
    magic, *_, arrays, tokens, features, _ = _HEADER.unpack(header)
    if magic ^ _MAGIC != dictionary.stat().st_size:
        return 0, 0
    begin = _HEADER.size + _ENCODING_BYTES + arrays + tokens
    page = mmap.PAGESIZE
    return -(-begin // page) * page, (begin + features) // page * page
