import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.arrays import code_points
from kijiyomi.tokenizer.mecab_line_ids import ABSENT, LineIdTable


def hashes(table, lines):
    codes = code_points("".join(f"\n{line}" for line in lines))
    return table.hashes(codes, np.flatnonzero(codes == ord("\n")))


@given(st.lists(st.text(st.sampled_from("あ亜a0\t-"), max_size=6), max_size=40))
def test_a_line_is_found_whatever_stands_around_it(lines):
    table = LineIdTable()
    distinct = sorted(set(lines))
    for number, line in enumerate(distinct, start=1):
        table.add(hashes(table, [line])[0], number)
    assert table.ids(hashes(table, lines)).tolist() == [distinct.index(line) + 1 for line in lines]


def test_lines_never_met_are_not_found():
    table = LineIdTable()
    for number in range(1, 20_001):
        table.add(hashes(table, [number])[0], number)
    known = table.ids(hashes(table, range(1, 20_001)))
    assert known.tolist() == list(range(1, 20_001))
    assert set(table.ids(hashes(table, range(20_001, 60_000))).tolist()) == {ABSENT}


def test_an_output_longer_than_expected():
    table = LineIdTable()
    lines = [str(n) for n in range(30_000)]
    together = hashes(table, lines)
    assert len(set(together.tolist())) == 30_000
    assert together[-1] == hashes(table, lines[-1:])[0]


def test_a_line_added_again_takes_no_second_slot():
    table = LineIdTable()
    (met,) = hashes(table, ["の"])
    for _ in range(1 << 18):
        table.add(met, 7)
    (other,) = hashes(table, ["は"])
    table.add(other, 8)
    assert table.ids(hashes(table, ["の", "は", "も"])).tolist() == [7, 8, ABSENT]


def test_a_full_table_takes_no_more_and_still_finds_what_it_has():
    table = LineIdTable()
    for number in range(1, (1 << 17) + 1):
        assert not table.is_full
        table.add(hashes(table, [number])[0], number)
    assert table.is_full
    table.add(hashes(table, ["は"])[0], 7)
    assert table.ids(hashes(table, [1, 1 << 17, "は", "も"])).tolist() == [1, 1 << 17, ABSENT, ABSENT]
