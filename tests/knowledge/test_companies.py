import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.companies import clashing_aliases, load_companies, read_companies
from kijiyomi.knowledge.data_files import FOLDER


def test_the_list_is_large_and_no_two_companies_share_a_name():
    companies = load_companies()
    assert len(companies) >= 600
    assert len(companies) == sum(map(len, map(read_companies, (FOLDER / "companies").glob("*.toml"))))
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
        ("a = 1", "is no table"),
        ('a = { name = "A", kind = "k" }', "lacks"),
        ('a = { name = "A", kind = "k", country = "JP", colour = "red" }', "unknown fields"),
        ('a = { name = "A", kind = "k", country = "JP", ja = "え" }', "list of non-empty strings"),
        ('a = { name = "A", kind = "k", country = "JP", ambiguous = ["B"] }', "none of its names"),
        ("a = {", "cannot be read as TOML"),
    ],
)
def test_a_malformed_entry_names_the_place(tmp_path, line, problem):
    path = tmp_path / "own.toml"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=problem) as raised:
        read_companies(path)
    assert str(path) in str(raised.value)
