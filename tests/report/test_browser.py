"""The page in a browser: what is drawn, found, sorted and opened, and that nothing leaves it."""

from __future__ import annotations

import pytest

from kijiyomi.audit import Audit, Finding, FindingKind
from kijiyomi.audit.kinds import PostShare, Repetition
from kijiyomi.report import Report, Source, report_html
from kijiyomi.statistics.exchange_rates import ExchangeRates
from support.records import entity, record

pytestmark = pytest.mark.browser

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def path(make_page):
    repeated = Finding(FindingKind.REPEATED_PARAGRAPH, "evil", Repetition(0.5, 2, EVIL), ("evil",), 0.5)
    untagged = ("evil", "2025-08-30-emoji")
    no_tags = Finding(FindingKind.NO_TAGS, "no tags", PostShare(2, 29), untagged, 0.1)
    return make_page("report.html", texts=True, audit=Audit.of(29, [repeated, no_tags]))


@pytest.fixture
def page(path, opened):
    return opened(path)


def test_charts_have_marks(page):
    for chart in ("monthly", "companies", "gpus", "tags", "categories", "investments-count"):
        marks = page.page.locator(f"#chart-{chart} svg .mark-rect.role-mark path")
        assert marks.count() > 2, chart
        assert marks.first.bounding_box()["width"] > 20, chart


def test_search_and_its_count(page):
    page.page.fill("#search", "ａｉファクトリー 石狩")
    assert page.page.locator("#count").text_content().endswith("1本")
    assert "石狩" in page.titles()[0]
    page.page.fill("#search", "見つからない言葉")
    assert page.titles() == []


@pytest.mark.parametrize("by_keyboard", [True, False])
def test_sorting_by_a_column(page, by_keyboard):
    head = page.page.locator("#article-table .tabulator-col[tabulator-field=characters]")
    for expected in (False, True):
        head.press("Enter") if by_keyboard else head.click()
        cells = page.page.locator("#article-table .tabulator-cell[tabulator-field=characters]")
        numbers = [int(text.replace(",", "")) for text in cells.all_text_contents()]
        assert numbers == sorted(numbers, reverse=expected)


def test_pages_of_the_table(page):
    first = page.titles()
    page.page.locator("#article-table .tabulator-page[data-page=next]").click()
    assert len(first) == 25 and len(page.titles()) == 4
    assert not set(first) & set(page.titles())


def test_entities_are_marked_where_they_stand(page, example):
    for scored, article in zip(example.records, example.articles, strict=True):
        page.page.evaluate("document.getElementById('article').close()")
        if not article.text or scored["id"] == "evil":
            continue
        body = page.open_article(article.title)
        marks = body.locator(".kijiyomi-text mark").all_text_contents()
        entities = [e for e in scored["entities"] if e["end"]]
        assert marks[-len(entities) :] == [e["text"] for e in entities]
        assert body.locator(".kijiyomi-text").text_content() == article.text


def test_entities_after_emoji(page):
    body = page.open_article("絵文字のあとの企業")
    marks = body.locator(".kijiyomi-text mark")
    texts = [text for text in marks.all_text_contents() if text]
    assert texts == ["𠮷野家", "NVIDIA", "約30億ドル", "H100", "5万基"]
    hover = [
        title for text, title in marks.evaluate_all("all => all.map(m => [m.textContent, m.title])") if text
    ]
    assert hover == [
        "企業（COMPANY）: Yoshinoya",
        "企業（COMPANY）: NVIDIA",
        "金額（MONEY）: 3,000,000,000 USD（約）\nだれの: NVIDIA\n何: 投資\n状態: 予定",
        "GPU（GPU）: NVIDIA H100",
        "数量（QUANTITY）: 50,000 基\nだれの: NVIDIA\n何: 件数\n状態: 予定",
    ]
    before = body.locator(".kijiyomi-text").evaluate("text => text.textContent.split('NVIDIA')[0]")
    assert before == "😀👩‍👩‍👧 𠮷野家の前で、"


def test_what_looks_like_html_stays_text(page):
    texts = page.page.locator("body").inner_text()
    assert texts.count(EVIL) >= 4  # heading, companies, finding, article table
    assert page.page.locator("#chart-companies svg [aria-label*='<script>']").count() >= 1
    page.page.fill("#fact-who", EVIL)
    assert EVIL in shown_facts(page)[0]["who"] and EVIL in shown_facts(page)[0]["what"]
    body = page.open_article(EVIL)
    # Title, tag, keyword, warning, text, entity.
    assert body.text_content().count(EVIL) >= 5
    assert page.page.locator("img").count() == 0
    assert page.page.evaluate(
        "[...document.scripts].every(script => !script.textContent.startsWith('alert'))"
    )


def test_keyboard_opens_moves_and_closes(page):
    button = page.page.locator("#article-table button.open").first
    button.focus()
    page.page.keyboard.press("Enter")
    dialog = page.page.locator("dialog")
    assert dialog.is_visible()
    assert dialog.locator("h2").text_content() == button.text_content()
    page.page.keyboard.press("Escape")
    assert not dialog.is_visible()
    focused = "document.activeElement.textContent"
    assert page.page.evaluate(focused) == page.titles()[0]
    page.page.keyboard.press("ArrowDown")
    assert page.page.evaluate(focused) == page.titles()[1]
    page.page.keyboard.press("ArrowUp")
    assert page.page.evaluate(focused) == page.titles()[0]


def test_company_restricts_the_table_and_is_released(page):
    page.page.locator("#companies summary").click()
    page.page.locator("#companies details button", has_text="NVIDIA").first.click()
    count = page.page.locator("#count")
    assert count.text_content() != "29本中 29本"
    page.page.locator("#filters button", has_text="企業: NVIDIA").click()
    assert count.text_content() == "29本中 29本"


def test_bar_restricts_the_table(page):
    page.page.locator("#chart-categories svg .mark-rect.role-mark path").first.click()
    assert page.page.locator("#filters").text_content().startswith("カテゴリー: ")


def shown_facts(page):
    """Return the cells of the facts that are shown, by the columns' names."""
    return page.page.evaluate(
        """() => [...document.querySelectorAll("#fact-table .tabulator-row")].map((row) => Object.fromEntries(
          [...row.querySelectorAll(".tabulator-cell")].map((cell) => [cell.getAttribute("tabulator-field"), cell.innerText])))"""
    )


def number_of_facts(page):
    return int(
        page.page.locator("#fact-count").text_content().split("件中 ")[1].rstrip("件").replace(",", "")
    )


def test_facts_say_who_what_how_much_when_and_lead_to_their_article(page):
    page.page.fill("#fact-who", "ｎｖｉｄｉａ")
    page.page.select_option("#fact-type", "投資")
    (money,) = [fact for fact in shown_facts(page) if fact["figure"] == "約30億ドル"]
    assert (money["who"], money["what"], money["status"]) == ("NVIDIA", "投資", "予定")
    assert "NVIDIAは約30億ドルを投じると発表した。" in money["date"]
    row = page.page.locator("#fact-table .tabulator-row", has_text="約30億ドル")
    assert row.locator("mark:visible").text_content() == "約30億ドル"
    row.locator("button.open:visible").click()
    assert page.page.locator("#article-title").text_content() == "絵文字のあとの企業"


def test_facts_are_filtered_by_holder_type_year_and_status(page, example):
    facts = [(f, record) for record in example.records for f in record["facts"] if f["entity"]]
    assert number_of_facts(page) == len(facts) - 1
    page.page.uncheck("#fact-companies")
    assert number_of_facts(page) == len(facts)
    page.page.select_option("#fact-type", "増減")
    assert number_of_facts(page) == sum(f["type"] == "change" for f, _ in facts) > 0
    page.page.select_option("#fact-status", "予定")
    planned = sum((f["type"], f["status"]) == ("change", "plan") for f, _ in facts)
    assert number_of_facts(page) == planned > 0
    page.page.select_option("#fact-type", "")
    page.page.select_option("#fact-status", "")
    page.page.select_option("#fact-year", "2026")
    assert 0 < number_of_facts(page) < len(facts)
    page.page.fill("#fact-who", "だれでもない")
    assert number_of_facts(page) == 0


def test_amounts_in_one_currency_can_be_sorted(make_page, opened):
    rates = ExchangeRates("JPY", {("USD", 2025): 150.0})
    page = opened(make_page("rates.html", texts=True, exchange_rates=rates))
    page.page.fill("#fact-who", "NVIDIA")
    page.page.select_option("#fact-type", "投資")
    head = page.page.locator("#fact-table .tabulator-col[tabulator-field=amount]")
    head.click()
    head.click()
    largest = shown_facts(page)[0]["amount"]
    assert "億 JPY" in largest or "兆 JPY" in largest
    assert page.page.locator("#chart-investments-amount svg .mark-rect.role-mark path").count() > 0
    assert page.page.locator("#converted-to").text_content() == "JPY"


def test_narrow_screens_show_everything_of_a_fact(path, opened):
    page = opened(path, viewport={"width": 390, "height": 800})
    page.page.fill("#fact-who", "NVIDIA")
    page.page.select_option("#fact-type", "投資")
    row = page.page.locator("#fact-table .tabulator-row", has_text="約30億ドル")
    for part in ("NVIDIA", "予定", "投資", "を投じると発表した。", "絵文字のあとの企業"):
        assert part in row.inner_text()


def test_findings_lead_to_their_articles(page):
    assert page.page.locator("#finding-table .tabulator-row").count() == 2
    page.page.locator("#finding-table button", has_text="2本").click()
    assert sorted(page.titles()) == sorted([EVIL, "絵文字のあとの企業"])
    page.page.select_option("#finding-kind", "同じ段落の繰り返し")
    assert page.page.locator("#finding-table .tabulator-row").count() == 1
    page.page.locator("#finding-table button", has_text="開く").click()
    assert page.page.locator("#article-title").text_content() == EVIL


def test_without_the_archive_entities_are_listed(make_page, opened):
    page = opened(make_page("plain.html", texts=False))
    assert not page.page.locator("#audit").is_visible()
    body = page.open_article("絵文字のあとの企業")
    assert body.locator(".kijiyomi-text").count() == 0
    assert "3,000,000,000 USD（約）" in body.locator("table").first.inner_text()
    page.page.evaluate("document.getElementById('article').close()")
    assert page.page.locator("#fact-table .tabulator-row").count() == 10
    assert page.page.locator("#fact-table .tabulator-row mark").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_and_width(path, opened, scheme):
    page = opened(path, color_scheme=scheme, viewport={"width": 400, "height": 800})
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 400
    assert "同じ段落の繰り返し" in page.page.locator("#finding-table").inner_text()
    page.open_article("絵文字のあとの企業")
    assert page.page.evaluate(_LEAST_CONTRAST) >= 4.5


# The least contrast of any text with the nearest background that is not transparent.
_LEAST_CONTRAST = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (channels(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  let least = 21;
  for (const element of document.querySelectorAll("body *:not(script, style, noscript *)")) {
    const shown = element.checkVisibility() && !element.disabled;
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!shown || !text) continue;
    const style = getComputedStyle(element);
    const color = element.closest("svg") ? style.fill : style.color;
    const [light, dark] = [luminance(color), luminance(behind(element))].sort((a, b) => b - a);
    least = Math.min(least, (light + 0.05) / (dark + 0.05));
  }
  return least;
}"""


def test_names_of_other_labels_have_charts_that_pick_articles(tmp_path, opened):
    person = entity(0, "山", "PERSON", name=EVIL, kb_id=None)
    records = [record(person, title="山の話"), record(title="海の話")]
    path = tmp_path / "names.html"
    path.write_text(report_html(Report("名前", records, [Source(None, "")] * 2)), encoding="utf-8")
    one = opened(path)
    section = one.page.locator("#names")
    assert section.is_visible()
    assert section.locator("h3").all_text_contents() == ["人物"]
    assert section.locator("svg .mark-rect.role-mark path").count() == 1
    section.locator("summary").click()
    section.locator("button.open").click()
    assert one.titles() == ["山の話"]
    one.page.locator("#filters button").click()
    one.page.fill("#search", "alert(1)")
    assert one.titles() == ["山の話"]
    assert one.complaints == [] and one.requests == [one.address]


def test_without_other_labels_there_is_no_section_of_their_names(page):
    assert page.page.locator("#names").is_hidden()
    assert page.page.locator('nav a[href="#names"]').is_hidden()
