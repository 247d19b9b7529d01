from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import kijiyomi
from kijiyomi.archive import read_archive
from kijiyomi.report import ArticleLookup, Report, report_html
from support.fact_extractor import NearestNames

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
EMOJI = "😀👩‍👩‍👧 𠮷野家の前で、NVIDIAは約30億ドルを投じると発表した。🎉GPUはH100を5万基。"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class Example(NamedTuple):
    records: list[dict[str, Any]]
    articles: list[kijiyomi.Article]


@pytest.fixture(scope="session")
def example() -> Example:
    """The example archive, and three articles that are hard to show."""
    odd = [
        kijiyomi.Article(EMOJI, id="2025-08-30-emoji", title="絵文字のあとの企業", path="odd.jsonl"),
        kijiyomi.Article(
            f"{EVIL}\n\nNVIDIAの話。",
            id="evil",
            title=EVIL,
            path="odd.jsonl",
            metadata={"date": "2025-08-31"},
        ),
        kijiyomi.Article("", id="2025-08-01-empty", path="odd.jsonl"),
    ]
    articles = [*read_archive(Path(__file__).parents[2] / "examples/archive"), *odd]
    analyzer = kijiyomi.load(facts=False)
    analyzer.facts = NearestNames()
    records = [analysis.to_dict() for analysis in analyzer.analyze_many(articles)]
    evil = next(record for record in records if record["id"] == "evil")
    evil["tags"] = [{"label": EVIL, "score": 1.0, "source": "topic"}]
    evil["keywords"] = [{"text": EVIL, "score": 1.0, "count": 1}]
    evil["warnings"] = [EVIL]
    # Named by more articles than any other, so that charts and tables show it.
    for record in records:
        record["entities"] = [
            {"start": 0, "end": 0, "text": "", "label": "COMPANY", "name": EVIL, "kb_id": None},
            *record["entities"],
        ]
    odd_fact, of_no_company = (record["facts"][0] for record in records[:2])
    of_no_company["entity"] = {"start": 0, "end": 1, "text": "市", "name": "市"}
    words = {"start": 0, "end": 1, "text": EVIL, "name": EVIL}
    odd_fact |= {"entity": words, "property": words, "when": words}
    return Example(records, articles)


@pytest.fixture(scope="session")
def make_page(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    def page(name: str, *, texts: bool, **parts: Any) -> Path:
        sources = ArticleLookup(example.articles if texts else ()).sources(example.records)
        path = tmp_path_factory.mktemp("report") / name
        path.write_text(report_html(Report(EVIL, example.records, sources, **parts)), encoding="utf-8")
        return path

    return page


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    with playwright.sync_playwright() as driver:
        installed = Path(driver.chromium.executable_path).exists()
        if chromium is None and not installed:
            pytest.skip(f"no Chromium: none of {', '.join(CHROMIUMS)}, nor playwright's own")
        launched = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


class Opened:
    """An opened page, and everything it must not do."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.address = path.as_uri()
        self.page.goto(self.address)
        self.page.wait_for_selector("body[data-charts=drawn]")

    def titles(self) -> list[str]:
        return list(self.page.locator("#article-table .tabulator-row button.open").all_text_contents())

    def open_article(self, title: str) -> Any:
        self.page.fill("#search", title)
        self.page.locator("#article-table button.open", has_text=title).first.click()
        return self.page.locator("#article-body")


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Opened]]:
    every: list[Opened] = []

    def open_page(path: Path, **options: Any) -> Opened:
        every.append(Opened(browser, path, **options))
        return every[-1]

    yield open_page
    for one in every:
        one.context.close()
        assert one.complaints == []
        assert one.requests == [one.address]


@pytest.fixture(scope="session")
def write_records(example: Example) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in example.records), encoding="utf-8"
        )
        return path

    return write
