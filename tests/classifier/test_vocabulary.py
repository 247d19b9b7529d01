import pytest

from kijiyomi.classifier.vocabulary import (
    Term,
    build_terms,
    dump_terms,
    load_terms,
    read_vocabulary,
    spelling_index,
)
from kijiyomi.errors import KnowledgeError


def test_spellings_of_one_thing_are_one_term():
    terms = build_terms([["Web-Audio", "天文"], ["web audio"], ["Web-Audio", "ＷＥＢ・ＡＵＤＩＯ"]])
    labels = {term.label: term.aliases for term in terms}
    assert labels == {"Web-Audio": ("web audio", "ＷＥＢ・ＡＵＤＩＯ"), "天文": ()}


def test_spellings_of_one_company_are_one_name():
    terms = build_terms([["トヨタ"], ["トヨタ自動車"], ["トヨタ"]])
    assert [(term.label, term.aliases, term.source) for term in terms] == [
        ("トヨタ", ("トヨタ自動車",), "entity")
    ]
    assert terms[0].entity == "Toyota"


def test_with_a_vocabulary_every_other_tag_is_a_name():
    known = (Term("astronomy", "天文", ("星空",)),)
    terms = build_terms([["星空", "星見台"]], known)
    assert terms[0] is known[0]
    assert [(term.label, term.source) for term in terms] == [("天文", "topic"), ("星見台", "entity")]
    assert [term.source for term in build_terms([["星空", "星見台"]])] == ["topic", "topic"]


def test_terms_are_written_and_read():
    terms = (Term("a", "天文", ("星空",)), Term("b", "NVIDIA", source="entity", entity="NVIDIA"))
    assert load_terms(dump_terms(terms)) == terms
    assert spelling_index(terms) == {"天文": 0, "星空": 0, "nvidia": 1}


def test_a_vocabulary_file(tmp_path):
    path = tmp_path / "terms.toml"
    path.write_text('[[term]]\nid = "a"\nlabel = "天文"\naliases = ["星空"]\n', encoding="utf-8")
    assert read_vocabulary(path) == (Term("a", "天文", ("星空",)),)


@pytest.mark.parametrize(
    "text",
    [
        "[[term]\n",
        '[[term]]\nlabel = "天文"\n',
        '[[term]]\nid = "a"\nlabel = "天文"\n[[term]]\nid = "a"\nlabel = "園芸"\n',
        '[[term]]\nid = "a"\nlabel = "Web"\n[[term]]\nid = "b"\nlabel = "園芸"\naliases = ["ＷＥＢ"]\n',
        '[[term]]\nid = "a"\nlabel = "天文"\naliases = "星空"\n',
        "term = 3\n",
        '[[terms]]\nid = "a"\nlabel = "天文"\n',
        '[[term]]\nid = "a"\nlabel = "天文"\nalias = ["星空"]\n',
    ],
)
def test_a_malformed_vocabulary_is_refused_with_its_file(tmp_path, text):
    path = tmp_path / "terms.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=r"terms\.toml.*(; mend this entry|; give a UTF-8|; leave it to one)"
    ):
        read_vocabulary(path)


def test_a_malformed_entry_is_named(tmp_path):
    path = tmp_path / "terms.toml"
    path.write_text('[[term]]\nid = "a"\nlabel = "天文"\n[[term]]\nid = "b"\nlabel = 7\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"term\.1\.label"):
        read_vocabulary(path)
