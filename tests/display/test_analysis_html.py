from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from kijiyomi.display.analysis_html import analysis_html
from kijiyomi.records.analysis import Keyword, Tag
from kijiyomi.records.labels import LABELS
from support.display_samples import TEXT, analysis, bare, placed

VOID = {"br", "hr", "img", "input", "meta", "link"}


class Page(HTMLParser):
    """Checks that every element is closed, and collects what a browser would show."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.marks: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in VOID
        self.tags.add(tag)
        self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tag, attributes = self.open[-1]
        if any(a.get("class") == "kijiyomi-text" for _, a in self.open):
            self.text.append(data)
            if tag == "mark":
                self.marks.append((data, attributes["title"] or ""))


def test_entities_are_marked_in_place_with_their_values() -> None:
    page = Page(analysis_html(analysis()))
    assert "".join(page.text) == TEXT
    assert page.marks == [
        ("ハルニレ・グループ", "COMPANY: ハルニレ・グループ"),
        ("2日", "DATE: XXXX-XX-02"),
        (
            "約30億ドル",
            "MONEY: 3,000,000,000 USD, approx\n"
            "だれの: ハルニレ・グループ\n"
            "何: 総投資額（投資）\n"
            "いつ: 2027年後半\n"
            "何のため: AIファクトリー\n"
            "状態: 予定",
        ),
        ("2027年後半", "DATE: 2027-H2"),
        ("NVIDIA", "COMPANY: NVIDIA"),
        ("GB200 NVL72", "GPU: NVIDIA GB200 NVL72"),
        ("5万基以上", "QUANTITY: 50,000 基, or more\nだれの: NVIDIA GB200 NVL72\n何: 件数\n状態: 予定"),
        ("10〜20%", "PERCENT: 10–20%, down on the year before\n何: 費用（増減）\n状態: 予定"),
        ("15年間", "DURATION: P15Y"),
        ("数十社", "QUANTITY: value not given\n何: 件数\n状態: 実績"),
    ]


def test_everything_else_is_shown_too() -> None:
    source = analysis_html(analysis(warnings=("read as cp932, not UTF-8",)))
    for shown in (
        "石狩に5万基級",
        "AI最新ニュース",
        "データセンター",
        "AIファクトリー",
        "×2",
        "91%",
        "建てると発表した。</blockquote>",
    ):
        assert shown in source
    assert "read as cp932" in source
    labels = {entity.label for entity in analysis().entities}
    assert len(labels) == 7
    for label in LABELS:
        assert (f'<mark class="kijiyomi-{label.lower()}">' in source) == (label in labels)


HOSTILE = '<script>alert("1")</script>&amp;\'"><img src=x onerror=alert(1)>'


def test_nothing_of_the_article_becomes_markup() -> None:
    text = f"{HOSTILE}で{HOSTILE}円"
    hostile = analysis(
        id=HOSTILE,
        title=HOSTILE,
        path=HOSTILE,
        text=text,
        excerpt=HOSTILE,
        warnings=(HOSTILE,),
        keywords=(Keyword(HOSTILE, 1.0, 1),),
        tags=(Tag(HOSTILE, 0.5, "topic"),),
        entities=(placed(text, HOSTILE, label="COMPANY", name=HOSTILE),),
    )
    page = Page(analysis_html(hostile))
    assert not page.tags & {"script", "img"}
    assert "".join(page.text) == text
    assert page.marks == [(HOSTILE, f"COMPANY: {HOSTILE}")]


@pytest.mark.parametrize(
    "odd", ["", "\0", "\ud800", "か゛👨‍👩‍👧\r\n\u202e", "\x1b[31m", "</section></style>"]
)
def test_any_text_can_be_shown(odd: str) -> None:
    source = analysis_html(bare(odd, title=odd, excerpt=odd, warnings=(odd,)))
    source.encode("utf-8")
    assert "\0" not in source
    Page(source)


def test_an_analysis_that_found_nothing_has_no_empty_frames() -> None:
    page = Page(analysis_html(bare()))
    assert not page.tags & {"dl", "mark", "table", "details", "blockquote"}


def test_offsets_are_code_points() -> None:
    text = "👨‍👩‍👧‍👦🎉のNVIDIA、\r\n次のNVIDIA"
    first = placed(text, "NVIDIA", label="COMPANY", name="NVIDIA")
    page = Page(analysis_html(bare(text, entities=(first,))))
    assert page.marks == [("NVIDIA", "COMPANY: NVIDIA")]


def test_of_a_dump_only_the_beginning_is_shown() -> None:
    source = analysis_html(bare("あ" * 3_000_000))
    assert len(source) < 150_000
    assert "ほか2,900,000文字" in source


def test_nothing_is_fetched_and_styles_stay_inside() -> None:
    source = analysis_html(analysis())
    assert not re.search(r"https?:|url\(|@import|<link|<script|\bsrc=", source)
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    rules = re.sub(r"/\*.*?\*/", "", style[1], flags=re.DOTALL)
    selectors = re.findall(r"([^{}@;]+)\{", re.sub(r"@media print", "", rules))
    assert all("kijiyomi" in part for selector in selectors for part in selector.split(",") if part.strip())


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """WCAG 2 contrast ratio."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_accessible_in_light_and_dark() -> None:
    source = analysis_html(analysis())
    colours = {
        name: pair for name, *pair in re.findall(r"--kijiyomi-(\w+): light-dark\((#\w+), (#\w+)\)", source)
    }
    marks = [
        pair
        for _, *pair in re.findall(
            r"mark\.kijiyomi-(\w+) \{ background: light-dark\((#\w+), (#\w+)\)", source
        )
    ]
    assert len(marks) == len(LABELS)
    for theme in (0, 1):
        for ground in [colours["page"], colours["chip"], colours["alert"], *marks]:
            assert contrast(colours["ink"][theme], ground[theme]) >= 7
        for ground in (colours["page"], colours["chip"]):
            assert contrast(colours["quiet"][theme], ground[theme]) >= 4.5


def test_a_notebook_shows_it_and_takes_no_dollars_for_formulas() -> None:
    shown = analysis()._repr_html_()
    assert "".join(Page(shown).text) == TEXT
    assert 'class="kijiyomi tex2jax_ignore mathjax_ignore"' in shown
