import datetime
from typing import get_args

import pytest
from tests.support.every_key import EVERY_KEY, READ, SAMPLES, metadata_of

from kijiyomi.errors import KnowledgeError
from kijiyomi.frontmatter.keys import (
    Field,
    Generator,
    categories_of,
    date_of,
    excerpt_of,
    find_date,
    find_key,
    generators,
    key_to_write,
    keywords_of,
    reading_time_of,
    tags_of,
    title_of,
    value_of,
    with_changes,
)
from kijiyomi.knowledge.data_files import read_entries


def test_every_field_has_a_reader_and_a_sample():
    assert set(READ) == set(SAMPLES) == set(get_args(Field))


@pytest.mark.parametrize(("field", "key"), EVERY_KEY)
def test_every_key_is_found_and_read(field, key):
    only = metadata_of(key, SAMPLES[field])
    for metadata in (only, {"layout": "post", **only, "draft": False}):
        assert READ[field](metadata)
        assert find_key(metadata, field) == key_to_write(metadata, field) == key
        assert value_of(metadata, key) == SAMPLES[field]
        assert READ[field](metadata) != READ[field]({}), "must be told from a post without the key"


@pytest.mark.parametrize(("field", "key"), EVERY_KEY)
def test_a_key_belongs_to_one_field(field, key):
    assert [f for f in get_args(Field) if find_key(metadata_of(key, SAMPLES[f]), f)] == [field]


@pytest.mark.parametrize(("field", "key"), EVERY_KEY)
def test_an_empty_key_is_the_one_to_fill(field, key):
    metadata = metadata_of(key, "")
    assert find_key(metadata, field) == key_to_write(metadata, field) == key


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("title", ["title"]),
        ("date", ["date", "published", "published_at", "created_at", "pubDate", "publishDate"]),
        ("tags", ["tags", "topics", "tag"]),
        ("categories", ["categories", "category"]),
        ("excerpt", ["excerpt", "description", "summary"]),
        ("reading_time", ["reading_time", "readingTime", "read_time", "readtime"]),
        ("keywords", ["keywords"]),
    ],
)
def test_well_known_keys(field, keys):
    assert set(keys) <= {key for one, key in EVERY_KEY if one == field}
    assert key_to_write({}, field) == keys[0]


@pytest.mark.parametrize("name", generators())
def test_a_generator_is_known_by_its_signs(name):
    generator = generators()[name]
    assert generator.keys
    signs = dict.fromkeys(generator.signs, "x")
    for field, keys in generator.keys.items():
        assert keys
        if generator.signs and find_key(signs, field) is None:
            assert key_to_write(signs, field) == keys[0]


def test_signs_are_of_one_generator():
    signs = [frozenset(generator.signs) for generator in generators().values() if generator.signs]
    assert signs
    assert not any(one <= other for one in signs for other in signs if one is not other)


def test_a_zenn_post_has_topics():
    assert key_to_write({"title": "題", "emoji": "🌕", "type": "tech"}, "tags") == "topics"
    assert key_to_write({"title": "題", "emoji": "🌕"}, "tags") == "tags"
    assert key_to_write({"tags": [], "emoji": "🌕", "type": "tech"}, "tags") == "tags"


def test_a_zola_post_keeps_its_taxonomies():
    post = {"title": "題", "taxonomies": {"categories": ["天文"]}}
    assert key_to_write(post, "tags") == "taxonomies.tags"
    assert key_to_write(post, "categories") == "taxonomies.categories"
    assert with_changes(post, {"taxonomies.tags": ["月"]}) == {
        "title": "題",
        "taxonomies": {"categories": ["天文"], "tags": ["月"]},
    }
    assert post["taxonomies"] == {"categories": ["天文"]}


def test_the_key_that_says_something_counts():
    assert find_key({"excerpt": " ", "description": "月を見る"}, "excerpt") == "description"
    assert find_key({"reading_time": "soon", "readingTime": 8}, "reading_time") == "readingTime"
    assert find_key({"published": "soon", "published_at": "2025-06-03 09:00"}, "date") == "published_at"
    assert find_key({"theme": "x"}, "reading_time") is None


def test_a_switch_is_no_key():
    assert find_key({"read_time": True}, "reading_time") is None
    assert key_to_write({"read_time": True}, "reading_time") == "reading_time"
    assert date_of({"published": True}) == ""
    assert title_of({"title": False}) == "false"


@pytest.mark.parametrize("word", ["yes", "No", "on", "off"])
def test_a_switch_may_be_a_word(word):
    assert find_key({"read_time": word}, "reading_time") is None
    assert date_of({"published": word}) == ""
    assert (title_of({"title": word}), tags_of({"tags": [word]})) == (word, (word,))


def test_only_some_generators_take_any_case():
    assert tags_of({"Tags": ["月"]}) == ("月",)
    assert key_to_write({"READINGTIME": 8}, "reading_time") == "READINGTIME"
    assert find_key({"Tags": ["月"], "tags": ["星"]}, "tags") == "tags"
    assert tags_of({"Topics": ["月"]}) == ()


@pytest.mark.parametrize(
    ("metadata", "categories", "tags"),
    [
        ({}, (), ()),
        ({"categories": ["天文", "観測"], "tags": ["月", "月", " 星 "]}, ("天文", "観測"), ("月", "星")),
        ({"category": "夜の 観測", "tag": "月"}, ("夜の 観測",), ("月",)),
        ({"categories": "天文 観測", "tags": "月, 星、惑星"}, ("天文", "観測"), ("月", "星", "惑星")),
        ({"category": "天文", "categories": ["観測", "天文"]}, ("観測", "天文"), ()),
        ({"category": "天文", "categories": ["観測"]}, ("観測", "天文"), ()),
        ({"topics": ["python", "numpy"]}, (), ("python", "numpy")),
        ({"tags": [2025, None, ""], "categories": None}, (), ("2025",)),
        ({"tags": 7, "category": True}, (), ("7",)),
        ({"tags": datetime.date(2025, 1, 2)}, (), ("2025-01-02",)),
        ({"tags": [True, 1.5]}, (), ("true", "1.5")),
        ({"tags": ["#月", "C#", "天文/月", "#"]}, (), ("月", "C#", "天文/月")),
        ({"tags": "#月 #星"}, (), ("月", "星")),
        (
            {"tags": [{"label": "月", "permalink": "/moon"}, {"name": "星", "versions": []}, {}]},
            (),
            ("月", "星"),
        ),
        ({"categories": [["天文", "月"], "観測", ["天文", ["星"]]]}, ("天文", "月", "観測", "星"), ()),
        ({"taxonomies": {"tags": ["月"], "categories": ["天文"]}}, ("天文",), ("月",)),
        ({"tags": ["星"], "taxonomies": {"tags": ["月"]}}, (), ("星", "月")),
        ({"taxonomies": None, "taxonomies.tags": ["月"]}, (), ()),
        ({"aliases": ["月"]}, (), ()),
    ],
)
def test_labels_in_every_form(metadata, categories, tags):
    assert categories_of(metadata) == categories
    assert tags_of(metadata) == tags


def test_keywords_may_hold_spaces():
    assert keywords_of({"keywords": "machine learning, 半導体"}) == ("machine learning", "半導体")
    assert keywords_of({"keywords": "machine learning"}) == ("machine learning",)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (8, 8),
        (2.5, 2.5),
        ("8", 8),
        ("8分", 8),
        ("約2.5分", 2.5),
        ("8 min read", 8),
        ({"minutes": 8, "words": 900}, 8),
        (0, 0),
        ("08", 8),
        (".5", 0.5),
        (True, None),
        ("soon", None),
        (None, None),
        ([], None),
    ],
)
def test_reading_times_in_every_form(value, minutes):
    assert reading_time_of({"reading_time": value}) == minutes


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ({}, None),
        ({"title": None}, None),
        ({"title": ""}, ""),
        ({"title": 2025}, "2025"),
        ({"title": ["月", "星"]}, "月, 星"),
    ],
)
def test_titles(metadata, title):
    assert title_of(metadata) == title


def test_excerpts_are_text():
    assert excerpt_of({"excerpt": " 月を見る\n"}) == "月を見る"
    assert excerpt_of({"excerpt": False, "summary": ["x"]}) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime.date(2025, 6, 3), "2025-06-03"),
        (datetime.datetime(2025, 6, 3, 9, tzinfo=datetime.UTC), "2025-06-03"),
        ("2025/6/3", "2025-06-03"),
        ("2025-06", "2025-06"),
        ("Last Modified", "Last Modified"),
        (None, ""),
    ],
)
def test_dates(value, expected):
    assert date_of({"date": value}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-06-03-title.md", "2025-06-03"),
        ("posts/2025/6/3/title", "2025-06-03"),
        ("20250603_title", "2025-06-03"),
        ("2025-06-03 09:00:00 +0900", "2025-06-03"),
        ("2025年6月3日", "2025-06-03"),
        ("2025-13-41-title", ""),
        ("202506", ""),
        ("120250603", ""),
        ("", ""),
    ],
)
def test_days(text, expected):
    assert find_date(text) == expected


def test_a_field_that_does_not_exist_is_an_error_that_names_the_entry(tmp_path):
    path = tmp_path / "keys.toml"
    path.write_text('[Hugo]\nkeys.tagz = ["tags"]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"keys\.toml: Hugo: .*tagz"):
        read_entries(path, Generator)
