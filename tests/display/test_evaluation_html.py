from kijiyomi.classifier.evaluate import CategoryQuality, Confusion, Evaluation, LabelQuality
from kijiyomi.display.evaluation_html import evaluation_html

NASTY = "<script>"


def test_every_number_is_there_and_labels_are_escaped():
    quality = CategoryQuality(12, 0.75, 0.875, 0.5, 0.0625)
    labels = (LabelQuality(NASTY, 4, 3, 2),)
    page = evaluation_html(Evaluation(quality, None, labels, labels, (Confusion(NASTY, "b", 7),)))
    assert NASTY not in page
    for shown in ("0.875", "0.667", "&lt;script&gt;", ">7<", "calibration error"):
        assert shown in page
