import numpy as np

from kijiyomi.tokenizer.tokens import Lexicon, Morpheme


def word(surface):
    return Morpheme(surface, surface, "名詞")


def test_rows_of_a_table_are_computed_once_for_all_new_morphemes():
    asked = []

    def lengths(lexicon, first):
        asked.append(first)
        surfaces = [morpheme.surface for morpheme in lexicon[first:]]
        return np.array([[len(s), len(s) ** 2] for s in surfaces], dtype=np.float32).reshape(-1, 2)

    lexicon = Lexicon()
    lexicon.add(word("東京"))
    assert lexicon.table(lengths).tolist() == [[0, 0], [2, 4]]
    assert lexicon.table(lengths).dtype == np.float32
    for number in range(20):
        lexicon.add(word("あ" * number))
    expected = [[0, 0], [2, 4], *([n, n * n] for n in range(20))]
    assert lexicon.table(lengths).tolist() == expected
    assert lexicon.table(lengths).tolist() == expected
    assert asked == [2, 0, 2]


def test_a_column_and_a_table_of_one_lexicon_agree():
    lexicon = Lexicon()
    for surface in ("猫", "東京都", "NVIDIA"):
        lexicon.add(word(surface))
    column = lexicon.column(lambda morpheme: len(morpheme.surface))
    table = lexicon.table(
        lambda known, first: np.array([[len(m.surface)] for m in known[first:]], np.int32).reshape(-1, 1)
    )
    assert column.tolist() == table[:, 0].tolist() == [0, 1, 3, 6]
