"""An evaluation as an HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from kijiyomi.classifier.evaluate import Evaluation, LabelQuality
from kijiyomi.display.html_tables import html_page, html_table

_LABEL_COLUMNS = ("Label", "Support", "Given", "Precision", "Recall", "F1")


def evaluation_html(evaluation: Evaluation) -> str:
    """Return every number of an evaluation as a page."""
    return html_page("Evaluation", _sections(evaluation))


def _sections(evaluation: Evaluation) -> Iterator[str]:
    for title, quality in (("Categories", evaluation.categories), ("Tags", evaluation.tags)):
        if quality:
            yield html_table(
                title, ("Measure", "Value"), [(_words(k), v) for k, v in asdict(quality).items()]
            )
    for title, labels in (("Each category", evaluation.category_labels), ("Each tag", evaluation.labels)):
        if labels:
            yield html_table(title, _LABEL_COLUMNS, map(_row, labels))
    if evaluation.confusions:
        columns = ("Category", "Suggested as", "Articles")
        yield html_table("Categories taken for others", columns, evaluation.confusions)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _row(label: LabelQuality) -> Sequence[object]:
    return label.label, label.support, label.given, label.precision, label.recall, label.f1
