from __future__ import annotations

import sys
from pathlib import Path

import pytest
import unidic_lite

from kijiyomi.tokenizer.feature_pages import release_features
from kijiyomi.tokenizer.mecab import MecabTokenizer

DICTIONARY = Path(unidic_lite.DICDIR, "sys.dic")
WORDS = "海鳥、灯台、方位磁針、製氷機、蒸気船、羅針盤、天文台、郵便局、図書館、水族館、植物園、製鉄所、気象台、測候所"


def resident() -> int:
    """Return the resident kilobytes of the mapped dictionary."""
    total, inside = 0, False
    for line in Path("/proc/self/smaps").read_text("utf-8").splitlines():
        if "-" in line.split()[0]:
            inside = line.endswith("sys.dic")
        elif inside and line.startswith("Rss:"):
            total += int(line.split()[1])
    return total


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux is told")
def test_features_are_given_back_and_read_again():
    first = MecabTokenizer()(WORDS)
    before = resident()
    release_features(DICTIONARY)
    assert resident() < before
    again = MecabTokenizer()(WORDS)
    known = [[some.lexicon[place] for place in some.morpheme.tolist()] for some in (first, again)]
    assert known[0] == known[1]
    assert known[0][0].pos1 == "名詞"


@pytest.mark.parametrize("content", [b"", b"\0" * 20, b"\0" * 200])
def test_another_file_is_left_alone(tmp_path, content):
    path = tmp_path / "sys.dic"
    path.write_bytes(content)
    release_features(path)
