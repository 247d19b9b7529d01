"""Where names begin and end, and under which spelling they are counted."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.names.written_names import canonical_name, name_entity, trim_name
from kijiyomi.knowledge.name_forms import load_name_forms
from kijiyomi.records.labels import OPTIONAL_LABELS, EntityLabel
from kijiyomi.text.character_variants import MODERN_KANJI


def test_every_optional_label_has_a_form() -> None:
    assert tuple(load_name_forms()) == OPTIONAL_LABELS
    assert set(OPTIONAL_LABELS) < set(get_args(EntityLabel))


@pytest.mark.parametrize(
    ("found", "label", "name"),
    [
        ("白鳥花子さん", "PERSON", "白鳥花子"),
        ("白鳥花子氏", "PERSON", "白鳥花子"),
        ("白鳥社長", "PERSON", "白鳥"),
        ("白鳥代表取締役社長", "PERSON", "白鳥"),
        ("白鳥花子様", "PERSON", "白鳥花子"),
        ("白鳥花子選手", "PERSON", "白鳥花子"),
        ("白鳥花子容疑者", "PERSON", "白鳥花子"),
        ("白鳥首相", "PERSON", "白鳥"),
        ("故・白鳥花子先生", "PERSON", "白鳥花子"),
        ("「白鳥花子」", "PERSON", "白鳥花子"),
        ("白鳥花子」", "PERSON", "白鳥花子"),
        ("源氏", "PERSON", "源氏"),
        ("エリザベス女王", "PERSON", "エリザベス女王"),
        ("林", "PERSON", "林"),
        ("北見市周辺", "LOCATION", "北見市"),
        ("東北地方", "LOCATION", "東北地方"),
        ("白樺県警(北部署)", "ORGANIZATION", "白樺県警(北部署)"),
        ("白樺県側", "ORGANIZATION", "白樺県"),
        ("北見記念館付近", "FACILITY", "北見記念館"),
        ("北見まつり開催", "EVENT", "北見まつり"),
        ("『カラマツ』", "PRODUCT", "カラマツ"),
        ("「北」の「南」", "PRODUCT", "「北」の「南」"),
        ("白鳥花子…", "PERSON", "白鳥花子"),
        ("ROOKS（ルークス", "PRODUCT", "ROOKS"),
        ("カラマツ＜北の章＞", "PRODUCT", "カラマツ＜北の章＞"),
        ("お父ちゃん", "PERSON", ""),
        ("社長", "PERSON", ""),
        ("」", "PRODUCT", ""),
    ],
)
def test_titles_and_brackets_are_outside(found: str, label: EntityLabel, name: str) -> None:
    start, end = trim_name(f"と{found}は", 1, 1 + len(found), label)
    assert f"と{found}は"[start:end] == name


def test_a_bracket_inside_is_closed_where_the_text_closes_it() -> None:
    text = "ROOKS（ルークス）を見る。"
    assert trim_name(text, 0, 10, "PRODUCT") == (0, 11) == trim_name(text, 0, 11, "PRODUCT")


@pytest.mark.parametrize(
    ("written", "label", "name"),
    [
        ("髙橋　國男", "PERSON", "高橋国男"),
        ("嶋田 冨美", "PERSON", "嶋田冨美"),
        ("ジョン スミス", "PERSON", "ジョン・スミス"),
        ("Ｊｏｈｎ  Smith", "PERSON", "John Smith"),
        ("瀨戸內海", "LOCATION", "瀬戸内海"),
        ("國學院大學", "ORGANIZATION", "国学院大学"),
        ("舊館", "FACILITY", "旧館"),
        ("龍が如く", "PRODUCT", "龍が如く"),
        ("北見　まつり", "EVENT", "北見 まつり"),
    ],
)
def test_spellings_of_one_name_are_counted_as_one(written: str, label: EntityLabel, name: str) -> None:
    assert canonical_name(written, label) == name


@given(st.text("社長氏さん故「」()、 白鳥花子\ud800𠮷", max_size=12), st.sampled_from(OPTIONAL_LABELS))
def test_a_name_is_part_of_what_was_found_and_trimmed_for_good(found: str, label: EntityLabel) -> None:
    start, end = trim_name(found, 0, len(found), label)
    assert 0 <= start <= end <= len(found)
    assert trim_name(found, start, end, label) in ((start, end), (end, end))
    entity = name_entity(found, 0, len(found), label)
    assert (entity is None) == (start == end)
    assert entity is None or (entity.text == found[start:end] and entity.name)


@pytest.mark.parametrize("label", OPTIONAL_LABELS)
def test_the_name_of_a_name_is_itself(label: EntityLabel) -> None:
    name = canonical_name("髙橋　國男 ジョン ｽﾐｽ", label)
    assert canonical_name(name, label) == name


def test_no_modern_form_is_itself_old() -> None:
    assert set(MODERN_KANJI).isdisjoint(MODERN_KANJI.values())
