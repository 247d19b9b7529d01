"""Posts as bytes: what a change of their front matter would make of them, checked, and written.

記事のファイルをバイト列として扱う。フロントマターの変更を求め、検査し、書き込む。
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kijiyomi.analyzer import Analyzer
from kijiyomi.archive.atomic_file import AtomicFile
from kijiyomi.archive.readers import read_post
from kijiyomi.batching import batches
from kijiyomi.encodings import decode
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit import with_values
from kijiyomi.frontmatter.keys import FrontMatterValue
from kijiyomi.frontmatter.parse import FrontMatter, split_front_matter
from kijiyomi.tagging.plan import Spellings, TaggingPlan, wanted_changes


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be written into a post.

    1本の記事に書き込む内容の案。

    Attributes:
        path: The post, as its archive names it.
        changes: Keys and their new values.
        before: The file's bytes.
        after: The bytes it would have.
        codec: The codec of both.
    """

    path: Path
    changes: Mapping[str, FrontMatterValue]
    before: bytes
    after: bytes
    codec: str

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff, without line ends.

        差分（unified形式）を1行ずつ、改行なしで返す。
        """
        old, new = (raw.decode(self.codec).splitlines() for raw in (self.before, self.after))
        return difflib.unified_diff(old, new, str(self.path), str(self.path), lineterm="", n=1)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A post that is left alone, and why.

    手を付けない記事と、その理由。
    """

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class _OpenedPost:
    path: Path
    raw: bytes
    codec: str
    front: FrontMatter


def propose(
    files: Iterable[Path], root: Path, analyzer: Analyzer, plan: TaggingPlan
) -> Iterator[Proposal | Skipped]:
    """Yield what would change in each post, in order; posts that stay as they are are left out.

    記事ごとの変更の案を順に返す。変わらない記事は含まない。

    Args:
        files: Markdown posts, an archive: labels are written as most of them spell them.
        root: The folder that no link may lead out of.
        analyzer: Reads the posts.
        plan: What is to be written.
    """
    files = list(files)
    opened = (_open(path, root) for path in files)
    spellings = Spellings(post.front.metadata for post in opened if isinstance(post, _OpenedPost))
    for paths in batches(files, lambda path: path.stat().st_size if path.exists() else 0):
        posts = [_open(path, root) for path in paths]
        articles = [read_post(post.path) for post in posts if isinstance(post, _OpenedPost)]
        analyses = iter(analyzer.analyze_batch(articles))
        for post in posts:
            if isinstance(post, Skipped):
                yield post
            elif changes := wanted_changes(post.front.metadata, next(analyses), plan, spellings):
                yield _proposal(post, changes)


def write(proposal: Proposal) -> None:
    """Write a post as proposed, at once or not at all, unless it changed in the meantime.

    案のとおりに書き込む。途中まで書くことはなく、読んだあとに変わった記事には書かない。

    Raises:
        InputError: If it changed, or cannot be written.
    """
    path = proposal.path.resolve()
    if path.read_bytes() != proposal.before:
        raise InputError(f"{proposal.path}: changed since it was read; run this again")
    with AtomicFile(path) as stream:
        stream.write(proposal.after)


def _open(path: Path, root: Path) -> _OpenedPost | Skipped:
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            return Skipped(
                path, f"{path}: is a link that leads out of {root}; tag its target where it stands"
            )
        raw = path.read_bytes()
        text, codec = _decoded(raw, path)
        front = split_front_matter(text, str(path), strict=True)
    except OSError as error:
        return Skipped(path, f"{path}: cannot open: {error.strerror or error}")
    except InputError as error:
        return Skipped(path, str(error) if str(error).startswith(str(path)) else f"{path}: {error}")
    if front.warnings:
        return Skipped(path, f"{path}: {front.warnings[0]}; leave one of them")
    return _OpenedPost(path, raw, codec, front)


def _decoded(raw: bytes, path: Path) -> tuple[str, str]:
    text, codec = decode(raw)
    if codec == "utf-16":
        # Python would write it in this machine's order of bytes.
        codec = "utf-16-be" if raw.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
        text = raw.decode(codec)
    elif codec == "utf-8-sig":
        codec, text = "utf-8", raw.decode("utf-8")
    if text.encode(codec) != raw:
        raise InputError(f"{path}: would not come back from {codec} byte for byte; convert it to UTF-8")
    return text, codec


def _proposal(post: _OpenedPost, changes: Mapping[str, FrontMatterValue]) -> Proposal | Skipped:
    try:
        after = with_values(post.front, changes).encode(post.codec)
    except UnicodeEncodeError as error:
        what = error.object[error.start : error.end]
        return Skipped(post.path, f"{post.path}: {post.codec} has no {what!r}; convert the file to UTF-8")
    except InputError as error:
        return Skipped(post.path, f"{post.path}: its front matter cannot be changed safely: {error}")
    return Proposal(post.path, changes, post.raw, after, post.codec)
