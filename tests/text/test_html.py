import pytest

from kijiyomi.text.html import HtmlReader, is_block_element, is_html_tag, tag_name


def read(source, kind="paragraph"):
    reader = HtmlReader(source, kind)
    found = [(b.kind, b.level, "".join(run.text(source) for run in b.runs).strip()) for b in reader.blocks]
    return [block for block in found if block[2]]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("<p>段落<br>続き</p>", [("paragraph", 0, "段落\n続き")]),
        ("<h2>題</h2>文", [("heading", 2, "題"), ("paragraph", 0, "文")]),
        ("<ul><li>一</li><li>二</li></ul>", [("list_item", 0, "一"), ("list_item", 0, "二")]),
        ("<tr><td>甲</td><th>乙</th></tr>", [("table_cell", 0, "甲"), ("table_cell", 0, "乙")]),
        ("<ruby>漢字<rt>かんじ</rt></ruby>&amp;語", [("paragraph", 0, "漢字&語")]),
        ("前<!-- 隠す -->後<script>x<y</script>", [("paragraph", 0, "前後")]),
        ("前<!-- 閉じない", [("paragraph", 0, "前 閉じない")]),
    ],
)
def test_blocks(source, blocks):
    assert read(source) == blocks


def test_what_is_not_read_is_counted():
    reader = HtmlReader("<img src=a><pre>x <b>y</b>\n</pre></img>", "paragraph")
    assert (reader.images, reader.code_lines) == (1, [1])


def test_tags():
    assert tag_name("</DIV class=x>") == ("div", True)
    assert tag_name("<!-- x -->") == ("", False)
    assert is_block_element("h3")
    assert not is_block_element("span")
    assert is_html_tag("<span>")
    assert is_html_tag("<my-part>")
    assert is_html_tag('<Youtube id="x">')
    assert is_html_tag("<Youtube/>")
    assert not is_html_tag("<branch>")
