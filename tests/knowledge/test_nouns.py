import unicodedata
from itertools import combinations

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.knowledge import nouns
from kijiyomi.knowledge.data_files import read_data
from kijiyomi.knowledge.nouns import NounLists, noun_lists
from kijiyomi.tokenizer.tokens import Morpheme

LISTS = noun_lists()
EVERY = {name: getattr(LISTS, name) for name in NounLists.__struct_fields__}


def noun_roles(word: str) -> int:
    return roles.compound_roles(Morpheme(word, word, "名詞", "普通名詞", "一般"))


def test_words_are_in_nfkc_and_in_one_list():
    for name, words in EVERY.items():
        assert words, name
        assert {word for word in words if unicodedata.normalize("NFKC", word) != word} == set(), name
    for one, other in combinations(EVERY, 2):
        assert EVERY[one] & EVERY[other] == set(), (one, other)


def test_every_separator_ends_compounds():
    assert {word for word in LISTS.separators if noun_roles(word)} == set()
    # 午後3時: a counter makes a quantity of the figure before it all the same.
    hour = Morpheme("時", "時", "名詞", "普通名詞", "助数詞可能")
    assert roles.compound_roles(hour) == roles.COUNTER


def test_every_general_noun_is_in_compounds_but_not_alone():
    inside = roles.MEMBER | roles.CAN_START | roles.CAN_END
    for word in LISTS.general:
        assert noun_roles(word) & (inside | roles.CAN_STAND_ALONE) == inside, word


def test_a_point_begins_every_name_that_is_listed_so():
    assert {word for word in LISTS.after_point if not noun_roles(word) & roles.AFTER_POINT} == set()


def test_every_numbered_noun_makes_a_term():
    assert {word for word in LISTS.numbered if not noun_roles(word) & roles.NUMBERED} == set()


def test_every_unit_counts():
    assert {word for word in LISTS.units if not noun_roles(word) & roles.COUNTER} == set()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            'separators = ["こと"]\ngeneral = []\nafter_point = []\nnumbered = []\n',
            "missing required field `units`",
        ),
        (
            'separators = ["こと", ""]\ngeneral = []\nafter_point = []\nnumbered = []\nunits = []\n',
            r"separators\.1",
        ),
        (
            'separators = ["こと", 3]\ngeneral = []\nafter_point = []\nnumbered = []\nunits = []\n',
            r"separators\.1",
        ),
        (
            "separators = []\ngeneral = []\nafter_point = []\nnumbered = []\nunits = []\nunit = []\n",
            "unknown field `unit`",
        ),
    ],
)
def test_a_mistake_names_file_and_entry(tmp_path, monkeypatch, content, message):
    monkeypatch.setattr(nouns, "FOLDER", tmp_path)
    (tmp_path / "nouns.toml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"nouns\.toml: .*{message}"):
        read_data(tmp_path / "nouns.toml", NounLists)
