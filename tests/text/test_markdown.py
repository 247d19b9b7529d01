import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.article import Article
from kijiyomi.text.markdown import read_passage, read_passage_batch

P, H, L, C = "paragraph", "heading", "list_item", "table_cell"

READABLE = [
    (
        "# 春の新製品\n\n**軽さ**と*速さ*、~~値段~~を比べる。",
        [(H, "春の新製品"), (P, "軽さと速さ、値段を比べる。")],
    ),
    ('[公式発表](https://example.jp/a_(b) "題")による', [(P, "公式発表による")]),
    ("[仕様][s]を読む。\n\n[s]: https://example.jp/spec", [(P, "仕様を読む。")]),
    (
        "| 品名 | 値段 |\n|---|---:|\n| 甲\\|乙 | 3万円 |",
        [(C, "品名"), (C, "値段"), (C, "甲|乙"), (C, "3万円")],
    ),
    ("- 朝\n  - 昼\n- [x] 夜\n1. 深夜", [(L, "朝"), (L, "昼"), (L, "夜"), (L, "深夜")]),
    ("> 引用の一行目\n> 二行目", [(P, "引用の一行目\n二行目")]),
    ("行の終わり  \n次の行\\\n最後", [(P, "行の終わり\n次の行\n最後")]),
    ("**「太い括弧」**は&amp;と＆", [(P, "「太い括弧」は&と＆")]),
    ("題\n===\n\n副題\n---\n\n本文", [(H, "題"), (H, "副題"), (P, "本文")]),
    ("##詰めた見出し\n\n#　全角の見出し", [(H, "詰めた見出し"), (H, "全角の見出し")]),
    ("```sh\nmake all\n```\n\n`make`を使う", [(P, "makeを使う")]),
    ('<div class="x"><p>段落</p><script>alert(1)</script></div>', [(P, "段落")]),
    ("前<br>後<!-- 見えない -->", [(P, "前\n後")]),
    ("<details><summary>要約</summary>\n\n中身\n\n</details>", [(P, "要約"), (P, "中身")]),
    ("{% include ad.html %}本文{{ site.name }}です。\n{: .note}", [(P, "本文です。")]),
    ("{% raw %}{{ 残る }}{% endraw %}", [(P, "{{ 残る }}")]),
    (":::message alert\n気をつけて\n:::\n\n@[card](https://example.jp)", [(P, "気をつけて")]),
    ('{{< figure src="a.png" >}}写真の{{% b %}}下{{% /b %}}', [(P, "写真の下")]),
    ("脚注[^n]つき。\n\n[^n]: 注の文。", [(P, "脚注つき。"), (P, "注の文。")]),
    ("https://example.jp/top\n\n詳細はhttps://example.jp/x にある", [(P, "詳細は にある")]),
    ("詳細https://example.jp/&bne;は=と線", [(P, "詳細\u20e5は=と線")]),  # the reference is two characters
    ("`https://example.jp/x`を開く", [(P, "https://example.jp/xを開く")]),
    ("$$\nE=mc^2\n$$\n\n$5から$10になった", [(P, "$5から$10になった")]),
    ("AT&T は R&D を 1 < 2 * 3 と書く_1_", [(P, "AT&T は R&D を 1 < 2 * 3 と書く_1_")]),
    ("\ufeff# 題\r\n\r\n一行目\r\n二行目", [(H, "題"), (P, "一行目\n二行目")]),
    (
        "![図](a.png){width=49%}の![](b){ .x }説明\n\n## 題 {#id}\n\n段落 {.lead}",
        [(P, "の説明"), (H, "題"), (P, "段落")],
    ),
    ("[語](u){target=_blank}と`a`{.py}、集合{x=1}と{a=b}", [(P, "語とa、集合{x=1}と{a=b}")]),
    ("[下線]{.underline}と[**太字**]{#a}と[注]{x}", [(P, "下線と太字と[注]{x}")]),
    ('## 題 {class="a b"}\n\n段落\n{width=50%}', [(H, "題"), (P, "段落")]),
    ("![図](a.png =250x)\n*説明*", [(P, "説明")]),
    (
        "|甲|乙|\n|丙|**丁**\\|戊|\n{: .wide}\n\n|己|庚|",
        [(C, t) for t in ("甲", "乙", "丙", "丁|戊", "己", "庚")],
    ),
    ("|---|---|\n|甲|乙|\n|===|===|\n|丙|丁|", [(C, t) for t in "甲乙丙丁"]),
    ("> |甲|乙|", [(C, "甲"), (C, "乙")]),
    ("|x|\n\n|x| = |y|\n\n||甲||", [(P, "|x|"), (P, "|x| = |y|"), (P, "||甲||")]),
    ("|甲|乙|\n続く文", [(P, "|甲|乙|\n続く文")]),
    ("文\n|甲|乙|", [(P, "文\n|甲|乙|")]),
    ("", []),
    (" \n\t\n", []),
]


@pytest.mark.parametrize(("source", "blocks"), READABLE)
def test_readable_blocks(source, blocks):
    passage = read_passage(Article(source))
    assert [(b.kind, passage.text[b.start : b.end]) for b in passage.blocks] == blocks


@pytest.mark.parametrize(("source", "_"), READABLE)
def test_every_character_has_its_source_offsets(source, _):
    check_alignment(source)


def check_alignment(source):
    aligned = read_passage(Article(source)).aligned
    starts, ends = aligned.starts, aligned.ends
    assert len(starts) == len(ends) == len(aligned.text)
    if not aligned.text:
        return
    assert (np.diff(starts) >= 0).all()
    assert (np.diff(ends) >= 0).all()
    assert starts[0] >= 0
    assert ends[-1] <= len(source)
    for character, start, end in zip(aligned.text, starts.tolist(), ends.tolist(), strict=True):
        if (
            character != "\n" and end - start == 1 and source[start] != "#"
        ):  # [[note#heading]] reads note > heading
            assert source[start] == character


DIALECTS = [
    "[[",
    "==",
    "%%",
    ":tada:",
    "<A",
    "/>",
    "{/*",
    "*/}",
    "\nimport a from 'a'\n",
    "\nexport const a = {",
    "|か}",
]
MARKUP = st.lists(
    st.sampled_from(
        [
            *"あ漢カA1 。「」*_`~[]()!<>&#-|:{}%\\$\n\t\r\"'=+.^@/\ufeff\x00\ud800👩\u200d\u3099ｶﾞ㈱《》｜",
            *DIALECTS,
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKUP)
def test_no_text_breaks_the_reader_or_its_offsets(source):
    check_alignment(source)


@pytest.mark.parametrize("fraction", ["1/2", "-3/4", "35/239"])
def test_the_marks_of_a_formula_are_outside_its_fraction(fraction):
    source = f"傾きは${fraction}$です"
    passage = read_passage(Article(source))
    shown = fraction.replace("/", "\N{FRACTION SLASH}")
    start = passage.text.index(shown)
    first, last = passage.aligned.span(start, start + len(shown))
    assert source[first:last] == fraction


def test_what_is_taken_out_is_counted():
    passage = read_passage(
        Article("![図](a.png)<img src=b.png>\n\n```\nab c\n```\n\n{% highlight py %}de{% endhighlight %}")
    )
    assert passage.images == 2
    assert passage.code_lines == (1, 1)
    assert passage.text == ""


def test_plain_text_is_taken_literally():
    passage = read_passage(Article("# 見出しではない\n\n*星*と<b>", markup="plain"))
    assert passage.text == "# 見出しではない\n*星*と<b>"


def test_a_comment_that_never_closes_loses_nothing_and_is_reported():
    passage = read_passage(Article("前の段落\n\n<!-- 閉じ忘れ\n\n後の段落"))
    assert "後の段落" in passage.text
    assert "never closed" in passage.warnings[0]


@pytest.mark.parametrize(
    "source",
    [
        "> " * 5000 + "深い",
        "[" * 20000,
        "*あ_" * 10000,
        "`" * 20001,
        "<a " * 10000,
        "|" * 20000,
        "- " * 3000,
        "本文。" * 300_000,
        "<branch> " * 10000,
        "</branch> " * 10000,
        "語<script>" * 10000,
        "<ruby>漢字<rt>" * 10000,
        "{{ a }}" * 30000,
        "[[語|" * 20000,
        "==語" * 20000,
        "%%語\n" * 20000,
        "{/* " * 20000,
        "<A />\n" + "{'a" * 20000,
        "<A />\n" + "{`" * 20000,
        "export const a = [\n\n" * 5000,
        "import { a\n" * 10000,
        '<A b="' * 20000,
        "<A>\n" * 20000,
        "漢《" * 20000,
        "{漢|" * 20000,
        ":a" * 30000,
        "|甲" * 30000,
        "|甲|乙|\n" * 10000,
    ],
    ids=[
        "quotes",
        "brackets",
        "emphasis",
        "ticks",
        "tags",
        "pipes",
        "lists",
        "one-long-line",
        "unknown-tags",
        "unknown-closing-tags",
        "scripts",
        "readings",
        "values",
        "wiki-links",
        "marks",
        "comments",
        "mdx-comments",
        "strings",
        "template-literals",
        "exports",
        "imports",
        "attributes",
        "components",
        "ruby",
        "braces",
        "colons",
        "cells",
        "rows",
    ],
)
def test_hostile_text_neither_hangs_nor_breaks(source):
    check_alignment(source)


def test_articles_read_together_are_read_as_each_alone():
    texts = [
        "# 題\r\n\r\n**強調**とＡ＆Ｂ &amp; C",
        "",
        "ｶﾞ行の㌔",
        "\ufeff一\n\n二 \n",
        "普通の文。",
        "か\u3099\ud800",
    ]
    articles = [Article(text, markup=markup) for text in texts for markup in ("markdown", "plain")]
    for article, together in zip(articles, read_passage_batch(articles), strict=True):
        alone = read_passage(article)
        for one, other in ((alone.aligned, together.aligned), (alone.normalised, together.normalised)):
            assert (one.text, one.starts.tolist(), one.ends.tolist()) == (
                other.text,
                other.starts.tolist(),
                other.ends.tolist(),
            )
        assert alone[2:] == together[2:]
