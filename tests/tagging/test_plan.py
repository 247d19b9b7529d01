from dataclasses import replace
from typing import get_args

import pytest
from tests.support.display_samples import analysis, bare
from tests.support.every_key import EVERY_KEY, READ, SAMPLES, metadata_of
from tests.support.front_matter import WRITERS, written

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit import with_values
from kijiyomi.frontmatter.formats import FORMATS
from kijiyomi.frontmatter.keys import Field
from kijiyomi.frontmatter.parse import split_front_matter
from kijiyomi.records.analysis import Category, Tag
from kijiyomi.tagging import DEFAULT_PLAN, FIELDS, MODES, default_plan, parse_plan
from kijiyomi.tagging.plan import Spellings, wanted_changes

TAGS, CATEGORY = ["半導体", "データセンター"], "AI最新ニュース"
ANALYSIS = analysis(
    tags=tuple(Tag(label, 0.9, "topic") for label in TAGS),
    categories=(Category(CATEGORY, 0.9), Category("研究論文", 0.1)),
)
WRITABLE = [(field, key) for field, key in EVERY_KEY if field in FIELDS]


def changes(metadata, *plan):
    return wanted_changes(metadata, ANALYSIS, parse_plan(plan), Spellings([metadata]))


def test_every_field_is_one_of_front_matter_and_has_a_value():
    assert set(FIELDS) < set(get_args(Field))
    for name, field in FIELDS.items():
        assert field.value(ANALYSIS)
        assert isinstance(field.value(ANALYSIS), list) == (field.labels is not None)
        assert set(field.modes) <= set(MODES)
        assert ("add" in field.modes) == (field.labels is not None)
        assert default_plan(own_model=True).get(name) == field.default


def test_every_format_that_is_written_can_be_written_here():
    assert set(WRITERS) == {name for name, form in FORMATS.items() if form.set_values}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize(("field", "key"), WRITABLE)
def test_the_key_that_is_read_is_the_one_that_is_written(field, key, form):
    for mode in FIELDS[field].modes:
        for value in (SAMPLES[field], ""):
            post = split_front_matter(
                written({"title": "題", "layout": "post", **metadata_of(key, value)}, form), strict=True
            )
            wanted = wanted_changes(post.metadata, ANALYSIS, {field: mode}, Spellings())
            assert list(wanted) == ([] if mode == "fill" and value else [key])
            after = split_front_matter(with_values(post, wanted), strict=True)
            assert list(after.metadata) == list(post.metadata)
            assert READ[field](after.metadata) == READ[field](metadata_of(key, wanted.get(key, value)))
            assert wanted_changes(after.metadata, ANALYSIS, {field: mode}, Spellings()) == {}


def test_a_reading_time_is_replaced_under_its_own_key():
    assert changes({"readingTime": 8}, "reading_time=replace") == {"readingTime": 1}
    assert changes({"readingTime": 8}, "reading_time=fill") == {}
    assert changes({"readingTime": 1}, "reading_time=replace") == {}
    assert changes({}, "reading_time=replace") == {"reading_time": 1}


def test_filling():
    assert changes({"tags": ["独自"]}, "tags=fill") == {}
    assert changes({"topics": []}, "tags=fill") == {"topics": TAGS}
    assert changes({"emoji": "🌕", "type": "tech"}, "tags=fill") == {"topics": TAGS}
    assert changes({"description": "ある"}, "excerpt=fill") == {}
    assert changes({"excerpt": "", "description": "ある"}, "excerpt=fill") == {}
    assert list(changes({}, "keywords=fill")) == ["keywords"]


@pytest.mark.parametrize("nothing", [None, "", [], [""], [None], ["", " "], [[]]])
def test_what_says_nothing_is_filled(nothing):
    assert changes({"tags": nothing}, "tags=fill") == {"tags": TAGS}
    assert changes({"tags": nothing}, "tags=add") == {"tags": TAGS}


@pytest.mark.parametrize("something", [False, 0, "独自", ["独自"], {"label": "独自"}])
def test_what_says_something_is_not(something):
    assert changes({"tags": something}, "tags=fill") == {}


def test_adding():
    assert changes({"tags": ["独自", TAGS[0]]}, "tags=add") == {"tags": ["独自", *TAGS]}
    assert changes({"tags": "独自, 別"}, "tags=add") == {"tags": ["独自", "別", *TAGS]}
    assert changes({"tags": TAGS}, "tags=add") == {}
    assert changes({"tags": ["独自"], "tag": TAGS[0]}, "tags=add") == {"tags": ["独自", TAGS[1]]}
    assert changes({"category": CATEGORY}, "categories=add") == {}
    nested = [["天文", "月"], {"label": "星"}, 7]
    assert changes({"tags": nested}, "tags=add") == {"tags": [*nested, *TAGS]}
    keywords = changes({"keywords": "machine learning"}, "keywords=add")["keywords"]
    assert keywords[0] == "machine learning"
    assert len(keywords) == 1 + len(ANALYSIS.keywords)


def test_replacing():
    assert changes({"tags": ["独自"]}, "tags=replace") == {"tags": TAGS}
    assert changes({"category": "旧"}, "categories=replace") == {"category": CATEGORY}
    assert changes({"categories": ["旧", "別"]}, "categories=replace") == {"categories": [CATEGORY]}


def test_only_what_was_found_is_written():
    nothing = replace(ANALYSIS, tags=(), categories=(), excerpt="")
    plan = dict.fromkeys(FIELDS, "replace")
    assert set(wanted_changes({"tags": ["独自"]}, nothing, plan, Spellings())) == {
        "reading_time",
        "keywords",
        "subjects",
    }
    assert wanted_changes({}, bare(), plan, Spellings()) == {}


def test_labels_are_spelt_as_the_post_and_then_the_archive_spell_them():
    found = replace(
        ANALYSIS, tags=tuple(Tag(label, 0.9, "topic") for label in ("GPU", "Ｄocker", "LLM", "docker"))
    )
    archive = [
        {"tags": ["gpu", "Docker"]},
        {"tags": ["Gpu", "Docker", "llm"]},
        {"topics": "gpu, DOCKER, llm"},
    ]

    def tags(metadata, mode):
        return wanted_changes(metadata, found, {"tags": mode}, Spellings(archive)).get("tags")

    assert tags({}, "fill") == ["gpu", "Docker", "llm"]
    assert tags({"tags": ["GpU", "独自"]}, "add") == ["GpU", "独自", "Docker", "llm"]
    assert tags({"tags": "ｇｐｕ docker"}, "add") == ["ｇｐｕ", "docker", "llm"]
    assert tags({"tags": ["独自"], "tag": "llm, DOCKER"}, "add") == ["独自", "gpu"]
    assert tags({"tags": ["LlM"]}, "replace") == ["gpu", "Docker", "LlM"]
    assert tags({"tags": ["gpu", "Docker", "llm"]}, "replace") is None
    assert tags({"tags": ["GPU", "DOCKER", "LLM"]}, "add") is None


def test_the_plan_of_nothing_is_the_default_one():
    assert parse_plan([]) == DEFAULT_PLAN == dict.fromkeys(["reading_time", "tags", "excerpt"], "fill")
    assert parse_plan([], own_model=True) == DEFAULT_PLAN | {"categories": "fill"}
    assert parse_plan(["categories=fill"]) == {"categories": "fill"}
    assert parse_plan(["tags=add", "excerpt=replace"]) == {"tags": "add", "excerpt": "replace"}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("tags", "modes: fill, add, replace"),
        ("tags=overwrite", "modes: fill, add, replace"),
        ("mood=fill", "fields: reading_time, tags, categories, excerpt, keywords"),
        ("excerpt=add", "excerpt is no list; use fill or replace"),
    ],
)
def test_plans_that_make_no_sense(given, reason):
    with pytest.raises(InputError, match=reason):
        parse_plan([given])
