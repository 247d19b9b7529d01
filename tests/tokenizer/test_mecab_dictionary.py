from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import fugashi
import pytest
import unidic_lite

from kijiyomi.errors import KijiyomiError
from kijiyomi.tokenizer.mecab import MecabTokenizer
from kijiyomi.tokenizer.mecab_dictionary import MecabDictionary
from kijiyomi.tokenizer.mecab_morphemes import MorphemeReader

FOLDER = Path(unidic_lite.DICDIR)
# Words the dictionary writes alike and weighs alike, quoted features, unknown words of several kinds.
TEXTS = [
    "あせぼができて合わす顔もなく、い縮した。",
    'カンマ、「,」や引用符の"も記号である。',
    "ゾモグラフのＱｕａｘを叱る㍿ヴョルン社、3,141.59ペタ。",
    "寿司🍣を食べかけて、ηとΞを書く。 Wi-Fi 7 ﾊﾟｿｺﾝ",
]


@pytest.mark.parametrize("text", TEXTS)
def test_morphemes_are_what_the_tagger_says(text):
    nodes = fugashi.GenericTagger(f"-r {FOLDER}/dicrc -d {FOLDER}")(text)
    expected = [(node.surface, tuple(node.feature[:6]), not node.is_unk) for node in nodes]
    found = [(m.surface, tuple(field or "*" for field in m[2:8]), m.known) for m in MecabTokenizer()(text)]
    assert found == expected


def test_lemma_and_reading_are_those_of_the_first_of_several_alike():
    expected = [(n.surface, n.feature.lemma, n.feature.kana) for n in fugashi.Tagger()("あせぼを合わす")]
    found = [(m.surface, m.lemma, m.reading) for m in MecabTokenizer()("あせぼを合わす")]
    assert found == expected


def test_an_entry_is_found_by_surface_context_and_cost():
    dictionary = MecabDictionary(FOLDER / "sys.dic")
    tagger = fugashi.GenericTagger(rf'-r {FOLDER}/dicrc -d {FOLDER} -O "" -F "%phl\t%c" -E ""')
    context_id, cost = map(int, tagger.parse("東京").split("\t"))
    found = dictionary.find("東京", context_id, cost)
    assert found is not None
    assert found.startswith("名詞,固有名詞,地名,一般")
    assert dictionary.find("東京", context_id, cost + 1) is None
    assert dictionary.find("東京", context_id + 1, cost) is None
    assert dictionary.find("東京ゾ", context_id, cost) is None
    assert dictionary.find("", context_id, cost) is None


def test_a_small_dictionary_is_read_whole():
    features = MecabDictionary(FOLDER / "unk.dic").features()
    assert "名詞,数詞,*,*,*,*" in features.values()
    assert len(features) == 35


FORKING = """
import multiprocessing
from kijiyomi.tokenizer.mecab import MecabTokenizer

tokenizer = MecabTokenizer()

def read(text):
    return list(map(tuple, tokenizer(text)))

if __name__ == "__main__":
    # Loaded before the fork, so that every process has the same open file.
    tokenizer("海")
    texts = [chr(code) * 2 + "の町" for code in range(0x4E00, 0x6E00)]
    with multiprocessing.get_context("fork").Pool(4) as pool:
        found = pool.map(read, texts, chunksize=8)
    assert found == list(map(read, texts))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_forked_processes_do_not_disturb_each_other(tmp_path):
    script = tmp_path / "forking.py"
    script.write_text(FORKING, "utf-8")
    result = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert (result.returncode, result.stderr[-2000:]) == (0, "")


def test_a_line_no_dictionary_has_is_an_error():
    with pytest.raises(KijiyomiError, match="no dictionary has features for 'ぬぬぬ"):
        MorphemeReader(FOLDER, [])("ぬぬぬ\t1\t2")


@pytest.mark.parametrize("content", [b"", b"\0" * 20, b"\0" * 200, b"MZ" * 500])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "sys.dic"
    path.write_bytes(content)
    with pytest.raises(KijiyomiError, match=r"sys\.dic: not a dictionary of MeCab"):
        MecabDictionary(path)
