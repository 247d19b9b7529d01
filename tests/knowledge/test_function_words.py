import msgspec
import pytest

from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.knowledge.data_files import FOLDER
from kijiyomi.knowledge.function_words import english_function_words
from kijiyomi.tokenizer.tokens import Morpheme


def test_no_word_is_listed_twice():
    lists = msgspec.toml.decode((FOLDER / "function_words.toml").read_bytes())
    words = [word for some in lists.values() for word in some]
    assert len(words) == len(set(words)) == len(english_function_words())


@pytest.mark.parametrize("word", sorted(english_function_words()))
def test_every_word_is_one_for_keywords_but_in_capitals(word):
    def bits(surface):
        return roles.compound_roles(Morpheme(surface, surface, "名詞", "普通名詞", "一般"))

    assert bits(word) & roles.FUNCTION_WORD
    assert len(word) == 1 or bits(word.title()) & roles.FUNCTION_WORD
    assert not bits(word.upper()) & roles.FUNCTION_WORD
