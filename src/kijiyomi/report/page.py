"""A report as one HTML page that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.resources import files
from string import Template
from typing import Any

from kijiyomi.audit import Audit
from kijiyomi.display.tables import escaped
from kijiyomi.records.labels import LABELS
from kijiyomi.report import charts, figures
from kijiyomi.report.articles import details, rows
from kijiyomi.report.findings import findings
from kijiyomi.report.packing import Packed, grouped, pack, safe_json
from kijiyomi.report.records import Record
from kijiyomi.report.texts import Source
from kijiyomi.statistics import trends

_VENDOR = "kijiyomi.display.vendor"
_SCRIPTS = ("vega.min.js", "vega-lite.min.js", "vega-interpreter.js", "tabulator.min.js", "fzstd.js")
_LICENCES = ("vega", "vega-lite", "tabulator", "fzstd")
_TOP, _TRENDS = 20, 6
# Characters unpacked together when an article of them is opened: a larger block packs better, as articles
# of one blog repeat each other; a smaller one opens faster.
_BLOCK = 3_600_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made from.

    Attributes:
        name: What to call the archive.
        records: Its records.
        sources: Where each record comes from, in the same order.
        audit: The archive's audit; ``None`` leaves the findings out.
    """

    name: str
    records: Sequence[Record]
    sources: Sequence[Source]
    audit: Audit | None = None


def report_html(report: Report) -> str:
    """Return the page: numbers, charts, findings, and a table of the articles, each of which opens.

    Nothing leaves the page: its content security policy allows its own scripts and styles, told by their
    hashes, and no request. What comes from the archive is passed as JSON and becomes text, never HTML.
    """
    lengths = [len(source.text or "") + len(record["excerpt"]) for record, source in _pairs(report)]
    blocks = grouped(lengths, _BLOCK)
    data: dict[str, Any] = {"articles": rows(report.records, report.sources, blocks)}
    if report.audit is not None:
        data["findings"] = findings(report.audit, report.records)
    for block in range(blocks[-1] + 1):
        members = [pair for pair, own in zip(_pairs(report), blocks, strict=True) if own == block]
        data[f"block-{block}"] = details(members)
    styles = [
        _read(_VENDOR, "tabulator.min.css"),
        _read("kijiyomi.display", "analysis.css"),
        _own("report.css"),
    ]
    scripts = [*(_read(_VENDOR, name) for name in _SCRIPTS), _own("report.js")]
    return Template(_own("template.html")).substitute(
        policy=_policy(scripts, styles),
        title=escaped(f"{report.name} 記事レポート"),
        styles="".join(f"<style>{style}</style>\n" for style in styles),
        licences=escaped("\n".join(f"{name}\n\n{_read(_VENDOR, f'{name}.LICENSE')}" for name in _LICENCES)),
        summary=safe_json(_summary(report)),
        scripts="".join(f"<script>{script}</script>\n" for script in scripts),
        data="".join(f"{_element(name, packed)}\n" for name, packed in _packed(data)),
    )


def _pairs(report: Report) -> list[tuple[Record, Source]]:
    return list(zip(report.records, report.sources, strict=True))


def _packed(data: dict[str, Any]) -> list[tuple[str, Packed]]:
    # Compression lets other threads run.
    with ThreadPoolExecutor() as pool:
        return list(zip(data, pool.map(pack, data.values()), strict=True))


def _element(name: str, packed: Packed) -> str:
    return f'<script type="text/plain" id="data-{name}" data-size="{packed.size}">{packed.text}</script>'


def _summary(report: Report) -> dict[str, Any]:
    months = trends.months(report.sources)
    companies = figures.companies(report.records, _TOP)
    rankings = {
        "companies": ("企業", [(company.name, company.articles) for company in companies]),
        "gpus": ("GPU", figures.top(figures.name_counts(report.records, "GPU"), _TOP)),
        "tags": ("タグ", figures.top(figures.label_counts(report.records, "tags"), _TOP)),
        "categories": ("カテゴリー", figures.top(figures.label_counts(report.records, "categories"), _TOP)),
    }
    return {
        "overview": figures.overview(report.records, report.sources),
        "monthly": charts.monthly(trends.articles_a_month(report.sources)) if months else None,
        "trends": [
            {
                "keyword": one.keyword,
                "before": one.before,
                "after": one.after,
                "chart": charts.trend(one, months),
            }
            for one in trends.keyword_trends(report.records, report.sources, _TRENDS)
        ],
        "rankings": {
            key: charts.ranking(f"{name}ごとの記事数", name, counts) if counts else None
            for key, (name, counts) in rankings.items()
        },
        "companies": [asdict(company) for company in companies],
        "labels": [[name, label.japanese] for name, label in LABELS.items()],
        "audited": report.audit is not None,
    }


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    allowed = f"script-src {_hashes(scripts)}; style-src {_hashes(styles)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _own(name: str) -> str:
    return _read("kijiyomi.report", name)


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
