import pytest

from kijiyomi.errors import InputError
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
