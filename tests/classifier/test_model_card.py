from kijiyomi.classifier import Model
from kijiyomi.classifier.model_card import write_card


def test_the_card_gives_origin_and_quality(model, tmp_path):
    saved = model.save(tmp_path / "model")
    write_card(saved, tmp_path / "model")
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert saved.fingerprint in card
    assert model.origin["archive"] in card
    assert f"| tags f1 | {model.origin['quality']['tags_f1']:.3f} |" in card
    assert Model.load(tmp_path / "model").fingerprint == saved.fingerprint
