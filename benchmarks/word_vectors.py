"""Word vectors that models are trained with."""

from __future__ import annotations

import zlib

import numpy as np


def word_vectors() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return chiVe's vectors as ja_ginza has them, the first one 0, and the row of each word's CRC-32."""
    import spacy

    vocabulary = spacy.load("ja_ginza").vocab
    table = np.asarray(vocabulary.vectors.data, dtype=np.float32)
    rows: dict[int, int] = {}
    for key, row in sorted(vocabulary.vectors.key2row.items(), key=lambda item: item[1]):
        word = vocabulary.strings[key]
        rows.setdefault(zlib.crc32(word.encode("utf-8", "surrogatepass")), row)
    keys = np.array(sorted(rows), dtype=np.uint32)
    vectors = np.vstack((np.zeros((1, table.shape[1]), np.float32), table / table.std()))
    return vectors, keys, np.array([rows[int(key)] for key in keys], dtype=np.uint16)
