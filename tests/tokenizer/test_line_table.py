from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.tokenizer.line_table import LineTable


def joined(lines):
    return "".join(f"{line}\n" for line in lines).encode()


@given(st.lists(st.text(st.sampled_from("あ亜a0\t-"), max_size=6), max_size=40))
def test_a_line_is_found_whatever_stands_around_it(lines):
    table = LineTable()
    distinct = sorted(set(lines))
    for number, line in enumerate(distinct):
        table.add(table.hashes(joined([line]))[0], number)
    assert table.ids(table.hashes(joined(lines))).tolist() == [distinct.index(line) for line in lines]


def test_lines_never_met_are_not_found():
    table = LineTable()
    for number in range(20_000):
        table.add(table.hashes(f"{number}\n".encode())[0], number)
    known = table.ids(table.hashes(joined(range(20_000))))
    assert known.tolist() == list(range(20_000))
    assert set(table.ids(table.hashes(joined(range(20_000, 60_000)))).tolist()) == {-1}


def test_an_output_longer_than_expected():
    table = LineTable()
    lines = [str(n) for n in range(30_000)]
    hashes = table.hashes(joined(lines))
    assert len(set(hashes.tolist())) == 30_000
    assert hashes[-1] == table.hashes(joined(lines[-1:]))[0]
