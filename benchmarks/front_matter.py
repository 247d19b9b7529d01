"""Front matter of site generators in many forms: is it read as meant, is anything damaged on writing?

    python -m benchmarks.front_matter [--node-modules FOLDER]

Each generator's posts come in 20 variants of line ends, marks, quotes, comments, lists and mistakes. A post
is read; then tags and a reading time are written into it. It passes where title, tags and body are what the
author wrote and, after writing, every other character is where it was; or where it is left alone and the
reason is said. Beside it stand, as far as they are installed:

    python -m pip install --target FOLDER python-frontmatter toml   # and FOLDER on PYTHONPATH
    npm install --prefix FOLDER gray-matter hexo-front-matter       # and --node-modules FOLDER/node_modules
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.front_matter_posts import GENERATORS, Case, cases
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.articles import article_of_post
from kijiyomi.frontmatter.edit import with_values
from kijiyomi.frontmatter.keys import tags_of, title_of
from kijiyomi.frontmatter.parse import split_front_matter

MINUTES = 3
# Lines that hold tags, which alone may be other ones afterwards.
_TAG_LINE = re.compile(r"\s*(?:\"?(?:tags|topics)\"?\s*[:=]|-\s*|[\"']?(?:月|星|007|12:30)|\])")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case.

    Attributes:
        is_read: Whether title, tags and body are what the author wrote, and nothing is where nothing is read.
        is_written: Whether it was changed, and nothing but the values asked for.
        is_left_alone: Whether it was left as it is with a reason.
    """

    is_read: bool
    is_written: bool
    is_left_alone: bool = False


def own_result(case: Case) -> Result:
    """Return what kijiyomi makes of a case."""
    article = article_of_post(case.text)
    body_is_right = article.text == case.body
    if case.is_read:
        is_read = _reads(case, article.title, tags_of(article.metadata)) and body_is_right
        is_read = is_read and not article.warnings
    else:
        is_read = body_is_right and bool(article.warnings)
    changes = {case.generator.tags: case.new_tags, "reading_time": MINUTES}
    try:
        written = with_values(split_front_matter(case.text, strict=True), changes)
    except InputError as error:
        return Result(is_read, False, bool(str(error)))
    after = split_front_matter(written, strict=True)
    is_right = (
        title_of(after.metadata) == case.variant.title and list(tags_of(after.metadata)) == case.new_tags
    )
    return Result(is_read, is_right and only_tags_changed(case.text, written))


def _reads(case: Case, title: object, tags: Iterable[object]) -> bool:
    return title == case.variant.title and tuple(tags) == case.variant.tags


def only_tags_changed(before: str, after: str) -> bool:
    """Return whether every line that holds no tags is still there, in order, with its line end."""
    following = iter(after.splitlines(keepends=True))
    for line in before.splitlines(keepends=True):
        with_comma = re.sub(r"(?=\s*\Z)", ",", line, count=1)
        allowed = {line, with_comma} if line.strip() != "---" else {line}
        if not _TAG_LINE.match(line) and not any(other in allowed for other in following):
            return False
    return True


def peer_result(case: Case, found: Mapping[str, Any]) -> Result:
    """Return what became of a case with another library: data, content and the post written, or an error."""
    if "error" in found:
        return Result(False, False)
    data = found["data"]
    table, _, key = case.generator.tags.rpartition(".")
    tags = (data.get(table) or {} if table else data).get(key) or ()
    content = str(found["content"])
    is_read = case.is_read and _reads(case, data.get("title"), tags) and content.strip() == case.body.strip()
    return Result(is_read, is_read and only_tags_changed(case.text, found["written"]))


def python_frontmatter(posts: Sequence[Case]) -> list[Mapping[str, Any]] | None:
    """Return what python-frontmatter makes of the posts, ``None`` where it is not installed."""
    if importlib.util.find_spec("frontmatter") is None:
        return None
    import frontmatter

    def found(case: Case) -> Mapping[str, Any]:
        try:
            post = frontmatter.loads(case.text)
            data = dict(post.metadata)
            _set(post.metadata, case.generator.tags, case.new_tags)
            post.metadata["reading_time"] = MINUTES
            return {"data": data, "content": post.content, "written": frontmatter.dumps(post)}
        except Exception as error:  # whatever it raises, the post is not read
            return {"error": str(error)}

    return list(map(found, posts))


def _set(metadata: dict[str, Any], key: str, value: object) -> None:
    table, _, name = key.rpartition(".")
    (metadata.setdefault(table, {}) if table else metadata)[name] = value


def npm_packages(posts: Sequence[Case], node_modules: str | None) -> dict[str, list[Mapping[str, Any]]]:
    """Return what the libraries of npm make of the posts, none where they are not given."""
    node = shutil.which("node")
    if node is None or node_modules is None:
        return {}
    asked = [{"text": c.text, "key": c.generator.tags, "tags": c.new_tags} for c in posts]
    script = Path(__file__).with_name("front_matter_peers.js")
    done = subprocess.run(
        [node, str(script)],
        input=json.dumps({"posts": asked, "minutes": MINUTES}),
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "NODE_PATH": str(Path(node_modules).absolute())},
    )
    found: dict[str, list[Mapping[str, Any]]] = json.loads(done.stdout)
    return found


def rows(posts: Sequence[Case], node_modules: str | None) -> Iterator[list[str]]:
    """Yield the lines of the table, the heading first."""
    own = list(map(own_result, posts))
    others = npm_packages(posts, node_modules)
    if (python := python_frontmatter(posts)) is not None:
        others = {"python-frontmatter": python, **others}
    peers = {
        name: [peer_result(*pair) for pair in zip(posts, found, strict=True)]
        for name, found in others.items()
    }
    yield ["generator", "read", "written", "left alone", "damaged"] + [
        f"{name}: read, written" for name in peers
    ]
    for name in [generator.name for generator in GENERATORS] + ["all"]:
        chosen = [n for n, case in enumerate(posts) if name in (case.generator.name, "all")]
        mine = [own[n] for n in chosen]
        damaged = sum(not (one.is_written or one.is_left_alone) for one in mine)
        counts = [
            f"{sum(one.is_read for one in mine)} of {len(mine)}",
            str(sum(one.is_written for one in mine)),
            str(sum(one.is_left_alone for one in mine)),
            str(damaged),
        ]
        theirs = [
            f"{sum(found[n].is_read for n in chosen)}, {sum(found[n].is_written for n in chosen)}"
            for found in peers.values()
        ]
        yield [name, *counts, *theirs]


def main() -> None:
    """Print the table, and each post that does not pass."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--node-modules", metavar="FOLDER", help="Where gray-matter and hexo-front-matter are."
    )
    posts = list(cases())
    table = list(rows(posts, parser.parse_args().node_modules))
    for number, cells in enumerate(table):
        print(f"| {' | '.join(cells)} |")
        if number == 0:
            print("|---|" + "---:|" * (len(cells) - 1))
    for case in posts:
        result = own_result(case)
        if not result.is_read or not (result.is_written or result.is_left_alone):
            print(f"\n{case.generator.name}, {case.variant.name}: {result}\n{case.text}")


if __name__ == "__main__":
    main()
