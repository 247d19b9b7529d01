"""GiNZA's entities as analysis records, for the same scorer.

    python -m benchmarks.ginza GOLD.jsonl --output RECORDS.jsonl

GiNZA has no label for GPUs and gives no values; its extended named entities are mapped to ours below.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

_LABELS = {
    "Company": "COMPANY",
    "Company_Group": "COMPANY",
    "Corporation_Other": "COMPANY",
    "Money": "MONEY",
    "Stock_Index": "MONEY",
    "Percent": "PERCENT",
    "Multiplication": "QUANTITY",
    "Date": "DATE",
    "Era": "DATE",
    "Day_Of_Week": "DATE",
    "Timex_Other": "DATE",
}
_PREFIXES = {"N_": "QUANTITY", "Countx": "QUANTITY", "Period": "DURATION", "Age": "QUANTITY"}
_MEASURES = frozenset(
    {
        "Physical_Extent",
        "Space",
        "Volume",
        "Weight",
        "Speed",
        "Intensity",
        "Temperature",
        "Calorie",
        "Measurement_Other",
    }
)


def label_of(ginza_label: str) -> str | None:
    """Return our label for one of GiNZA's, ``None`` when we have none."""
    if ginza_label in _MEASURES:
        return "QUANTITY"
    prefixed = (label for prefix, label in _PREFIXES.items() if ginza_label.startswith(prefix))
    return _LABELS.get(ginza_label) or next(prefixed, None)


def main() -> None:
    """Write one record for each article."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()

    import spacy

    nlp = spacy.load("ja_ginza")
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    with args.output.open("w", encoding="utf-8") as out:
        for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
            entities = [
                {"start": e.start_char, "end": e.end_char, "text": e.text, "label": label, "name": e.text}
                for e in doc.ents
                if (label := label_of(e.label_))
            ]
            out.write(json.dumps({"id": row["id"], "entities": entities}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
