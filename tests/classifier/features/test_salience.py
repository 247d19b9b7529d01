from kijiyomi.classifier.features.lead import cut_to_lead
from kijiyomi.classifier.features.name_candidates import NameFinder
from kijiyomi.classifier.features.salience import SALIENCE_FEATURES, salience
from kijiyomi.classifier.vocabulary import Term

TERMS = (
    Term("sony", "ソニー", source="entity", entity="Sony"),
    Term("hoshi", "星見台", source="entity"),
)


def test_central_names_stand_out_from_passing_ones(read):
    text = "ソニーは道具を発表した。" + "雲が流れた。" * 80 + "ソニーは笑った。帰りに星見台へ寄った。"
    document, entities = read(text, "ソニーの道具(星見台)")
    lead = cut_to_lead(document, 3000)
    found = NameFinder(TERMS).find(lead, entities)
    features = {
        candidate.label: dict(zip(SALIENCE_FEATURES, row.tolist(), strict=True))
        for candidate, row in zip(found, salience([lead], [found]), strict=True)
    }
    maker, inn = features["ソニー"], features["星見台"]
    assert maker["in title"] == maker["title begins with it"] == maker["in opening"] == 1
    assert maker["first place"] == 0
    assert maker["twice or more"] == maker["most frequent"] == 1
    assert inn["in title"] == inn["in opening"] == 0
    assert inn["only bracketed in title"] == 1
    assert inn["share of most frequent"] == 0.5
    assert salience([lead], [[]]).shape == salience([], []).shape == (0, len(SALIENCE_FEATURES))
