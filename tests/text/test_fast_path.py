"""Regions must give what parsing the whole text gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi import Article
from kijiyomi.text import block_reader as reader
from kijiyomi.text.fast_path import MarkdownRegion, split_regions
from kijiyomi.text.markdown import read_passage

LINES = [
    "文です。",
    "word と「引用」",
    "2025年の話",
    "1.5倍",
    "<箱>",
    "---END",
    "**太字**で始まる",
    "*強調*と_強調_",
    "[題](u)で始まる",
    "[題\\](u]: /u",
    "- [題\\](u]: /u",
    "[語]を見る",
    "これは[語][題]と[題](u)",
    "R&D、1&lt;2、<br>、a_b、_c_",
    "_強調_",
    "`code`",
    "-5度",
    "+5度",
    "@誰か",
    "@[card](u)",
    "$5から$6",
    "!重要",
    "\\",
    "  字下げ**太字**",
    "\t字下げ",
    "\u3000全角の字下げ",
    "# 見出し",
    "### 題 ##",
    "## ##",
    "##詰めた見出し",
    "#",
    "- 項目",
    "*   **太字**: 説明",
    "+ `code` の説明",
    "- [題](u)の説明",
    "- [ ] 用事",
    "- - 二重",
    "1. 一番",
    "2) 二番",
    "  - 下の項目",
    "   字下げ",
    "    深い字下げ",
    "> 引用",
    "| 表 | 列 |",
    "|---|---|",
    "a | b",
    "---",
    "--- ",
    "--",
    "-",
    "-|-",
    "1.",
    "- ---",
    "***",
    "===",
    ": 定義",
    "[^1]: 注",
    "[語]: /u",
    "<div>箱",
    "</div>",
    ":::message 題",
    " ",
    "\u3000",
    *[""] * 12,
]


def whole(text):
    return [MarkdownRegion(0, len(text))]


def read(source):
    passage = read_passage(Article(source))
    aligned = passage.aligned
    alignment = list(zip(aligned.text, aligned.starts.tolist(), aligned.ends.tolist(), strict=True))
    return passage.blocks, alignment, passage.images, passage.code_lines


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=9).map("\n".join))
def test_regions_give_what_the_whole_text_gives(source):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "split_regions", whole)
        expected = read(source)
    assert read(source) == expected


def test_simple_blocks_need_no_parser():
    source = "\n## 題\n文です。\n続き。\n- 項目\n\n1. 一番\n2. 二番\n\n---\n> 語\n\n---\n\n- 項目\n\n  続き\n\n  終わり"
    assert [
        None
        if isinstance(region, MarkdownRegion)
        else (region.kind, region.level, source[region.runs[0].start : region.runs[0].end])
        for region in split_regions(source)
    ] == [
        ("heading", 2, "題"),
        ("paragraph", 0, "文です。\n続き。"),
        ("list_item", 0, "項目"),
        ("list_item", 0, "一番"),
        ("list_item", 0, "二番"),
        None,
        None,
    ]
