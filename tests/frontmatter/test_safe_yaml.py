import datetime

import pytest

from kijiyomi.frontmatter.safe_yaml import MAX_DEPTH, MAX_NODES, YamlProblem, load_mapping


def test_keys_are_strings_and_doubles_are_named():
    assert load_mapping("7: a\ntrue: b\nno: c\na: 1\na: 2\n") == (
        {"7": "a", "true": "b", "no": "c", "a": 2},
        ["a"],
    )
    assert load_mapping("# nothing\n") == ({}, [])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("8", 8),
        ("-3", -3),
        ("1.5", 1.5),
        ("1.0", 1.0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2024-01-05", datetime.date(2024, 1, 5)),
        ("2024-01-05 10:00:00", datetime.datetime(2024, 1, 5, 10)),
        ("!!int '012'", "012"),
        ("'8'", "8"),
        ("!!str 8", "8"),
    ],
)
def test_values_that_are_no_text(written, value):
    assert load_mapping(f"a: {written}\n") == ({"a": value}, [])
    assert type(load_mapping(f"a: {written}\n")[0]["a"]) is type(value)


AS_WRITTEN = [
    "no",
    "Yes",
    "on",
    "OFF",
    "y",
    "012",
    "0o14",
    "0x1F",
    "1_000",
    "12:30",
    "1:2:3",
    "1.10",
    "1e3",
    "1.5e+3",
    ".5",
    "+1",
    ".inf",
    "-.INF",
    ".nan",
    "=",
    "<<",
]
DATES = ["2024-1-5", "2024-01-05T10:00:00Z", "2024-01-05 10:00:00 +0900", "2024-01-05 10:00", "20240105x"]


@pytest.mark.parametrize("written", [*AS_WRITTEN, *DATES, "9" * 5000])
def test_what_python_would_write_otherwise_stays_as_written(written):
    assert load_mapping(f"a: {written}\nb: [{written}]\n") == ({"a": written, "b": [written]}, [])


def test_a_merged_mapping_is_no_double():
    assert load_mapping("x: &x {a: 1}\n<<: *x\na: 2\n") == ({"x": {"a": 1}, "a": 2}, [])


def test_aliases_are_counted_as_if_written_out():
    few = f"a: &a [{', '.join('x' * 99)}]\nb: [{', '.join(['*a'] * 99)}]\n"
    assert len(load_mapping(few)[0]["b"]) == 99
    many = few + f"c: &c [{', '.join(['*a'] * 99)}]\nd: [{', '.join(['*c'] * 9)}]\n"
    with pytest.raises(YamlProblem, match=f"more than {MAX_NODES} values"):
        load_mapping(many)


@pytest.mark.parametrize("depth", [MAX_DEPTH - 1, MAX_DEPTH, 100_000])
def test_depth_has_a_bound(depth):
    text = f"a: {'[' * depth}{']' * depth}\n"
    if depth < MAX_DEPTH:
        assert list(load_mapping(text)[0]) == ["a"]
    else:
        with pytest.raises(YamlProblem, match="nest"):
            load_mapping(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: *none\n", 1),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 1),
        ("a: 1\n\nb: [\n", 3),
        ("a: 1\nb: 2: 3\n", 1),
        ("- a\n- b\n", 0),
        ("a: 1\nb: 2024-13-45\n", 1),
        ("a: 1\nb: 2024-02-30 10:00:00\n", 1),
    ],
)
def test_problems_name_their_line(text, line):
    with pytest.raises(YamlProblem) as problem:
        load_mapping(text)
    assert (problem.value.line, bool(problem.value.problem)) == (line, True)
