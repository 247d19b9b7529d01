from __future__ import annotations

import doctest
import json

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.report import embedded_data
from kijiyomi.report.embedded_data import ALPHABET, assign_blocks, pack, safe_json


def unpacked(packed):
    values = [ALPHABET.index(sign) for sign in packed.text]
    bits = "".join(
        f"{high * len(ALPHABET) + low:013b}" for high, low in zip(values[::2], values[1::2], strict=True)
    )
    frame = bytes(int(bits[at : at + 8], 2) for at in range(0, packed.size * 8, 8))
    return json.loads(pa.CompressedInputStream(pa.BufferReader(frame), "zstd").read().decode("utf-16-le"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]))))
def test_what_is_packed_comes_out_again(data):
    packed = pack(data)
    assert unpacked(packed) == data
    assert len(ALPHABET) == 91 and set(packed.text) <= set(ALPHABET)


def test_surrogates_and_html_in_json():
    assert unpacked(pack(["\ud800</script>"])) == ["\ufffd</script>"]
    assert safe_json("</script><!--") == '"\\u003c/script>\\u003c!--"'


@given(st.lists(st.integers(0, 20)), st.integers(1, 30))
def test_blocks_are_neighbours_and_no_larger_than_asked(sizes, most):
    blocks = assign_blocks(sizes, most)
    assert blocks == sorted(blocks) and set(blocks) == set(range(len(set(blocks))))
    for block in set(blocks):
        members = [size for size, own in zip(sizes, blocks, strict=True) if own == block]
        assert sum(members) <= most or sum(map(bool, members)) == 1


def test_the_examples_in_the_docstrings():
    results = doctest.testmod(embedded_data)
    assert results.attempted and not results.failed
