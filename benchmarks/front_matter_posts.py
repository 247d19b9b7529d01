"""Posts of site generators for the benchmark of front matter: 14 forms, each in 20 variants."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

BODY = "月は東に、日は西に。\n\n本文の二段落目。\n"
TAGS = ("月", "星")
ADDED = "海"


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to write a post.

    Attributes:
        name: What is special about it.
        title: The headline.
        tags: The tags.
        layout: How the tags are laid out: ``flow``, ``lines``, ``indented``, ``blank`` (no value), ``none``.
        quote: What strings are quoted with where they need not be.
        comments: Whether there are comments; further spaces in JSON.
        lines: Whether there is a value of several lines.
        blanks: What stands behind the fences.
        above: What stands above all.
        end: The line end.
        body: The text.
        mistake: Whether a key is mistyped.
    """

    name: str
    title: str = "春の記事"
    tags: tuple[str, ...] = TAGS
    layout: str = "flow"
    quote: str = ""
    comments: bool = False
    lines: bool = False
    blanks: str = ""
    above: str = ""
    end: str = "\n"
    body: str = BODY
    mistake: bool = False


VARIANTS = (
    Variant("plain"),
    Variant("CRLF", end="\r\n"),
    Variant("byte order mark", above="\ufeff"),
    Variant("byte order mark, CRLF", above="\ufeff", end="\r\n", layout="lines"),
    Variant("single quotes", quote="'"),
    Variant("double quotes", quote='"'),
    Variant("comments", comments=True),
    Variant("a tag a line", layout="lines"),
    Variant("indented, quoted, commented tags", layout="indented", quote="'", comments=True),
    Variant("empty list", tags=()),
    Variant("empty value", tags=(), layout="blank"),
    Variant("no tags", tags=(), layout="none"),
    Variant("colon, number sign and quote in the title", title="春: #1 の「it's」", quote='"'),
    Variant("the title no", title="no"),
    Variant("the title 012, tags that look like numbers", title="012", tags=("007", "12:30")),
    Variant("a value of several lines", lines=True),
    Variant("blanks behind the fences", blanks="  "),
    Variant("a body that begins with a rule", body=f"---\n\n{BODY}---\n"),
    Variant("blank lines above", above="\n\n"),
    Variant("a mistyped key", mistake=True),
)


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator's posts.

    Attributes:
        name: The generator, and its form where it has several.
        write: Writes a post.
        tags: The key of its tags.
        others: Further keys and values its posts have.
        is_read_below_blank_lines: Whether blank lines may stand above.
        has_dates: Whether the posts have a date.
    """

    name: str
    write: Callable[[Variant, Mapping[str, Any], str], str]
    tags: str = "tags"
    others: Mapping[str, Any] = field(default_factory=dict)
    is_read_below_blank_lines: bool = False

    def post(self, variant: Variant) -> str:
        """Return a post."""
        return (variant.above + self.write(variant, self.others, self.tags) + variant.body).replace(
            "\n", variant.end
        )


def _yaml(variant: Variant, others: Mapping[str, Any], tags: str) -> str:
    colon = "：" if variant.mistake else ": "
    comment = "  # 注" if variant.comments else ""
    lines = ["# 覚え書き"] if variant.comments else []
    lines.append(f"title{colon}{_yaml_text(variant.title, variant.quote)}{comment}")
    lines += [f"{key}: {_plain_yaml(value)}" for key, value in others.items()]
    lines += [f"{line}" for line in _yaml_tags(variant, tags)]
    if variant.lines:
        lines += ["note: |", "  一行目", "", "  二行目: x"]
    return "".join(f"{line}\n" for line in lines)


def _yaml_text(text: str, quote: str) -> str:
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False) if quote else text


def _plain_yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


def _yaml_tags(variant: Variant, key: str) -> Iterator[str]:
    if variant.layout == "none":
        return
    tags = [_yaml_text(tag, variant.quote) for tag in variant.tags]
    comment = "  # 札" if variant.comments else ""
    if variant.layout == "blank":
        yield f"{key}:"
    elif variant.layout == "flow":
        yield f"{key}: [{', '.join(tags)}]{comment}"
    else:
        yield f"{key}:{comment}"
        indent = "    " if variant.layout == "indented" else ""
        yield from (f"{indent}- {tag}{comment}" for tag in tags)


def _toml(variant: Variant, others: Mapping[str, Any], tags: str) -> str:
    comment = "  # 注" if variant.comments else ""
    table, _, key = tags.rpartition(".")
    lines = ["# 覚え書き"] if variant.comments else []
    lines.append(f"title = {_toml_text(variant.title, variant.quote)}{comment}")
    if variant.mistake:
        lines[-1] = lines[-1].replace(" = ", " = 「")
    lines += [f"{name} = {_plain_toml(value)}" for name, value in others.items()]
    if variant.lines:
        lines += ["note = '''", "一行目", "[二行目]", "'''"]
    if table and variant.layout != "none":
        lines += ["", f"[{table}]"]
    if variant.layout == "blank":
        lines.append(f'{key} = ""')
    elif variant.layout == "flow":
        written = ", ".join(_toml_text(tag, variant.quote) for tag in variant.tags)
        lines.append(f"{key} = [{written}]{comment}")
    elif variant.layout != "none":
        lines.append(f"{key} = [")
        lines += [f"  {_toml_text(tag, variant.quote)},{comment}" for tag in variant.tags]
        lines.append("]")
    if table:
        lines += ["", "[extra]", "a = 1"]
    return "".join(f"{line}\n" for line in lines)


def _toml_text(text: str, quote: str) -> str:
    return f"'{text}'" if quote == "'" else json.dumps(text, ensure_ascii=False)


def _plain_toml(value: object) -> str:
    return str(value) if re.match(r"\d{4}-", str(value)) else json.dumps(value, ensure_ascii=False)


def _json(variant: Variant, others: Mapping[str, Any], tags: str) -> str:
    members: dict[str, Any] = {"title": variant.title, **others}
    if variant.layout != "none":
        members[tags] = None if variant.layout == "blank" else list(variant.tags)
    if variant.lines:
        members["note"] = "一行目\n二行目"
    indent = {"lines": 2, "indented": 4}.get(variant.layout, 1)
    written = json.dumps(members, ensure_ascii=variant.quote == "'", indent=indent)
    if variant.layout == "flow":
        flow = json.dumps(list(variant.tags), ensure_ascii=variant.quote == "'")
        written = re.sub(r"\[[^\]]*\]", lambda _: flow, written)
    written = written.replace('": ', '"  :   ') if variant.comments else written
    return written.replace("\n}", ",\n}") if variant.mistake else written


def _between(above: str, write: Callable[..., str], below: str) -> Callable[..., str]:
    def post(variant: Variant, others: Mapping[str, Any], tags: str) -> str:
        fences = [f"{fence}{variant.blanks}\n" if fence else "" for fence in (above, below)]
        return fences[0] + write(variant, others, tags) + fences[1]

    return post


def _hugo_json(variant: Variant, others: Mapping[str, Any], tags: str) -> str:
    return f"{_json(variant, others, tags)}{variant.blanks}\n"


def _hexo_json(variant: Variant, others: Mapping[str, Any], tags: str) -> str:
    return _json(variant, others, tags).removeprefix("{\n").removesuffix("}").lstrip(" ")


_DATE = {"date": "2025-06-03"}
_IN_YAML = _between("---", _yaml, "---")
GENERATORS = (
    Generator("Jekyll", _IN_YAML, others={"layout": "post", "date": "2025-06-03 09:00:00 +0900"}),
    Generator("Hugo, YAML", _IN_YAML, others={"date": "2025-06-03T09:00:00+09:00", "draft": False}),
    Generator("Hugo, TOML", _between("+++", _toml, "+++"), others={**_DATE, "draft": False}),
    Generator("Hugo, JSON", _hugo_json, others={**_DATE, "draft": False}),
    Generator("Zenn", _IN_YAML, "topics", {"emoji": "🌕", "type": "tech", "published": True}),
    Generator("Qiita", _IN_YAML, others={"private": False, "updated_at": "''", "id": None, "slide": False}),
    Generator("Hexo, ---", _IN_YAML, others={"date": "2025-06-03 09:00:00"}),
    Generator(
        "Hexo, --- below only", _between("", _yaml, "---"), others=_DATE, is_read_below_blank_lines=True
    ),
    Generator("Hexo, JSON and ;;;", _between(";;;", _hexo_json, ";;;"), others=_DATE),
    Generator("Docusaurus", _IN_YAML, others={"sidebar_position": 3, "slug": "/a"}),
    Generator("Obsidian", _IN_YAML, others={"aliases": ["朔", "望"], "cssclasses": []}),
    Generator("Astro", _IN_YAML, others={"pubDate": "2025-06-03", "heroImage": "../a.png"}),
    Generator("Zola", _between("+++", _toml, "+++"), "taxonomies.tags", _DATE),
    Generator("MkDocs", _IN_YAML, others={"hide": ["toc"]}),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A generator's post in a variant.

    Attributes:
        generator: The generator.
        variant: The variant.
        text: The post.
        is_read: Whether the generator reads its front matter.
    """

    generator: Generator
    variant: Variant
    text: str
    is_read: bool

    @property
    def new_tags(self) -> list[str]:
        """The tags to be written."""
        return [*self.variant.tags, ADDED]

    @property
    def body(self) -> str:
        """The post's text."""
        return self.variant.body.replace("\n", self.variant.end)


def cases() -> Iterator[Case]:
    """Yield every generator's posts."""
    for generator in GENERATORS:
        for variant in VARIANTS:
            below = variant.above == "\n\n" and not generator.is_read_below_blank_lines
            yield Case(generator, variant, generator.post(variant), not (variant.mistake or below))
