import pytest

from kijiyomi.classifier.features.lead import cut_to_lead, cut_to_lead_batch, headline_end
from kijiyomi.document import Documents


def test_a_lead_is_cut_everywhere_alike(read):
    document, _ = read("ｶﾞ㌔を見た。" * 30, "題")
    lead = cut_to_lead(document, 20)
    assert lead.passage.text == document.passage.text[:20]
    assert lead.passage.normalised.ends[-1] <= 20
    assert lead.tokens.end[-1] <= 20
    assert cut_to_lead(document, 10_000) is document


def test_groups_of_short_documents_stay_as_they_are(read):
    documents = Documents([read(text * 400)[0] for text in ("", "星", "長い文章を書いた。" * 12, "月", "花")])
    groups = cut_to_lead_batch(documents, 1000)
    assert [group is whole for group, whole in zip(groups, documents.chunks, strict=True)] == [False, True]
    for lead, document in zip((lead for group in groups for lead in group), documents, strict=True):
        assert lead.passage.text == document.passage.text[:1000]


@pytest.mark.parametrize(
    ("text", "end"), [("見出し\n\n本文です。", 3), ("長い文。" * 40 + "\n\n本文", 0), ("", 0)]
)
def test_the_first_line_is_a_headline_when_short(read, text, end):
    assert headline_end(read(text)[0]) == end
