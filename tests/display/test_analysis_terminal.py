from __future__ import annotations

import io

from rich.console import Console

from kijiyomi.display.analysis_terminal import print_analysis
from kijiyomi.records.analysis import Analysis, Keyword
from support.display_samples import TEXT, analysis, bare, entity, fact


def printed(given: Analysis, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_analysis(given, console)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_a_report_holds_all_that_was_found() -> None:
    shown = printed(analysis(warnings=("front matter, line 2: odd",)))
    for part in (
        "石狩に5万基級のAIファクトリー",
        "1 min (12 s, 120 characters)",
        "AI最新ニュース 91%, 投資分析 42%",
        "データセンター 93%, NVIDIA 88%",
        "建てると発表した。",
        "AIファクトリー",
        "warning: front matter, line 2: odd",
    ):
        assert part in shown
    lines = shown.splitlines()
    assert any(line.startswith("MONEY ") and "3,000,000,000 USD, approx" in line for line in lines)
    assert any(line.startswith("GPU ") and "NVIDIA GB200 NVL72" in line for line in lines)


def test_facts_are_a_table() -> None:
    lines = [line.split() for line in printed(analysis()).partition("Facts")[2].splitlines()]
    assert ["Figure", "Whose", "What", "When", "Status"] in lines
    assert ["約30億ドル", "ハルニレ・グループ", "総投資額", "(investment)", "2027年後半", "planned"] in lines
    assert ["数十社", "–", "count", "–", "actual"] in lines
    assert "Facts" not in printed(analysis(facts=()))


def test_of_many_facts_the_first_are_shown() -> None:
    shown = printed(analysis(facts=(fact(TEXT, "2日"),) * 45))
    assert shown.count("2日  ") >= 40
    assert "… and 5 more" in shown


def test_one_name_is_one_row_with_its_count() -> None:
    spellings = [("エヌビディア", 2), ("NVIDIA", 1)]
    found = tuple(entity(t, "COMPANY", name="NVIDIA") for t, times in spellings for _ in range(times))
    rows = [line.split() for line in printed(bare(entities=found)).splitlines() if line.startswith("COMPANY")]
    assert rows == [["COMPANY", "エヌビディア", "NVIDIA", "3"]]


def test_a_label_with_very_many_values_is_cut() -> None:
    found = tuple(entity(f"{n}基", "QUANTITY", value=float(n), unit="基") for n in range(40))
    shown = printed(bare(entities=found))
    assert "… and 28 more" in shown
    assert len(shown.splitlines()) < 30


def test_articles_cannot_speak_to_the_terminal() -> None:
    hostile = "[red]x[/red] [link=https://example.com]y[/] \x1b[2J\a\0\ud800 [/nothing]"
    shown = printed(
        bare(
            hostile,
            title=hostile,
            path=hostile,
            excerpt=hostile,
            warnings=(hostile,),
            keywords=(Keyword(hostile, 1.0, 1),),
            entities=(entity(hostile, "COMPANY", name=hostile),),
        ),
        width=200,
    )
    shown.encode("utf-8")
    assert not set("\x1b\a\0") & set(shown)
    assert shown.count("[red]x[/red]") == 7


def test_narrow_terminals_and_empty_articles() -> None:
    assert "(no title)" in printed(bare())
    for width in (20, 40):
        assert all(len(line) <= width for line in printed(analysis(), width).splitlines())
