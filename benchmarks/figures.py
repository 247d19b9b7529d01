"""Figures in single sentences: run the figure recogniser over cases and write what it finds.

    python -m benchmarks.figures CASES_FOLDER --output PREDICTIONS.jsonl

CASES_FOLDER holds ``*.jsonl`` with ``id``, ``text`` and ``reference_date`` (ISO 8601 or null). Each line written is
``{"id", "predicted": [{start, end, kind, value, min, max, unit, currency, timex, mod}]}``.
"""

from __future__ import annotations

import argparse
import datetime
import json
from pathlib import Path
from typing import Any

from kijiyomi.analysis import Entity
from kijiyomi.article import Article
from kijiyomi.document import Document
from kijiyomi.features.entities.figures import FigureExtractor
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.tokens import Lexicon, Tokens


def predict(text: str, reference_date: datetime.date | None) -> list[dict[str, Any]]:
    """Return the figures of one text, taken literally."""
    article = Article(text, markup="plain")
    passage = read_passage(article)
    document = Document(article, passage, _no_tokens(passage.text), _no_tokens(""))
    figures = []
    for entity in FigureExtractor(reference_date)(document):
        start, end = passage.aligned.span(entity.start, entity.end)
        figures.append({"start": start, "end": end, **_fields(entity)})
    return figures


def _no_tokens(text: str) -> Tokens:
    import numpy as np

    empty = np.empty(0, dtype=np.int32)
    return Tokens(text, Lexicon(), empty, empty, empty)


def _fields(entity: Entity) -> dict[str, Any]:
    record = entity.to_dict()
    fields = {key: record.get(key) for key in ("value", "min", "max", "unit", "currency", "timex")}
    fields |= {"kind": entity.label.lower(), "mod": entity.modifier}
    if entity.label == "DATE" and entity.timex:
        fields |= _interval(entity.timex)
    elif "/" in (entity.timex or ""):
        fields["min"], fields["max"] = str(entity.timex).split("/")
    return fields


def _interval(timex: str) -> dict[str, Any]:
    """Return the ends of a range of dates, as written and as the days on which they begin (TIMEX3 triple)."""
    if "/" not in timex:
        return {}
    low, high = timex.split("/")
    return {"min": low, "max": high}


def main() -> None:
    """Write the predictions of every case."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    with args.output.open("w", encoding="utf-8") as output:
        for path in sorted(args.cases.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                case = json.loads(line)
                day = case.get("reference_date")
                reference = datetime.date.fromisoformat(day[:10]) if day else None
                record = {"id": case["id"], "predicted": predict(case["text"], reference)}
                output.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
