import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.text.codes import code_points
from kijiyomi.tokenizer.line_table import LineTable


def hashes(table, lines):
    codes = code_points("".join(f"\n{line}" for line in lines))
    return table.hashes(codes, np.flatnonzero(codes == ord("\n")))


@given(st.lists(st.text(st.sampled_from("あ亜a0\t-"), max_size=6), max_size=40))
def test_a_line_is_found_whatever_stands_around_it(lines):
    table = LineTable()
    distinct = sorted(set(lines))
    for number, line in enumerate(distinct):
        table.add(hashes(table, [line])[0], number)
    assert table.ids(hashes(table, lines)).tolist() == [distinct.index(line) for line in lines]


def test_lines_never_met_are_not_found():
    table = LineTable()
    for number in range(20_000):
        table.add(hashes(table, [number])[0], number)
    known = table.ids(hashes(table, range(20_000)))
    assert known.tolist() == list(range(20_000))
    assert set(table.ids(hashes(table, range(20_000, 60_000))).tolist()) == {-1}


def test_an_output_longer_than_expected():
    table = LineTable()
    lines = [str(n) for n in range(30_000)]
    together = hashes(table, lines)
    assert len(set(together.tolist())) == 30_000
    assert together[-1] == hashes(table, lines[-1:])[0]


def test_a_line_added_again_takes_no_second_slot():
    table = LineTable()
    (met,) = hashes(table, ["の"])
    for _ in range(1 << 18):
        table.add(met, 7)
    (other,) = hashes(table, ["は"])
    table.add(other, 8)
    assert table.ids(hashes(table, ["の", "は", "も"])).tolist() == [7, 8, -1]
