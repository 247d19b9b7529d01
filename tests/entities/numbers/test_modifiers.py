from kijiyomi.knowledge.number_words import modifier_words
from support.finding import find


def test_every_word_before_a_figure_is_in_its_span() -> None:
    for modifier, words in modifier_words().before.items():
        for word in words:
            assert [(found, figure.modifier) for found, figure in find(f"、{word}30件、")] == [
                (f"{word}30件", modifier)
            ]


def test_every_word_after_a_figure_is_in_its_span() -> None:
    for modifier, words in modifier_words().after.items():
        for word in words:
            assert [(found, figure.modifier) for found, figure in find(f"30件{word}、")] == [
                (f"30件{word}", modifier)
            ]


def test_every_word_beyond_a_figure_qualifies_it_from_outside() -> None:
    for modifier, words in modifier_words().beyond.items():
        for word in words:
            assert [(found, figure.modifier) for found, figure in find(f"30件{word}、")] == [
                ("30件", modifier)
            ]


def test_a_word_that_begins_another_one_qualifies_nothing() -> None:
    assert [figure.modifier for _, figure in find("30件超過、30件弱い、30件前後左右、30件ほどよく")] == [
        None
    ] * 4


def test_of_several_words_the_last_one_counts() -> None:
    assert [(found, figure.modifier) for found, figure in find("最大で約30件")] == [
        ("最大で約30件", "approx")
    ]
