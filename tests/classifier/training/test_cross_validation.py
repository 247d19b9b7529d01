import pytest

from kijiyomi.classifier.training.cross_validation import random_folds, random_parts, time_folds
from kijiyomi.errors import InputError


def test_groups_stay_together_and_parts_are_even():
    groups = [day for day in "abcdefghij" for _ in range(3)] + [""] * 10
    parts = random_parts(groups, 4, seed=3)
    for day in "abcdefghij":
        assert len({part for part, group in zip(parts, groups, strict=True) if group == day}) == 1
    sizes = [parts.count(part) for part in range(4)]
    assert max(sizes) - min(sizes) <= 3
    assert parts == random_parts(groups, 4, seed=3) != random_parts(groups, 4, seed=4)


def test_every_article_is_judged_once_by_a_model_of_all_other_groups():
    groups = ["a", "b", "a", "", "c", "d", "", "b"]
    folds = list(random_folds(groups, 3, seed=0))
    assert sorted(index for _, judged in folds for index in judged) == list(range(len(groups)))
    for learnt, judged in folds:
        assert sorted([*learnt, *judged]) == list(range(len(groups)))
        assert not {groups[index] for index in learnt} & {groups[index] for index in judged} - {""}


def test_parts_in_the_order_of_time_follow_what_they_are_judged_by():
    groups = ["", "2025-01-03", "2025-01-01", "2025-01-02", "2025-01-02", "2025-01-04"]
    assert list(time_folds(groups, 3)) == [
        ([0, 2], [3, 4]),
        ([0, 2, 3, 4], [1]),
        ([0, 1, 2, 3, 4], [5]),
    ]
    with pytest.raises(InputError, match=r"4 different dates.*`date`"):
        list(time_folds(groups, 4))
