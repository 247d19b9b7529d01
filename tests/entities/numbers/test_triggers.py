import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kijiyomi.entities.numbers import FigureRecogniser
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.triggers import trigger_pattern
from kijiyomi.entities.numbers.unit_patterns import currency_patterns
from kijiyomi.knowledge.calendar import calendar_words
from kijiyomi.knowledge.durations import duration_words
from kijiyomi.knowledge.units import written_units
from kijiyomi.text.normalise import normalise
from reference import number_triggers

BEFORE = st.one_of(
    st.sampled_from(["", "", "第", "R", "H", "GPT-", "RTX ", "v", "(", "/", "-", "の", "、", " ", "数", "令和", "マイナス"]),
    st.sampled_from(sorted(currency_patterns().codes)),
    st.sampled_from(modifiers().words_before),
)  # fmt: skip
NUMBER = st.one_of(
    st.sampled_from([*"0123456789〇一二三四五六七八九十百千数何万億兆", "1,234", "2.5", "12", "300", "2026", "3.11", "三十", "二〇二六"]),
    st.sampled_from(["半ば", "四半期", "Q3", "FY26", "元年", "H1", "1H", "2Q", "", *duration_words().halves]),
)  # fmt: skip
AFTER = st.one_of(
    st.sampled_from([*" ,.、。・/:〜~-−+×xQH_#%&@'年月日時分週世会の", "から", "以上", "未満", "を超え", "の企業", "と", "へ", "だ", "年度", "月期"]),
    st.sampled_from(sorted(written_units())),
    st.sampled_from(["K", "k", "M", "B", "T", "bn", "割5分", "分の1", "億円", "Mトークン"]),
)  # fmt: skip
FIGURE = st.tuples(BEFORE, NUMBER, AFTER).map("".join)
TEXTS = st.lists(FIGURE, min_size=1, max_size=4).map("".join).map(lambda text: normalise(text).text)
RECOGNISER = FigureRecogniser()


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("約300の企業、少なくとも40と、¥5、RM 7")
@example("二〇二六年、一人、三十人、2026Q4、1H 2026、3GB、5 m、R7年")
def test_the_pattern_misses_no_figure_that_reading_everywhere_finds(text):
    assert RECOGNISER.figures(text) == number_triggers.figures(RECOGNISER, text)


@settings(deadline=None)
@given(TEXTS)
def test_the_pattern_matches_only_where_a_number_or_word_begins(text):
    starts = {match.start() for match in trigger_pattern(relative=False).finditer(text)}
    assert starts <= {start for start in range(len(text)) if number_triggers.begins(text, start)}


def test_every_word_of_relative_time_is_a_trigger_with_a_reference_date_only():
    recogniser = FigureRecogniser(datetime.date(2025, 2, 14))
    for words in calendar_words().relative.values():
        for word in words:
            assert trigger_pattern(relative=True).match(word), word
            if word.startswith("一"):
                continue  # 一昨年 is taken for a numeral's word and has no value
            assert [figure.end for figure in recogniser.figures(word)] == [len(word)], word
            assert RECOGNISER.figures(word) == [], word
