import pytest

import kijiyomi
from kijiyomi.records.analysis import Entity

spacy = pytest.importorskip("spacy")
pytest.importorskip("sudachipy")

from kijiyomi.spacy.doc_entities import entities_of, to_doc  # noqa: E402
from support.spacy_samples import FOUND, TEXT, spans  # noqa: E402


def test_an_analysis_becomes_a_document_and_its_entities_come_back():
    analysis = kijiyomi.load(None).analyze(f"# 見出し\n\n**{TEXT}**")
    doc = analysis.to_spacy()
    assert doc.text == analysis.text
    assert spans(doc) == FOUND
    assert entities_of(doc) == tuple(
        Entity(e.start, e.end, e.text, e.label, kb_id=e.kb_id) for e in analysis.entities
    )


def test_spans_are_whole_tokens_of_any_pipeline():
    """Where white space alone cuts tokens, a span is as long as the word its entity is in."""
    doc = to_doc(kijiyomi.load(None).analyze("昨日、 NVIDIAは 発表した。"), spacy.blank("xx"))
    assert spans(doc) == [("NVIDIAは", "COMPANY", "nvidia")]
