"""The table of kinds: each is named and worded in both languages, and says all that it knows."""

from dataclasses import fields, is_dataclass
from string import Formatter
from typing import get_args

import pytest
from tests.support.evidence import sample_evidence

from kijiyomi.audit.kinds import Evidence, FindingKind, LabelCounts, Language

LANGUAGES = get_args(Language)
EACH = pytest.mark.parametrize("kind", FindingKind, ids=str)


def placeholders(template):
    return {name.removeprefix("0.") for _, name, _, _ in Formatter().parse(template) if name}


@EACH
def test_it_has_a_name_of_its_own_in_every_language(kind):
    for language in LANGUAGES:
        names = [other.name_in(language) for other in FindingKind]
        assert kind.name_in(language)
        assert names.count(kind.name_in(language)) == 1
    assert kind.name_in("en").isascii()
    assert not kind.name_in("ja").isascii()


@EACH
def test_its_sentences_say_every_part_of_its_evidence(kind):
    parts = {"listed"} if kind.evidence is LabelCounts else {field.name for field in fields(kind.evidence)}
    for template in (kind.english_sentence, kind.japanese_sentence):
        assert placeholders(template) - {"share"} == parts - {"share"}


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_any_evidence(kind, language):
    sentence = kind.sentence(sample_evidence(kind), language)
    assert "{" not in sentence.replace("{0.x}", "")
    assert sentence.isascii() == (language == "en" and "題" not in sentence)


def test_every_type_of_evidence_is_used_and_frozen():
    types = set(get_args(Evidence))
    assert types == {kind.evidence for kind in FindingKind}
    assert all(is_dataclass(each) and each.__dataclass_params__.frozen for each in types)


def test_a_kind_is_its_english_name():
    assert FindingKind("reading time") is FindingKind.READING_TIME
    assert FindingKind.READING_TIME == "reading time"


@pytest.mark.parametrize(
    ("kind", "english", "japanese"),
    [
        (
            FindingKind.TAG_ON_NEARLY_EVERY_POST,
            "on 1,200 of 1,500 posts (80%): it tells none from another",
            "1,500本中1,200本（80%）に付き、区別の役に立たない",
        ),
        (FindingKind.SPELLINGS_OF_ONE_TAG, "a / 題: 1,200, {0.x}: 1 posts", "a / 題: 1,200, {0.x}: 1本"),
        (FindingKind.READING_TIME, "says 8, takes 2.4 minutes", "記載は8分、本文からは2.4分"),
        (
            FindingKind.DOUBTFUL_CATEGORY,
            "a is 3% probable, b is 1% probable, 題 98%",
            "「a is 3% probable, b」の確率1%、「題」の確率98%",
        ),
    ],
)
def test_wordings(kind, english, japanese):
    evidence = sample_evidence(kind)
    assert (kind.sentence(evidence, "en"), kind.sentence(evidence, "ja")) == (english, japanese)
