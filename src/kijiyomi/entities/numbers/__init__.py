"""Figures: what an article says in numbers, with normalised values.

What counts: amounts of money (約30億ドル, $71B), percentages (78%, 3割5分), numbers with a counter or
a unit (5万基, 80 TOPS, 2倍), dates (2027年後半, 2025年度第3四半期, 令和7年, 5月15日) and lengths of time
(20年間, 24時間). A range (10〜20%) is one figure; an amount and its conversion, 100兆ウォン(約10兆円), are
two. Digits count with every counter (3つ) and with nouns that no list has (12事業者), single kanji numerals
with few (三社, 二倍).

What does not: versions and models (GPT-4, HBM3, Python 3.12), ordinals (第3世代, 2つ目), clock times,
ranks, list and heading numbers, telephone numbers, and words that kanji numerals are part of (一部, 十分).

The span holds the number, its unit, and what qualifies it directly (約, 最大; 以上, 超, 未満, 程度, 近く).
Words of calendar distance (昨年3月, 2年前) get a value of their own once there is a reference date.

How a text is read:

- ``triggers``: where a figure can begin; ``recogniser``: which reader takes it from there;
  ``exclusions``: what looks like a figure and is none.
- ``figure_text``: the text they are read in, where line breaks and superscripts cut no number;
  ``decimal_points``: middle dots between digits (1・8倍); ``spaced_figures``: spaces inside figures.
- ``numerals``: the number itself.
- ``amounts``, ``durations``, ``dates``: whole figures with ranges and qualifiers, each with its ``single_``
  module for one amount, length of time or date; ``bare_numbers``: numbers without a unit; ``fractions``: 1/3;
  ``side_lengths``: 138×98×84mm;
  ``noun_units``: nouns that the tokenizer knows as units; ``counting_context``: whether a number counts or
  names; ``relative_dates``: counting from a reference date; ``carried_dates``: dates that leave out what an
  earlier one has given.
- ``changes``: which way a figure went and against what, by the words of ``change_patterns`` and by what
  ``change_direction`` reads in the figure itself or the noun before it.
- ``unit_patterns``, ``date_patterns``, ``modifiers``: the words of ``kijiyomi.knowledge``, compiled.
- ``figure``, ``partial_date``: what the readers hand on.
"""

from __future__ import annotations

from kijiyomi.entities.numbers.recogniser import FigureRecogniser

__all__ = ["FigureRecogniser"]
