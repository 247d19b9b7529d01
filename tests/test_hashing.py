import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.hashing import sha256_of, sha256_of_file, short_digest

TEXTS = st.lists(st.text(alphabet=st.characters(exclude_categories=[]), max_size=4), max_size=4)


@pytest.mark.parametrize("content", [b"", b"abc", b"x" * 3_000_000])
def test_sha256(content, tmp_path):
    (tmp_path / "file").write_bytes(content)
    expected = hashlib.sha256(content).hexdigest()
    assert sha256_of_file(tmp_path / "file") == expected
    assert sha256_of([content[:1], memoryview(content[1:])]) == expected


@given(TEXTS, TEXTS)
def test_short_digests_differ_where_the_texts_do(one, other):
    assert (short_digest(one) == short_digest(other)) == (one == other)
    assert short_digest(one, b"context") != short_digest(one)
