"""Posts of every generator in every variant of the benchmark: read as meant, changed where asked or left alone."""

import pytest
from benchmarks.front_matter import only_tags_changed, own_result
from benchmarks.front_matter_posts import GENERATORS, VARIANTS, cases

from kijiyomi.frontmatter.keys import generators

CASES = list(cases())
# What no key can be added to safely, or at all, though it is read.
READ_ONLY = {"Hexo, JSON and ;;;"}


def test_the_benchmark_is_what_it_says():
    assert (len(GENERATORS), len(VARIANTS)) == (14, 20)
    assert {generator.name.split(",")[0] for generator in GENERATORS} <= set(generators())
    assert len({case.text for case in CASES}) > 0.9 * len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.generator.name}: {case.variant.name}")
def test_a_post_is_read_and_not_damaged(case):
    result = own_result(case)
    assert result.is_read
    no_table = case.generator.name == "Zola" and case.variant.layout == "none"
    is_writable = case.is_read and case.generator.name not in READ_ONLY and not no_table
    assert (result.is_written, result.is_left_alone) == (is_writable, not is_writable)


@pytest.mark.parametrize(
    ("after", "unchanged"),
    [
        ("---\ntitle: '題'\ntags: [月, 星]\nreading_time: 3\n---\n本文\n", True),
        ("---\ntitle: 題\ntags: [月, 星]\n---\n本文\n", False),
        ("---\ntags: [月, 星]\ntitle: '題'\n---\n本文", False),
        ("---\r\ntitle: '題'\r\ntags: [月]\r\n---\r\n本文\r\n", False),
    ],
)
def test_the_benchmark_sees_damage(after, unchanged):
    assert only_tags_changed("---\ntitle: '題'\ntags: [月]\n---\n本文\n", after) == unchanged
