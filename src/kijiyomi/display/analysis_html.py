"""An analysis as a self-contained piece of HTML, for notebooks and exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from kijiyomi.display.entity_wording import describe
from kijiyomi.display.fact_wording import describe_fact, describe_property, status_name
from kijiyomi.display.safe_text import escape_html
from kijiyomi.records.analysis import Analysis, Entity
from kijiyomi.records.facts import Fact, Mention
from kijiyomi.records.labels import LABELS, EntityLabel, LabelInfo

LONGEST_TEXT = 100_000
"""Code points of a text that are shown; what is longer is a dump, and would freeze the page that shows it."""


def analysis_html(analysis: Analysis) -> str:
    """Return the article with its entities marked in place, and everything else that was found, as HTML.

    Everything is escaped, styles are scoped, nothing is fetched. Control characters and lone surrogates
    show as U+FFFD; of an article of more than 100,000 characters only the beginning is shown.
    """
    parts = (_head, _warnings, _label_chips, _excerpt, _legend, _text, _entities, _facts)
    inside = "".join(part(analysis) for part in parts)
    # The ignore classes keep MathJax from reading "$71B ... $30" as a formula.
    return (
        f"<style>{analysis_css()}</style>"
        f'<section class="kijiyomi tex2jax_ignore mathjax_ignore" lang="ja">{inside}</section>'
    )


@lru_cache(maxsize=1)
def analysis_css() -> str:
    """Return the style sheet of :func:`analysis_html`, with the marks of every label."""
    sheet = files("kijiyomi.display").joinpath("analysis.css").read_text(encoding="utf-8")
    return sheet + "".join(_mark_css(name, label) for name, label in LABELS.items())


def _mark_css(name: EntityLabel, label: LabelInfo) -> str:
    background, line = ", ".join(label.background), ", ".join(label.line)
    style = f" border-bottom-style: {label.line_style};" if label.line_style != "solid" else ""
    return (
        f".kijiyomi mark.kijiyomi-{name.lower()} {{ background: light-dark({background}); "
        f"border-color: light-dark({line});{style} }}\n"
    )


def _head(analysis: Analysis) -> str:
    title = analysis.title or analysis.id or "無題"
    time = analysis.reading_time
    length = f"{analysis.characters:,}文字・約{time.minutes:,}分で読めます（{time.seconds:,.0f}秒）"
    path = f"・{escape_html(analysis.path)}" if analysis.path else ""
    return (
        f'<p class="kijiyomi-title">{escape_html(title)}</p><div class="kijiyomi-quiet">{length}{path}</div>'
    )


def _warnings(analysis: Analysis) -> str:
    return "".join(
        f'<div class="kijiyomi-warning" role="note">⚠ {escape_html(warning)}</div>'
        for warning in analysis.warnings
    )


def _label_chips(analysis: Analysis) -> str:
    chips = {
        "主題": [_chip(s.label, f"{s.score:.0%}", s.id) for s in analysis.subjects],
        "カテゴリー": [_chip(c.label, f"{c.score:.0%}") for c in analysis.categories],
        "タグ": [_chip(t.label, f"{t.score:.0%}", t.source) for t in analysis.tags],
        "キーワード": [_chip(k.text, f"×{k.count:,}", f"score {k.score:.3g}") for k in analysis.keywords],
    }
    rows = "".join(f"<dt>{name}</dt><dd>{''.join(items)}</dd>" for name, items in chips.items() if items)
    return f'<dl class="kijiyomi-labels">{rows}</dl>' if rows else ""


def _chip(label: str, figure: str, title: str = "") -> str:
    hover = f' title="{escape_html(title)}"' if title else ""
    return f'<span class="kijiyomi-chip"{hover}>{escape_html(label)} {_quiet(figure)}</span>'


def _quiet(text: str) -> str:
    return f'<span class="kijiyomi-quiet">{text}</span>'


def _excerpt(analysis: Analysis) -> str:
    if not analysis.excerpt:
        return ""
    return f'<blockquote class="kijiyomi-excerpt">{escape_html(analysis.excerpt)}</blockquote>'


def _legend(analysis: Analysis) -> str:
    counts = Counter(entity.label for entity in analysis.entities)
    items = "".join(
        f'<span><mark class="kijiyomi-{label.lower()}">{LABELS[label].japanese}</mark>'
        f" {_quiet(f'{_code(label)}{counts[label]:,}')}</span> "
        for label in LABELS
        if counts[label]
    )
    return f'<div class="kijiyomi-legend">{items}</div>' if items else ""


def _code(label: EntityLabel) -> str:
    return "" if label == LABELS[label].japanese else f"{label} "


def _text(analysis: Analysis) -> str:
    inside = "".join(_marked(analysis))
    return (
        f'<div class="kijiyomi-text" tabindex="0" role="region" aria-label="本文">{inside}</div>'
        if inside
        else ""
    )


def _marked(analysis: Analysis) -> Iterator[str]:
    text = analysis.text
    facts = {(fact.start, fact.end): fact for fact in analysis.facts}
    shown = len(text) - len(text.lstrip("\r\n"))
    for entity in analysis.entities:
        if entity.end > LONGEST_TEXT:
            break
        yield escape_html(text[shown : entity.start])
        yield _mark(entity, facts.get((entity.start, entity.end)))
        shown = entity.end
    yield escape_html(text[shown:LONGEST_TEXT])
    if len(text) > LONGEST_TEXT:
        yield f'<div class="kijiyomi-quiet">… ほか{len(text) - LONGEST_TEXT:,}文字</div>'


def _mark(entity: Entity, fact: Fact | None) -> str:
    kind = f"kijiyomi-{entity.label.lower()}"
    lines = [f"{entity.label}: {describe(entity)}"]
    if fact is not None:
        lines.append(describe_fact(fact.to_dict(), "japanese"))
    title = escape_html("\n".join(lines))
    return f'<mark class="{kind}" title="{title}">{escape_html(entity.text)}</mark>'


def _entities(analysis: Analysis) -> str:
    """Return the values again as a table: hovering needs a mouse."""
    rows = Counter((entity.label, entity.text, describe(entity)) for entity in analysis.entities)
    if not rows:
        return ""
    order = list(LABELS)
    body = "".join(
        f"<tr><td>{label}</td><td>{escape_html(text)}</td><td>{escape_html(value)}</td><td>{count:,}</td></tr>"
        for (label, text, value), count in sorted(rows.items(), key=lambda row: order.index(row[0][0]))
    )
    return (
        f"<details><summary>エンティティー一覧（{len(analysis.entities):,}件）</summary>"
        f"<table><thead><tr><th>種類</th><th>表記</th><th>正規化した値</th><th>回数</th></tr></thead>"
        f"<tbody>{body}</tbody></table></details>"
    )


def _facts(analysis: Analysis) -> str:
    if not analysis.facts:
        return ""
    body = "".join(map(_fact_row, analysis.facts))
    return (
        f"<details><summary>数値の意味（{len(analysis.facts):,}件）</summary>"
        f"<table><thead><tr><th>数値</th><th>だれの</th><th>何</th><th>いつ</th><th>状態</th></tr></thead>"
        f"<tbody>{body}</tbody></table></details>"
    )


def _fact_row(fact: Fact) -> str:
    cells = (
        fact.text,
        _name(fact.entity),
        describe_property(fact.to_dict(), "japanese"),
        _name(fact.when),
        status_name(fact.status, "japanese"),
    )
    return f"<tr>{''.join(f'<td>{escape_html(cell)}</td>' for cell in cells)}</tr>"


def _name(mention: Mention | None) -> str:
    return mention.name if mention else ""
