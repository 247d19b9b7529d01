"""Texts of one pattern each, as long as wanted: what may make some step take more than linear time.

A pattern is a unit that is repeated, or a function from a length to a text. Random ones have a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count

Pattern = Callable[[int], str]

_UNITS = {
    # plain text
    "sentences": "東京の会社は新しい製品を発表した。",
    "sentences without stops": "東京の会社は新しい製品を発表した、",
    "lines": "東京の会社は新しい製品を発表した\n",
    "paragraphs": "東京の会社は新しい製品を発表した。\n\n",
    "one kanji": "漢",
    "one hiragana": "あ",
    "one katakana": "ア",
    "long vowels": "ー",
    "katakana words": "コンピューターソフトウェア",
    "half-width katakana": "ｶﾞｷﾞ",
    "full-width letters": "Ａｂ１",
    "one letter": "a",
    "one capital": "A",
    "English": "The company announced a new product. ",
    "English without stops": "company product ",
    "capitalised words": "Company Product ",
    "letters and digits": "A1b2",
    "hyphenated": "ab-",
    "dotted": "a.",
    "underscores in words": "a_b",
    "slashes": "a/",
    "full stops": "。",
    "commas": "、",
    "points": ".",
    "ellipses": "…",
    "question marks": "？",
    "middle dots": "ア・",
    "spaces": " ",
    "ideographic spaces": "\u3000",
    "tabs": "\t",
    "line breaks": "\n",
    "carriage returns": "\r",
    "line ends of Windows": "一行\r\n",
    "blanks at line ends": "一行  \n",
    "NUL": "\0",
    "surrogates": "\ud800",
    "byte order marks": "\ufeff",
    "zero-width joiners": "\u200d",
    "emoji": "😀",
    "emoji families": "👨\u200d👩\u200d👧",
    "flags": "🇯🇵",
    "combining marks": "か\u3099",
    "one letter with combining marks": "\u0301",
    "variation selectors": "葛\U000e0100",
    "kanji beyond the basic plane": "𠮷",
    "Hangul jamo": "\u1112\u1161\u11ab",
    "ligatures": "㌔",
    "control pictures": "\x1b[31m",
    # brackets and quotes
    "opening corner brackets": "「",
    "closing corner brackets": "」",
    "corner brackets": "「語」",
    "sentences in brackets": "「語。」",
    "nested brackets": "（「",
    "opening parentheses": "(",
    "parentheses": "(a)",
    "full-width parentheses": "（語）",
    "opening square brackets": "[",
    "closing square brackets": "]",
    "opening braces": "{",
    "braces": "{a}",
    "nested braces": "{a",
    "angle brackets": "<",
    "closing angle brackets": ">",
    "double quotes": '"',
    "apostrophes": "it's ",
    # figures, companies, accelerators
    "one digit": "1",
    "digits": "1234567890",
    "digits and commas": "1,",
    "digits and points": "1.",
    "digits and spaces": "1 ",
    "digits and hyphens": "1-",
    "digits and colons": "12:",
    "digits and slashes": "1/2",
    "kanji numerals": "一二三",
    "kanji powers": "十億",
    "amounts": "5億円",
    "ranges": "5～",
    "percentages": "5%",
    "percent signs": "%",
    "currency signs": "$",
    "yen signs": "¥",
    "money": "$5 ",
    "currency codes": "USD",
    "dates": "2025年3月1日",
    "slashed dates": "2025/3/1 ",
    "relative dates": "昨年",
    "durations": "3年",
    "times": "12:30:45 ",
    "units": "5kg",
    "counters": "5個",
    "approximately": "約",
    "more than": "以上",
    "legal forms": "株式会社",
    "legal forms in brackets": "（株）",
    "English legal forms": "Inc. ",
    "companies": "株式会社東京は",
    "company suffixes": "グループ",
    "listed companies": "NVIDIAと",
    "accelerators": "NVIDIA H100",
    "accelerator families": "RTX ",
    "accelerator letters": "H",
    "the company": "同社",
    "tickers": "（7203）",
    # Markdown
    "stars": "*",
    "emphasis": "*語*",
    "strong": "**語**",
    "emphasis never closed": "*あ_",
    "underscores": "_",
    "tildes": "~",
    "strikethrough": "~~語~~",
    "backticks": "`",
    "code spans": "`a` ",
    "code spans never closed": "`a``b```c",
    "backslashes": "\\",
    "escapes": "\\*",
    "hard breaks": "語\\\n",
    "links": "[語](https://example.jp/a) ",
    "links never closed": "[語](",
    "links in links": "[[語](a)",
    "reference links": "[語][r] ",
    "definitions": "[語]: https://example.jp/a\n\n",
    "images": "![図](a.png)\n",
    "images never closed": "![",
    "addresses": "https://example.jp/a ",
    "one address": "https://",
    "long addresses": "www.",
    "mail addresses": "a@example.jp ",
    "automatic links": "<https://example.jp/> ",
    "automatic links never closed": "<https://",
    "footnotes": "[^1]",
    "footnote definitions": "[^1]: 注\n\n",
    "inline notes": "^[注]",
    "headings": "## 見出し\n\n",
    "headings and text": "## 見出し\n本文。\n\n",
    "unspaced headings": "##見出し\n",
    "hashes": "#",
    "underlined headings": "題\n---\n",
    "rules": "---\n",
    "hyphens": "-",
    "equals signs": "=",
    "list": "- 項目\n",
    "numbered list": "1. 項目\n",
    "loose list": "- 項目\n\n  段落\n\n",
    "list marks": "- ",
    "check boxes": "- [ ] 用事\n",
    "definition list": "語\n: 意味\n\n",
    "quotes": "> 引用\n",
    "quote marks": "> ",
    "quotes and lists": "> - 項目\n",
    "fences": "```\ncode\n```\n",
    "fences never closed": "```a\n~~~b\n",
    "fences of growing length": "````\n```\n",
    "indented code": "    code\n",
    "tables": "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n",
    "pipes": "|",
    "table without separator": "|甲|乙|\n",
    "tables of one row": "|甲|乙|\n\n",
    "separator rows": "|---|---|\n",
    "inline formulas": "$x$ ",
    "display formulas": "$$\nx\n$$\n",
    "formulas never closed": "$$\nx\n",
    "directives": ":::message\n本文\n:::\n",
    "callouts": "> [!note] 題\n> 本文\n\n",
    "colons": ":",
    "cards": "@[card](https://example.jp)\n",
    # HTML
    "tags": "<b>語</b>",
    "tags never closed": "<b>",
    "closing tags": "</b>",
    "tags with attributes": '<a href="x">語</a>',
    "attributes never closed": '<a b="',
    "half a tag": "<a ",
    "divisions": "<div>語</div>\n\n",
    "divisions never closed": "<div>\n\n",
    "nested divisions": "<div>",
    "unknown tags": "<branch> ",
    "unknown closing tags": "</branch> ",
    "script blocks": "<script>\nlet a = 1;\n</script>\n\n",
    "script blocks and text": "<script>a</script>\n\n本文。\n\n",
    "scripts never closed": "<script>a\n\n",
    "inline scripts": "語<script>a</script>",
    "inline scripts never closed": "語<script>",
    "style blocks": "<style>\na { b: c }\n</style>\n\n",
    "preformatted blocks": "<pre>a\n</pre>\n\n",
    "comments": "<!-- 見えない -->\n\n",
    "inline comments": "語<!-- 見えない -->",
    "comments never closed": "<!-- \n\n",
    "declarations never closed": "<!",
    "processing instructions": "<? ",
    "CDATA": "<![CDATA[",
    "entities": "&amp;",
    "entities never closed": "&amp",
    "numeric entities": "&#12354;",
    "ampersands": "&",
    "line break tags": "語<br>",
    "HTML tables": "<table><tr><td>甲</td></tr></table>\n\n",
    "HTML cells": "<td>甲</td>",
    "HTML lists": "<ul><li>甲</li></ul>\n",
    "HTML ruby": "<ruby>漢字<rt>かんじ</rt></ruby>",
    "HTML ruby never closed": "<ruby>漢字<rt>",
    # templates and dialects
    "Liquid": "{% include a.html %}",
    "Liquid values": "{{ site.name }}",
    "Liquid blocks": "{% highlight py %}a{% endhighlight %}\n",
    "Liquid never closed": "{% ",
    "Liquid blocks never closed": "{% highlight py %}",
    "Liquid values never closed": "{{ a",
    "Hugo": "{{< figure src=a >}}",
    "attribute lists": "![](a){width=49%} ",
    "attribute lists never closed": "{: .a ",
    "spans": "[下線]{.u}",
    "spans never closed": "[下線]{.u",
    "sized images": "![図](a.png =250x)",
    "imports": "import A from './a'\n\n",
    "imports never closed": "import { a\n",
    "exports": "export const a = 1\n\n",
    "exports never closed": "export const a = [\n\n",
    "JSX blocks": '<A b="c">\n\n語\n\n</A>\n\n',
    "JSX blocks never closed": "<A>\n",
    "JSX inline": "語<A b={1} />",
    "JSX attributes never closed": '<A b="',
    "expressions": "<A />\n{a}",
    "expressions never closed": "<A />\n{a",
    "comments of MDX": "{/* a */}\n",
    "comments of MDX never closed": "{/* ",
    "wiki links": "[[ノート|別名]]",
    "wiki links never closed": "[[ノート",
    "embedded files": "![[図.png]]\n",
    "Obsidian comments": "%%隠す%%",
    "Obsidian comments never closed": "%%隠す\n",
    "marks": "==強調==",
    "marks never closed": "==強",
    "block ids": "本文 ^abc\n",
    "carets": "^",
    "emoji codes": ":tada:",
    "emoji codes never closed": ":tada ",
    "ruby": "漢字《かんじ》",
    "ruby never closed": "漢字《かんじ",
    "ruby marks": "｜漢字",
    "ruby in braces": "{漢字|かん|じ}",
    "ruby in braces never closed": "{漢字|かん",
}


def _repeated(unit: str) -> Pattern:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _different(unit: str) -> Pattern:
    """Return a pattern of units that differ: ``{}`` is replaced by a number."""

    def text(length: int) -> str:
        parts, done = [], 0
        for number in count():
            if done >= length:
                break
            parts.append(unit.format(f"n{number:x}"))
            done += len(parts[-1])
        return "".join(parts)[:length]

    return text


def _random(first: int, last: int) -> Pattern:
    """Return a pattern of random characters between two code points, others for each length."""

    def text(length: int) -> str:
        generator = random.Random(length)
        return "".join(map(chr, generator.choices(range(first, last + 1), k=length)))

    return text


def _wide_table(columns: int) -> Pattern:
    rows = "|" + "甲|" * columns + "\n"
    table = rows + "|" + "-|" * columns + "\n" + rows + "\n"
    return _repeated(table)


def _one_wide_table(length: int) -> str:
    columns = max(1, length // 6)
    return "|" + "甲|" * columns + "\n|" + "-|" * columns + "\n|" + "乙|" * columns


def _long_table(length: int) -> str:
    return "| 甲 | 乙 |\n|---|---|\n" + "| 一 | 二 |\n" * (length // 10)


def _nested_list(length: int) -> str:
    lines = ("  " * (number % 50) + "- 項目" for number in range(length // 54 + 1))
    return "\n".join(lines)[:length]


def _nested_quotes(length: int) -> str:
    lines = ("> " * (number % 50) + "引用" for number in range(length // 53 + 1))
    return "\n".join(lines)[:length]


def _growing_backticks(length: int) -> str:
    parts, done = [], 0
    for number in count(1):
        if done >= length:
            break
        parts.append("`" * number + "a")
        done += number + 1
    return "".join(parts)[:length]


def _one_line_of(text: str) -> Pattern:
    return lambda length: (text * (length // len(text) + 1))[:length].replace("\n", " ")


_BLOCKS = {
    "Latin-1": (0x80, 0xFF),
    "Latin extended": (0x100, 0x24F),
    "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F),
    "Thai": (0xE00, 0xE7F),
    "Hangul jamo at random": (0x1100, 0x11FF),
    "general punctuation": (0x2000, 0x206F),
    "currency symbols": (0x20A0, 0x20CF),
    "letter-like symbols": (0x2100, 0x214F),
    "number forms": (0x2150, 0x218F),
    "arrows and operators": (0x2190, 0x23FF),
    "enclosed": (0x2460, 0x24FF),
    "symbols": (0x2500, 0x27BF),
    "Braille": (0x2800, 0x28FF),
    "CJK punctuation": (0x3000, 0x303F),
    "hiragana": (0x3041, 0x309F),
    "katakana": (0x30A0, 0x30FF),
    "enclosed CJK": (0x3200, 0x32FF),
    "CJK compatibility": (0x3300, 0x33FF),
    "CJK extension A": (0x3400, 0x4DBF),
    "CJK": (0x4E00, 0x9FFF),
    "Hangul": (0xAC00, 0xD7A3),
    "private use": (0xE000, 0xF8FF),
    "CJK compatibility ideographs": (0xF900, 0xFAFF),
    "Arabic presentation forms": (0xFB50, 0xFDFF),
    "half and full width": (0xFF00, 0xFFEF),
    "mathematical letters": (0x1D400, 0x1D7FF),
    "emoji at random": (0x1F300, 0x1FAFF),
    "CJK extension B": (0x20000, 0x2A6DF),
    "tags and selectors": (0xE0000, 0xE01EF),
    "ASCII": (0x20, 0x7E),
    "basic plane": (0x20, 0xD7FF),
    "Japanese": (0x3041, 0x9FFF),
}

PATTERNS: dict[str, Pattern] = {
    **{name: _repeated(unit) for name, unit in _UNITS.items()},
    **{f"random: {name}": _random(*bounds) for name, bounds in _BLOCKS.items()},
    "different katakana words": _different("カ{}キ"),
    "different unknown tags": _different("<{}> "),
    "different components": _different("<A{}>\n"),
    "different words": _different("{} "),
    "different links": _different("[語]({}) "),
    "different definitions": _different("[{}]: /a\n\n"),
    "different footnotes": _different("[^{}]: 注\n\n"),
    "different headings": _different("## {}\n\n"),
    "table of ten columns": _wide_table(10),
    "table of 10,000 columns": _wide_table(10_000),
    "one table, ever wider": _one_wide_table,
    "one table, ever longer": _long_table,
    "nested lists": _nested_list,
    "nested quotes": _nested_quotes,
    "growing backticks": _growing_backticks,
    "one line": _one_line_of("東京の会社は5億円で製品を発表した。\n"),
}
"""What each pattern is called, and its text of a length."""


def pattern_texts(length: int) -> Iterator[tuple[str, str]]:
    """Yield the name of each pattern and its text of some length."""
    for name, pattern in PATTERNS.items():
        yield name, pattern(length)
