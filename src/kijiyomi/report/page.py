"""A report as one HTML page that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import Any

from kijiyomi.audit import Audit
from kijiyomi.display.analysis_html import LONGEST_TEXT, analysis_css
from kijiyomi.display.fact_wording import FACT_STATUSES, PROPERTY_TYPES
from kijiyomi.display.safe_text import escape_html
from kijiyomi.records.labels import DEFAULT_LABELS, LABELS
from kijiyomi.records.schema import Record
from kijiyomi.report.article_lookup import Source
from kijiyomi.report.articles import NAME_COLUMNS, article_details, article_rows
from kijiyomi.report.embedded_data import EmbeddedData, assign_blocks, pack, safe_json
from kijiyomi.report.facts import fact_table
from kijiyomi.report.findings import findings
from kijiyomi.report.overview import overview
from kijiyomi.report.vega_charts import COUNTED, Spec, monthly_chart, ranking_chart, status_chart, trend_chart
from kijiyomi.statistics.counts import articles_by_label, articles_by_name, most_frequent
from kijiyomi.statistics.dates import articles_per_month, month_range
from kijiyomi.statistics.exchange_rates import ExchangeRates
from kijiyomi.statistics.investments import Investment, investments, monthly_amounts, monthly_investments
from kijiyomi.statistics.trends import keyword_trends

_VENDOR = "kijiyomi.display.vendor"
_SCRIPTS = ("vega.min.js", "vega-lite.min.js", "vega-interpreter.js", "tabulator.min.js", "fzstd.js")
_OWN_SCRIPTS = ("elements.js", "article_dialog.js", "report.js")
_LICENCES = ("vega", "vega-lite", "tabulator", "fzstd")
_NAMES_SHOWN, _TRENDS_SHOWN = 20, 6
# Characters unpacked together when an article of them is opened: a larger block packs better, as articles
# of one blog repeat each other; a smaller one opens faster.
_BLOCK_SIZE = 3_600_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made from.

    Attributes:
        name: What to call the archive.
        records: Its records.
        sources: Where each record comes from, in the same order.
        audit: The archive's audit; ``None`` leaves the findings out.
        exchange_rates: By which amounts of money are converted to one currency; ``None`` converts nothing.
    """

    name: str
    records: Sequence[Record]
    sources: Sequence[Source]
    audit: Audit | None = None
    exchange_rates: ExchangeRates | None = None


def report_html(report: Report) -> str:
    """Return the page: numbers, charts, findings, and a table of the articles, each of which opens.

    Nothing leaves the page: its content security policy allows its own scripts and styles, named by
    their hashes, and no request. What comes from the archive is passed as JSON and becomes text, never HTML.
    """
    lengths = [len(source.text or "") + len(record["excerpt"]) for record, source in _pairs(report)]
    blocks = assign_blocks(lengths, _BLOCK_SIZE)
    data: dict[str, Any] = {"articles": article_rows(report.records, report.sources, blocks)}
    data["facts"] = fact_table(report.records, report.sources, report.exchange_rates)
    if report.audit is not None:
        data["findings"] = findings(report.audit, report.records)
    for block in range(blocks[-1] + 1):
        members = [pair for pair, own in zip(_pairs(report), blocks, strict=True) if own == block]
        data[f"block-{block}"] = article_details(members)
    styles = [_read(_VENDOR, "tabulator.min.css"), analysis_css(), _own("report.css")]
    scripts = [*(_read(_VENDOR, name) for name in _SCRIPTS), *map(_own, _OWN_SCRIPTS)]
    return Template(_own("template.html")).substitute(
        policy=_policy(scripts, styles),
        title=escape_html(f"{report.name} 記事レポート"),
        styles="".join(f"<style>{style}</style>\n" for style in styles),
        licences=escape_html("\n".join(map(_licence, _LICENCES))),
        summary=safe_json(_summary(report)),
        scripts="".join(f"<script>{script}</script>\n" for script in scripts),
        data="".join(f"{_element(name, packed)}\n" for name, packed in _packed(data)),
    )


def _pairs(report: Report) -> list[tuple[Record, Source]]:
    return list(zip(report.records, report.sources, strict=True))


def _packed(data: dict[str, Any]) -> list[tuple[str, EmbeddedData]]:
    # Compression lets other threads run.
    with ThreadPoolExecutor() as pool:
        return list(zip(data, pool.map(pack, data.values()), strict=True))


def _element(name: str, packed: EmbeddedData) -> str:
    return f'<script type="text/plain" id="data-{name}" data-size="{packed.size}">{packed.text}</script>'


def _summary(report: Report) -> dict[str, Any]:
    records, dates = report.records, [source.date for source in report.sources]
    months, rates = month_range(dates), report.exchange_rates
    names = {
        key: (LABELS[label].japanese, counts)
        for label, key in NAME_COLUMNS.items()
        if (counts := articles_by_name(records, label)) or label in DEFAULT_LABELS
    }
    rankings = names | {
        "subjects": ("主題", articles_by_label(records, "subjects")),
        "tags": ("タグ", articles_by_label(records, "tags")),
        "categories": ("カテゴリー", articles_by_label(records, "categories")),
    }
    return {
        "overview": overview(records, dates),
        "monthly": monthly_chart(articles_per_month(dates)) if months else None,
        "trends": [
            {
                "keyword": trend.keyword,
                "before": trend.before,
                "after": trend.after,
                "chart": trend_chart(trend, months),
            }
            for trend in keyword_trends(records, dates, _TRENDS_SHOWN)
        ],
        "rankings": {key: _ranking(name, counts) for key, (name, counts) in rankings.items()},
        "filters": {key: name for key, (name, _) in rankings.items()},
        "names": list(names),
        "investments": _investment_charts(investments(records, dates, rates), months, rates),
        "fact_types": [name.japanese for name in PROPERTY_TYPES.values()],
        "fact_statuses": [name.japanese for name in FACT_STATUSES.values()],
        "converted_to": rates.to if rates else None,
        "labels": [[name, label.japanese] for name, label in LABELS.items()],
        "longest_text": LONGEST_TEXT,
        "audited": report.audit is not None,
    }


def _investment_charts(
    found: Sequence[Investment], months: Sequence[str], rates: ExchangeRates | None
) -> dict[str, Spec | None]:
    """Return the charts of investments by month: how many there are and, with exchange rates, their sum."""
    counts, amounts = monthly_investments(found), monthly_amounts(found)
    return {
        "count": status_chart("投資の件数（月ごと）", months, counts, COUNTED) if counts else None,
        "amount": status_chart(f"投資額の合計（月ごと、{rates.to}）", months, amounts, rates.to)
        if rates and amounts
        else None,
    }


def _ranking(name: str, counts: Counter[str]) -> Spec | None:
    rows = most_frequent(counts, _NAMES_SHOWN)
    return ranking_chart(f"{name}ごとの記事数", name, rows) if rows else None


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    allowed = f"script-src {_hashes(scripts)}; style-src {_hashes(styles)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _licence(name: str) -> str:
    return f"{name}\n\n{_read(_VENDOR, f'{name}.LICENSE')}"


def _own(name: str) -> str:
    return _read("kijiyomi.report", name)


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
