import pytest

from kijiyomi.article import Article
from kijiyomi.text.markdown import read_passage
from kijiyomi.text.masks import MarkupSource
from kijiyomi.text.mdx import is_mdx


def read(source, path="post.mdx"):
    return read_passage(Article(source, path=path)).text


@pytest.mark.parametrize(
    "source",
    [
        "import Chart from '../components/chart'\n\n本文",
        'import {\n  a,\n  b,\n} from "c";\n\n本文',
        "import './style.css'\n\n本文",
        "前の段落\n\nexport const answer = 42\n\n本文",
        "export default function Layout({ children }) {\n  return children\n}\n\n本文",
        '本文\n\n<Callout kind="info">\n\n注意\n\n</Callout>',
        "<Steps>\n本文\n</Steps>",
        "<Foo.Bar />\n\n本文",
        "本文{/* 消す */}",
    ],
)
def test_mdx_is_recognised_by_what_it_holds(source):
    assert is_mdx(MarkupSource(source))


@pytest.mark.parametrize(
    "source",
    [
        "import は読み込む命令である。\n\nexport する。",
        "import numpy as np\n\n本文",
        "```js\nimport a from 'a'\n```\n\n本文",
        "コードは次のとおり\nimport a from 'a'\n\n本文",
        "export PATH=$PATH:/opt\n\n本文",
        "export default の意味",
        "`{/* 注釈 */}`と書く",
        "<Button>\n\nというタグを書く",
        "<Name> さんへ",
        "<div>\n本文\n</div>",
        "{a}と{b}",
    ],
)
def test_anything_else_is_no_mdx(source):
    assert not is_mdx(MarkupSource(source))
    assert is_mdx(MarkupSource(source), "post.MDX")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("import A from 'a'\nimport B from 'b'\n\n# 題\n\n本文", "題\n本文"),
        ("export const meta = {\n  a: '}',\n\n  b: [1],\n}\n\n本文", "本文"),
        ("export const f = () =>\n  g()\n    .h()\n\n本文", "本文"),
        ("export const a = [\n\n閉じない本文", "閉じない本文"),
        (
            '<Tabs>\n  <Tab label="一">\n\n    段落と`code`\n\n    ```js\n    let a = {b: 1}\n    ```\n\n  </Tab>\n</Tabs>',
            "段落とcode",
        ),
        (
            "<Tabs\n  items={['一', '二']}\n  onClick={() => {\n    go()\n  }}\n>\n本文**強調**\n</Tabs>",
            "本文強調",
        ),
        ('文に<Kbd>Ctrl</Kbd>と<Icon name="x" />がある。', "文にCtrlとがある。"),
        ("<>\n本文\n</>", "本文"),
        ("<div className=\"a\" style={{color: 'red'}}>\n*本文*\n</div>", "本文"),
        ("合計は{a + b}円{/* ここは消す */}です{'。'}", "合計は円です。"),
        ('{"文字列"}と{`文字`}と{`a${b}`}', "文字列と文字と"),
        ("{\n  items.map(item => <li>{item}</li>)\n}\n\n本文", "本文"),
        ("\\{波括弧\\}と`{x}`と$\\frac{a}{b}$", "{波括弧}と{x}と"),
        ("閉じない{括弧", "閉じない{括弧"),
        ("a < b と a <b", "a < b と a <b"),
        ("    字下げは本文", "字下げは本文"),
    ],
)
def test_text_stays_and_code_goes(source, text):
    assert read(source) == text


def test_code_and_images_are_counted():
    passage = read_passage(Article("<Image src={a} />\n\n<Box>\n```js\na\nb\n```\n</Box>", path="a.mdx"))
    assert (passage.text, passage.images, passage.code_lines) == ("", 1, (2,))


def test_expressions_are_text_where_a_post_is_no_mdx():
    assert read("前の{式}と<Kbd>K</Kbd>", path="post.md") == "前の{式}とK"
