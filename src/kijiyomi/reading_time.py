"""How long an article takes to read.

記事を読むのにかかる時間。
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kijiyomi.records.analysis import ReadingTime
from kijiyomi.text.character_classes import WHITE_SPACE, character_classes, class_table
from kijiyomi.text.passage import Passage


@dataclass(frozen=True, slots=True)
class ReadingRates:
    """How fast an adult reads silently.

    大人が黙読する速さ。

    Attributes:
        japanese: Japanese characters a minute. 653 is the mean of 200 university students reading without
            skipping; they ranged from about 300 to 1,200 (小林潤平・川嶋稔夫「日本語文章の読み速度の個人差を
            もたらす眼球運動」映像情報メディア学会誌 72(10), 2018, J154-J159).
        words: Words and numbers a minute in Latin and other spaced scripts. 238 is the mean over 190
            studies of adults reading English non-fiction silently (Brysbaert, "How many words do we read
            per minute?", Journal of Memory and Language 109, 2019, 104047).
        first_image: Seconds for the first image; each further one takes a second less, down to
            ``least_image``. 12 and 3 are the rule Medium gives for its read time.
        least_image: Seconds for each image from the tenth on.
        code_lines: Lines of code a minute. A convention: what has been measured is how fast people review
            code, which takes ten times as long, not how long readers look at the code in an article.
        code_block_lines: Lines of a block of code after which a reader scrolls on. Of 7,728 blocks in 988
            technical posts nine of ten are no longer; what is longer is a pasted log or listing, of which a
            reader sees about what a screen shows.
    """

    japanese: float = 653.0
    words: float = 238.0
    first_image: float = 12.0
    least_image: float = 3.0
    code_lines: float = 60.0
    code_block_lines: int = 20


DEFAULT_RATES = ReadingRates()


class ReadingEstimate(NamedTuple):
    """How much there is to read, and how long that takes.

    読む文字の量と、読むのにかかる時間。

    Attributes:
        characters: Number of characters: no white space, no markup, code, or addresses.
        time: The time an adult needs.
    """

    characters: int
    time: ReadingTime


def estimate_reading(passage: Passage, rates: ReadingRates = DEFAULT_RATES) -> ReadingEstimate:
    """Return the time an adult needs for the text, images and code of a passage.

    文章、画像、コードを大人が読むのにかかる時間を返す。

    Words and numbers in spaced scripts are read by the word, every other character (kana, kanji,
    punctuation) by the character. Code is skimmed by the line, blank lines aside, up to a bound for each
    block; formulas that are set apart are blocks of code.

    Args:
        passage: What is read.
        rates: How fast.
    """
    return estimate_reading_batch([passage], rates)[0]


def estimate_reading_batch(
    passages: Sequence[Passage], rates: ReadingRates = DEFAULT_RATES
) -> list[ReadingEstimate]:
    """Return what :func:`estimate_reading` does of each passage.

    複数の本文について、`estimate_reading`と同じものを返す。
    """
    counts = count_characters_batch([passage.text for passage in passages])
    return [
        ReadingEstimate(count.characters, _time(passage, count, rates))
        for passage, count in zip(passages, counts, strict=True)
    ]


def _time(passage: Passage, counts: CharacterCounts, rates: ReadingRates) -> ReadingTime:
    japanese = counts.characters - counts.word_characters
    code_lines = sum([min(lines, rates.code_block_lines) for lines in passage.code_lines])
    minutes = japanese / rates.japanese + counts.words / rates.words + code_lines / rates.code_lines
    seconds = 60 * minutes
    if passage.images:
        seconds += _image_seconds(passage.images, rates)
    return ReadingTime(minutes=max(1, math.ceil(seconds / 60)), seconds=round(seconds, 1))


def _image_seconds(images: int, rates: ReadingRates) -> float:
    falling = min(images, max(0, math.ceil(rates.first_image - rates.least_image)))
    falling_seconds = falling * rates.first_image - falling * (falling - 1) / 2
    return falling_seconds + (images - falling) * rates.least_image


class CharacterCounts(NamedTuple):
    """How much there is to read in a text.

    文字列に読むところがどれだけあるか。

    Attributes:
        characters: Characters but white space.
        words: Words and numbers in spaced scripts.
        word_characters: Characters of those.
    """

    characters: int
    words: int
    word_characters: int


# Letters and digits of spaced scripts, half and full width, with what joins them inside a word or number.
_LETTER_RANGES = ("A-Z", "a-z", "0-9", "\u00c0-\u10ff", "\u1200-\u1fff", "０-９", "Ａ-Ｚ", "ａ-ｚ")
_JOINERS = "'’.,-"
_SPACE, _LETTER, _JOINER = 1, 2, 3
_CLASSES = class_table(
    {
        _LETTER: (chr(code) for some in _LETTER_RANGES for code in range(ord(some[0]), ord(some[2]) + 1)),
        _JOINER: _JOINERS,
        _SPACE: WHITE_SPACE,
    }
)


def count_characters_batch(texts: Sequence[str]) -> list[CharacterCounts]:
    """Return the counts of each text.

    文字列ごとに、文字と語を数えて返す。
    """
    # A line break after each text keeps its words apart from those of the next, and makes sure that neither
    # the first character nor the last is a letter.
    classes = character_classes("\n".join(["", *texts, ""]), _CLASSES)
    lengths = np.array(list(map(len, texts)), dtype=np.intp)
    ends = (lengths + 1).cumsum()
    letters, in_words = classes == _LETTER, classes == _JOINER
    in_words[1:-1] &= letters[:-2] & letters[2:]
    in_words |= letters
    # Words begin and end in turn.
    edges = (in_words[1:] != in_words[:-1]).nonzero()[0]
    begins = edges[::2]
    sizes = np.zeros(len(begins) + 1, dtype=np.intp)
    (edges[1::2] - begins).cumsum(out=sizes[1:])
    words = begins.searchsorted(ends)
    spaces = (classes == _SPACE).nonzero()[0].searchsorted(ends)
    up_to_end = np.array((spaces, words, sizes[words]))
    counts = up_to_end.copy()
    counts[:, 1:] -= up_to_end[:, :-1]
    return list(map(CharacterCounts, (lengths + 1 - counts[0]).tolist(), *counts[1:].tolist()))
