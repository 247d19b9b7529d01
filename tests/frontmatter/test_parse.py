import datetime
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.front_matter import WRITERS, written

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit import with_values
from kijiyomi.frontmatter.parse import FrontMatter, split_front_matter

POST = "---\ntitle: 春の記事\ntags: [半導体, 投資]\n---\n本文です。\n"


def test_yaml():
    post = split_front_matter(POST)
    assert post.metadata == {"title": "春の記事", "tags": ["半導体", "投資"]}
    assert (post.body, post.format, post.warnings) == ("本文です。\n", "yaml", ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks(end, mark):
    post = split_front_matter(mark + POST.replace("\n", end))
    assert post.metadata["title"] == "春の記事"
    assert post.body == f"本文です。{end}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本文だけ",
        "---\n\n区切り線のあとの本文\n\n---\n続き",
        "--- 横線ではない\n",
        "{% raw %}\n",
        "{ 集合 }",
    ],
)
def test_bodies_without_front_matter_stay_whole(text):
    assert split_front_matter(text) == FrontMatter({}, text)


def test_malformed_yaml_keeps_every_readable_key_and_says_what_is_wrong():
    post = split_front_matter(
        "---\ntitle: AI: 現在と未来\ntags: [a, b]\nreading_time: 8\n---\n本文", "post.md"
    )
    assert post.metadata == {"title": "AI: 現在と未来", "tags": ["a", "b"], "reading_time": 8}
    assert post.body == "本文"
    assert len(post.warnings) == 1
    assert post.warnings[0].startswith("post.md: front matter, line 2:")
    assert "quotes" in post.warnings[0]


def test_strict_raises_the_same_message():
    with pytest.raises(InputError, match=r"post\.md: front matter, line 3: .*spaces instead of tabs"):
        split_front_matter("---\na: 1\n\tb: 2\n---\n本文", "post.md", strict=True)


def test_lists_indented_with_tabs_are_read_all_the_same():
    post = split_front_matter("---\ntitle:\t題\ntags:\n\t- 農業\n\t- AI開発\n---\n本文", "post.md")
    assert post.metadata == {"title": "題", "tags": ["農業", "AI開発"]}
    assert len(post.warnings) == 1
    assert post.warnings[0].startswith("post.md: front matter, line 4:")
    assert "spaces instead of tabs" in post.warnings[0]


def test_front_matter_that_never_closes_gives_back_the_body():
    post = split_front_matter("---\ntitle: 題\ndate: 2025-01-01\n\n本文が続く。\n")
    assert post.metadata["title"] == "題"
    assert post.body.strip() == "本文が続く。"
    assert "never closed" in post.warnings[0]


def test_keys_given_twice_are_reported():
    post = split_front_matter("---\ntitle: 一\ntitle: 二\n---\n本文")
    assert post.metadata["title"] == "二"
    assert "'title' more than once" in post.warnings[0]


def test_yaml_cannot_run_code_or_explode():
    code = split_front_matter("---\ntitle: !!python/object/apply:os.system [ls]\n---\n本文")
    assert code.warnings
    assert code.body == "本文"
    levels = "\n".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    bomb = split_front_matter(f"---\na: &a [x, x, x, x, x, x, x, x, x]\n{levels}\n---\n本文")
    assert bomb.warnings
    assert bomb.body == "本文"


DATED = {"date": "2025-01-02 10:00:00 +0900", "title": "題"}
KINDS = {
    "closing line only": ("title: 題\ntags:\n- 月\n---\n本文", {"title": "題", "tags": ["月"]}),
    "closing line only, blank line above": ("\ntitle: 題\n---\n本文", {"title": "題"}),
    "closing line only, of four": ("date: 2025-01-02 10:00:00 +0900\ntitle: 題\n----\n本文", DATED),
    "semicolons": (';;;\n"title": "題",\n"tags": ["月"]\n;;;\n本文', {"title": "題", "tags": ["月"]}),
    "semicolons below only": ('"title": "題"\n;;;;\n本文', {"title": "題"}),
    "JSON between dashes": ('---\n{"title": "題", "tags": ["月"]}\n---\n本文', {"title": "題", "tags": ["月"]}),
    "JSON in lines between dashes": ('---\n{\n  "title": "題"\n}\n---\n本文', {"title": "題"}),
    "flow mapping": ("---\n{ title: 題, tags: [月] }\n---\n本文", {"title": "題", "tags": ["月"]}),
    "language yaml": ("---yaml\ntitle: 題\n---\n本文", {"title": "題"}),
    "language json": ('---json\n{\n  "title": "題"\n}\n---\n本文', {"title": "題"}),
    "language toml": ("---toml\ntitle = '題'\n---\n本文", {"title": "題"}),
    "comment on the fence": ("--- # 注\ntitle: 題\n---\n本文", {"title": "題"}),
    "blanks behind the fences": ("---  \ntitle: 題\n---\t\n本文", {"title": "題"}),
    "dots below": ("---\ntitle: 題\n...\n本文", {"title": "題"}),
    "no line end below": ("---\ntitle: 題\n---", {"title": "題"}),
    "blank line first": ("---\n\ntitle: 題\n\n---\n本文", {"title": "題"}),
    "tabs behind colons": ("---\ntitle:\t題\ntags:\t[月]\n---\n本文", {"title": "題", "tags": ["月"]}),
    "comments alone": ("---\n# 注\n\n---\n本文", {}),
    "nothing": ("---\n---\n本文", {}),
    "a TOML table alone": ("+++\n[extra]\n+++\n本文", {"extra": {}}),
    "a TOML comment alone": ("+++\n# 注\n+++\n本文", {}),
    "an empty JSON object": ("{}\n本文", {}),
    "lines of keys": ("Title: 題\nDate: 2025-01-02\n\n本文", {"Title": "題", "Date": "2025-01-02"}),
    "one line of a key": ("title: 題\n\n本文", {"title": "題"}),
    "lines that go on": ("title: 題\ntags: 月,\n    星\n\n本文", {"title": "題", "tags": "月, 星"}),
    "switch words": ("---\ntitle: no\ntags: [yes, 007, 9:30]\n---\n本文", {"title": "no", "tags": ["yes", "007", "9:30"]}),
}  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_generators_read_is_read(kind, end, mark):
    text, metadata = KINDS[kind]
    post = split_front_matter(mark + text.replace("\n", end), strict=True)
    assert (post.metadata, post.warnings) == (metadata, ())
    assert post.body == ("" if text.endswith("---") else "本文")


ODD = {
    "full-width colons": ("---\ntitle：題\ntags：[月]\n---\n本文", {"title": "題", "tags": ["月"]}),
    "a full-width colon": ("---\ntitle: 題\nlayout: post\ntags：月\n---\n本文", {"title": "題", "layout": "post", "tags": "月"}),
    "a full-width space": ("---\ntitle:　題\nexcerpt: x\n---\n本文", {"title": "題", "excerpt": "x"}),
    "a no-break space": ("---\nlayout: post\ntitle:\xa0題\n---\n本文", {"layout": "post", "title": "題"}),
    "no space": ("---\ntitle:題\ndate:2025-01-02\n---\n本文", {"title": "題", "date": datetime.date(2025, 1, 2)}),
    "no such date": ("---\ntitle: 題\ndate: 2025-02-30\nid: 012\n---\n本文", {"title": "題", "date": "2025-02-30", "id": "012"}),
    "no such time": ("---\ntitle: 題\ndate: 2025-02-03 25:00:00\n---\n本文", {"title": "題", "date": "2025-02-03 25:00:00"}),
    "tabs in front": ("---\ntitle: 題\ntags:\n\t- 月\n---\n本文", {"title": "題", "tags": ["月"]}),
    "mistyped and without the fence above": ("title：題\ntags: [月]\n---\n本文", {"title": "題", "tags": ["月"]}),
    "a comma too many between semicolons": (';;;\n"title": "題",\n;;;\n本文', {}),
    "braces between semicolons": (';;;\n{"title": "題"}\n;;;\n本文', {}),
    "YAML between semicolons": (";;;\ntitle: 題\n;;;\n本文", {}),
    "a comma too many": ('{\n"title": "題",\n}\n本文', {}),
    "a comma too many in one line": ('{"title": "題",}\n本文', {}),
    "no object": ("---json\n[1]\n\"title\": 1\n---\n本文", {}),
    "below blank lines": ("\n\n---\ntitle: 題\n---\n本文", {}),
    "below a comment": ("<!-- 注 -->\n---\ntitle: 題\n---\n本文", {}),
    "in a comment": ("<!--\n+++\ntitle = '題'\n+++\n-->\n本文", {}),
    "indented": ("  ---\ntitle: 題\n---\n本文", {}),
    "all of it indented": (" ---\n title: 題\n ---\n本文", {}),
    "a comment in JSON": ('{\n// 注\n"title": "題"\n}\n本文', {}),
    "a full-width space behind the fence": ("---　\ntitle: 題\n---\n本文", {}),
    "long dashes": ("———\ntitle: 題\n———\n本文", {}),
    "full-width pluses": ("＋＋＋\ntitle = '題'\n＋＋＋\n本文", {}),
    "two dashes": ("--\ntitle: 題\n--\n本文", {}),
    "asterisks": ("***\ntitle: 題\n***\n本文", {}),
    "another language": ("---js\n{ title: '題' }\n---\n本文", {}),
    "below a second mark": ("\ufeff\n---\ntitle: 題\n---\n本文", {}),
}  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", ODD)
def test_what_is_odd_is_said_and_is_no_text(kind, end):
    text, metadata = ODD[kind]
    text = text.replace("\n", end)
    post = split_front_matter(text, "post.md")
    assert (post.metadata, post.body, len(post.warnings)) == (metadata, "本文", 1)
    assert post.opening + post.content + post.closing + post.body == text
    assert re.match(r"post\.md: front matter, line \d+: .+; .+", post.warnings[0])
    with pytest.raises(InputError, match="front matter, line"):
        split_front_matter(text, strict=True)


def test_json_that_never_closes_is_left_in_the_text():
    post = split_front_matter('{"title": "題"\n本文')
    assert (post.metadata, post.body, len(post.warnings)) == ({}, '{"title": "題"\n本文', 1)
    with pytest.raises(InputError, match="never closed"):
        split_front_matter(post.body, strict=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: 題\ntags:　[月]\n---\n", 3),
        ("---\na: 1\nb: 2\nc: 2025-13-01\n---\n", 4),
        ("\n\n---\ntitle: 題\n---\n", 3),
        ('{\n"title": "題",\n}\n', 3),
        ("———\ntitle: 題\n———\n", 1),
    ],
)
def test_a_warning_names_the_line(text, line):
    assert f"front matter, line {line}:" in split_front_matter(text).warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "注意: 本文\n---\n続き",
        "Q: 何ですか。\nA: 月です。\n\n本文",
        "title\n---\n本文",
        "title: 題\n本文です。\n---\n続き",
        "title: 題",
        "title: 題\n",
        "date: 2025\n\n本文",
        "From: a\nDate: 2025\n\n本文",
        "---\n注意：本文\n---\n続き",
        "---\nhttps://example.jp\n---\n続き",
        "---\n「引用：題」\n---\n",
        "---\n# 見出し\n本文\n",
        "\n---\n備考: 本文\n---\n続き",
        "***\n本文\n***\n",
        "***\n\n* a\n",
        "--\n署名\n--\n",
        "===\n本文: x\n===\n",
        "```yaml\n---\ntitle: 題\n---\n```\n",
        "<!-- 注 -->\n本文: x\n---\n",
        '{"a": 1} は JSON です。',
        "{{ page.title }}\n",
        ";;; 注釈\n",
        '"引用": 本文\n;;;\n',
        "+++ 増補 +++\n本文",
        " ---\n 本文\n ---\n",
        "{ // 注\n本文 }\n",
        "+++\n本文\n+++\n",
    ],
)
def test_near_misses_stay_text(text):
    assert split_front_matter(text) == FrontMatter({}, text)
    assert split_front_matter(text, strict=True) == FrontMatter({}, text)


@pytest.mark.parametrize(
    "piece",
    ["-", "---\n", "+", ";;;\n", "title:", "title ", "a" * 50 + " ", " ", "\n", "_", "ー", "<!--", "<!---->", "{", '{"', '"a":', "title: x\n", "[", "---\n[", "title：", "\ufeff", "*"],
)  # fmt: skip
def test_time_grows_with_length_alone(piece):
    text = piece * (400_000 // len(piece))
    started = time.process_time()
    split_front_matter(text)
    split_front_matter(f"---\n{text}")
    assert time.process_time() - started < 4


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\x85"), max_size=12
)
KEYS = st.sampled_from(["title", "tags", "x", "日付", "a b", "layout"])
VALUES = st.one_of(TEXTS, st.integers(-9, 9999), st.booleans(), st.lists(TEXTS, max_size=3))


@given(
    metadata=st.dictionaries(KEYS, VALUES, min_size=1),
    form=st.sampled_from(sorted(WRITERS)),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    body=st.sampled_from(["", "本文", "---\n本文\n---\n", "\n# 見出し\n", "+++\n", "}\n"]),
    tags=st.lists(TEXTS, min_size=1, max_size=3),
    minutes=st.integers(0, 99),
)
def test_what_is_written_is_read_again(metadata, form, end, mark, body, tags, minutes):
    text = mark + written(metadata, form, body).replace("\n", end)
    post = split_front_matter(text, strict=True)
    assert post.opening + post.content + post.closing + post.body == text
    assert (post.body, post.format, post.metadata) == (body.replace("\n", end), form, metadata)
    changed = with_values(post, {"tags": tags, "reading_time": minutes})
    after = split_front_matter(changed, strict=True)
    assert after.metadata == metadata | {"tags": tags, "reading_time": minutes}
    assert (changed[: len(mark)], after.body) == (mark, post.body)
    assert with_values(after, {"tags": tags, "reading_time": minutes}) == changed
