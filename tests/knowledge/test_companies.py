import re

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.companies import COMPANIES_FOLDER, clashing_aliases, load_companies, read_companies


def test_the_list_is_large_and_no_two_companies_share_a_name():
    companies = load_companies()
    assert len(companies) >= 600
    assert len(companies) == sum(map(len, map(read_companies, COMPANIES_FOLDER.glob("*.toml"))))
    assert clashing_aliases(companies.values()) == {}


def test_parents_are_listed_and_ids_are_stable_slugs():
    companies = load_companies()
    for company in companies.values():
        assert company.id.replace("-", "").isalnum()
        assert company.id == company.id.lower()
        assert not company.parent or company.parent in companies
        assert len(company.country) == 2
        assert ":" in company.ticker or not company.ticker


def test_former_names_and_parents():
    companies = load_companies()
    assert companies["sk-hynix"].parent == "sk"
    assert "Twitter" in companies["x-corp"].former


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("a = 1", r"a: Expected `object`, got `int`"),
        ('a = { name = "A", kind = "k" }', r"a: Object missing required field `country`"),
        ('a = { name = "A", kind = "k", country = "JP", colour = "red" }', r"a: .* unknown field `colour`"),
        ('a = { id = "b", name = "A", kind = "k", country = "JP" }', r"a: unknown field `id`"),
        ('a = { name = "A", kind = "k", country = "JP", ja = "え" }', r"a: ja: Expected `array`"),
        ('a = { name = "A", kind = "k", country = "JP", ja = [""] }', r"a: ja\.0: .* length >= 1"),
        ('a = { name = "A", kind = "k", country = "JP", ambiguous = ["B"] }', r"a: .*none of its names"),
        ("a = {", "cannot be read as TOML"),
    ],
)
def test_a_malformed_entry_names_file_entry_and_remedy(tmp_path, line, problem):
    path = tmp_path / "own.toml"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=problem) as raised:
        read_companies(path)
    assert str(path) in str(raised.value)
    assert re.search("mend this entry|the entry's name|give a UTF-8 TOML file", str(raised.value))


def test_an_unknown_field_is_answered_with_those_there_are(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('a = { nam = "A", kind = "k", country = "JP" }\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="its fields: id, name, kind, country, ja, en"):
        read_companies(path)
