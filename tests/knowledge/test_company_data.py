"""The small data files on companies: each typed, each checked, each used."""

import re
import tomllib

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.companies import load_companies
from kijiyomi.knowledge.company_cues import load_company_cues, read_company_cues
from kijiyomi.knowledge.company_forms import load_company_forms, read_company_forms
from kijiyomi.knowledge.data_files import FOLDER
from kijiyomi.knowledge.ginza_labels import load_ginza_labels, read_ginza_labels
from kijiyomi.knowledge.name_forms import read_name_forms
from kijiyomi.knowledge.products import load_products, read_products
from kijiyomi.knowledge.stock_exchanges import read_stock_exchanges
from kijiyomi.text.normalise import normalise

READERS = {
    "company_cues.toml": read_company_cues,
    "company_forms.toml": read_company_forms,
    "ginza_labels.toml": read_ginza_labels,
    "name_forms.toml": read_name_forms,
    "products.toml": read_products,
    "stock_exchanges.toml": read_stock_exchanges,
}
ENTRIES = [
    (file, entry) for file in READERS for entry in tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
]


def changed(tmp_path, file, pattern, replacement):
    content, count = re.subn(pattern, replacement, (FOLDER / file).read_text(encoding="utf-8"), flags=re.M)
    assert count == 1
    path = tmp_path / file
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(("file", "entry"), ENTRIES)
def test_a_typo_in_any_entry_names_file_entry_and_remedy(tmp_path, file, entry):
    path = changed(tmp_path, file, rf"^(\[?){entry}\b", rf"\1{entry}X")
    with pytest.raises(KnowledgeError) as raised:
        READERS[file](path)
    message = str(raised.value)
    assert str(path) in message
    assert f"{entry}X" in message or f"missing required field `{entry}`" in message
    assert "mend this entry" in message


@pytest.mark.parametrize(("file", "entry"), ENTRIES)
def test_a_value_of_another_kind_names_file_entry_and_remedy(tmp_path, file, entry):
    tables = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
    kept = {name: value for name, value in tables.items() if name != entry}
    lines = [f"{entry} = 5", *(f"{name} = {_toml(value)}" for name, value in kept.items())]
    path = tmp_path / file
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        READERS[file](path)
    assert str(path) in str(raised.value)
    assert "got `int`" in str(raised.value)
    assert entry in str(raised.value) or "$[...]" in str(raised.value)


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"'{name}' = {_toml(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f"'''{value}'''"


@pytest.mark.parametrize(
    ("file", "entry"),
    [("company_cues.toml", "after"), ("company_cues.toml", "before"), ("products.toml", "model_number")],
)
def test_a_broken_pattern_is_named(tmp_path, file, entry):
    path = changed(tmp_path, file, rf"^{entry} = (\[?)\s*'", rf"{entry} = \1'(")
    with pytest.raises(KnowledgeError, match=rf"{entry}: '\(.* is no pattern \(.*\); mend it") as raised:
        READERS[file](path)
    assert str(path) in str(raised.value)


def test_words_are_nfkc_as_the_texts_they_are_looked_for_in():
    forms = load_company_forms()
    words = [word for name in forms.__struct_fields__ for word in getattr(forms, name)]
    assert [word for word in words if normalise(word).text != word] == []


def test_sure_endings_are_endings_and_no_designator_stands_twice():
    forms = load_company_forms()
    assert forms.sure_endings <= set(forms.endings)
    assert len(set(forms.designators)) == len(forms.designators)


def test_words_of_latin_names_are_in_one_list_and_subsets_are_subsets():
    forms = load_company_forms()
    assert not forms.ordinary_latin_words & (forms.latin_kinds | forms.common)
    assert forms.weak_latin_endings <= set(forms.latin_endings)
    assert forms.doubtful_latin_legal <= set(forms.latin_legal)
    assert forms.weak_endings <= set(forms.endings)


def test_every_legal_form_is_seen_around_a_name():
    from kijiyomi.entities.companies.legal_forms import with_legal_form, without_latin_form

    forms = load_company_forms()
    for form in forms.legal:
        assert with_legal_form(f"{form}ハルニレ", len(form), len(form) + 4) == (0, len(form) + 4)
        assert with_legal_form(f"ハルニレ{form}", 0, 4) == (0, 4 + len(form))
    for form in forms.latin_legal:
        sure = form not in forms.doubtful_latin_legal
        assert with_legal_form(f"Harunire {form}", 0, 8) == (0, 9 + len(form) if sure else 8)
        assert without_latin_form(f"Harunire {form}") == "Harunire"


def test_products_belong_to_companies_there_are():
    assert set(load_products().continuations) <= set(load_companies())


def test_the_cues_around_a_name():
    cues = load_company_cues()
    assert cues.after.match("の株価が上がる")
    assert cues.before.search("米")
    assert cues.separators.fullmatch("、")


def test_no_entity_of_ginza_counts_as_two_labels():
    names = [name for names in load_ginza_labels().values() for name in names]
    assert len(set(names)) == len(names)
