"""The page that says where a model comes from and how good it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kijiyomi.classifier.model import Model

CARD_NAME = "README.md"
_VALIDATION = {
    "random": "Articles of one day were held out together.",
    "time": "Articles were judged by models of earlier ones.",
}


def write_card(model: Model, folder: str | Path) -> None:
    """Write the card of a saved model into its folder."""
    Path(folder, CARD_NAME).write_text("\n".join(_lines(model)), encoding="utf-8")


def _lines(model: Model) -> Iterator[str]:
    origin = model.origin
    yield "# Model card\n"
    yield "Categories and tags learnt by `kijiyomi train`.\n"
    yield "| | |\n|---|---|"
    facts = {
        "fingerprint": model.fingerprint,
        "articles": origin["articles"],
        "archive (SHA-256 of texts and labels)": origin["archive"],
        "categories": len(model.categories),
        "tags learnt from words": len(model.heads),
        "tags found by their names": len(model.terms) - len(model.heads),
        "seed": origin["seed"],
        "articles a tag needs to be learnt": origin["min_count"],
        "inverse regularisation": origin["strength"],
    }
    yield from (f"| {name} | {value} |" for name, value in facts.items())
    if origin["quality"]:
        yield "\n## Cross-validated quality\n"
        yield "| | |\n|---|---:|"
        yield from (
            f"| {name.replace('_', ' ')} | {value:.3f} |" for name, value in origin["quality"].items()
        )
        yield (
            f"\n{_VALIDATION[origin['validation_order']]} Calibration and thresholds were fitted to the "
            "same predictions, so expect a little less; `kijiyomi evaluate` on newer articles tells.\n"
        )
    if origin["search"]:
        names = list(origin["search"][0])
        yield "\n## Search, best first\n"
        yield f"| {' | '.join(name.replace('_', ' ') for name in names)} |\n|{'---:|' * len(names)}"
        for trial in origin["search"]:
            yield f"| {' | '.join(f'{trial[name]:.3f}' for name in names)} |"
        yield ""
    if origin["started_from"]:
        yield f"\nCalibration and thresholds were taken over from the model {origin['started_from']}.\n"
