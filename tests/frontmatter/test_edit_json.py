import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.support.words import WORDS

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit_json import set_values


@pytest.mark.parametrize(
    ("content", "changes", "expected"),
    [
        ('{\n  "a": [1,2],\n  "tags": ["x"]\n}', {"tags": ["c"]}, '{\n  "a": [1,2],\n  "tags": ["c"]\n}'),
        ('{\n  "a": 1\n}', {"tags": ["c"]}, '{\n  "a": 1,\n  "tags": ["c"]\n}'),
        ('{"a": {"tags": 1}}', {"tags": ["c"]}, '{"a": {"tags": 1}, "tags": ["c"]}'),
        ("{}", {"tags": ["c"], "n": 1}, '{ "tags": ["c"], "n": 1}'),
        ('{"b": 1}', {"tags": ["c"], "n": 1}, '{"b": 1, "tags": ["c"], "n": 1}'),
        ('{"tags": ["a",  "b"] }', {"tags": ["a", "b", "c"]}, '{"tags": ["a",  "b", "c"] }'),
        ('{"tags": [\n  "a"\n]}', {"tags": ["a", "c"]}, '{"tags": [\n  "a",\n  "c"\n]}'),
        ('{"tags": []}', {"tags": ["c"]}, '{"tags": ["c"]}'),
        ('{"tags": [["a"], "b"]}', {"tags": [["a"], "b", "c"]}, '{"tags": [["a"], "b", "c"]}'),
        ('{"t": {"tags": [1]}, "a":1}', {"t.tags": [1, "c"]}, '{"t": {"tags": [1, "c"]}, "a":1}'),
        ('{"t": {"x":1}}', {"t.tags": ["c"], "n": 2}, '{"t": {"x":1, "tags": ["c"]}, "n": 2}'),
        ('{"a": "\\u6708"  , "n":1e3}', {"a": "星"}, '{"a": "星"  , "n":1e3}'),
    ],
)
def test_examples(content, changes, expected):
    assert set_values(content, changes, "\n") == expected


@pytest.mark.parametrize("content", ['{"t": 1}', '{"t": ["tags"]}'])
def test_a_table_that_is_none(content):
    with pytest.raises(InputError, match="holds no keys"):
        set_values(content, {"t.tags": ["c"]}, "\n")


METADATA = st.dictionaries(
    WORDS.filter(lambda key: key != "tags"), st.one_of(WORDS, st.integers(), st.lists(WORDS))
)
LAYOUTS = st.sampled_from([None, 1, 4])


@given(
    before=METADATA, current=st.lists(WORDS), after=METADATA, tags=st.lists(WORDS, min_size=1), indent=LAYOUTS
)
def test_nothing_else_changes(before, current, after, tags, indent):
    assume(not current or tags[: len(current)] != current)
    metadata = {**before, "tags": current, **after}
    content = json.dumps(metadata, ensure_ascii=False, indent=indent)
    changed = set_values(content, {"tags": tags}, "\n")
    # The value's own characters, and nothing else, are exchanged for the new ones.
    for_old = json.dumps(metadata | {"tags": None}, ensure_ascii=False, indent=indent)
    assert changed == for_old.replace('"tags": null', f'"tags": {json.dumps(tags, ensure_ascii=False)}')
    assert set_values(changed, {"tags": tags}, "\n") == changed


@given(metadata=METADATA, tags=st.lists(WORDS, min_size=1), indent=LAYOUTS)
def test_a_new_key_is_the_last(metadata, tags, indent):
    content = json.dumps(metadata, ensure_ascii=False, indent=indent)
    changed = set_values(content, {"tags": tags}, "\n")
    assert json.loads(changed) == {**metadata, "tags": tags}
    assert list(json.loads(changed))[-1] == "tags"
    assert changed.startswith(content[:-1].rstrip())
    assert set_values(changed, {"tags": tags}, "\n") == changed


@given(
    before=METADATA, current=st.lists(WORDS, min_size=1), after=METADATA, more=st.lists(WORDS), indent=LAYOUTS
)
def test_what_is_added_to_a_list_stands_behind_it(before, current, after, more, indent):
    metadata = {**before, "tags": current, **after}
    content = json.dumps(metadata, ensure_ascii=False, indent=indent)
    changed = set_values(content, {"tags": [*current, *more]}, "\n")
    # Laid out as it was, so it is what the same writer makes of the longer list.
    assert changed == json.dumps(metadata | {"tags": [*current, *more]}, ensure_ascii=False, indent=indent)
