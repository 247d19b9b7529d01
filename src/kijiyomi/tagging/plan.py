"""What is to be written into a post, decided from its front matter, its analysis and its archive.

記事のフロントマター、解析結果、アーカイブから、何を書き込むかを決める。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import (
    Field,
    FrontMatterValue,
    Metadata,
    categories_of,
    key_to_write,
    keywords_of,
    subjects_of,
    tags_of,
    value_of,
    with_changes,
)
from kijiyomi.records.analysis import Analysis
from kijiyomi.text.fold import fold_width_and_case

Mode = Literal["fill", "add", "replace"]
TaggingPlan: TypeAlias = Mapping[Field, Mode]

MODES: tuple[Mode, ...] = get_args(Mode)
_MODES_OF_ONE_VALUE: tuple[Mode, ...] = ("fill", "replace")
_EMPTY: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class TaggableField:
    """A field that can be written into posts.

    記事に書き込める項目。

    Attributes:
        value: Takes its value from an analysis.
        labels: Reads the labels that a post has of it; ``None`` for a field of one value.
        default: Its mode when no field is asked for; ``None`` leaves it out then.
        needs_own_model: Whether a default counts only with a model that was trained for the archive.
    """

    value: Callable[[Analysis], FrontMatterValue]
    labels: Callable[[Metadata], tuple[str, ...]] | None = None
    default: Mode | None = "fill"
    needs_own_model: bool = False

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that make sense: only to a list something can be added.

        この項目で使える方法。足せるのはリストだけ。
        """
        return MODES if self.labels else _MODES_OF_ONE_VALUE


FIELDS: Mapping[Field, TaggableField] = {
    "reading_time": TaggableField(lambda analysis: analysis.reading_time.minutes),
    "tags": TaggableField(lambda analysis: [tag.label for tag in analysis.tags], tags_of),
    "categories": TaggableField(
        lambda analysis: [category.label for category in analysis.categories[:1]],
        categories_of,
        needs_own_model=True,
    ),
    "excerpt": TaggableField(lambda analysis: analysis.excerpt),
    "keywords": TaggableField(
        lambda analysis: [keyword.text for keyword in analysis.keywords], keywords_of, default=None
    ),
    "subjects": TaggableField(
        lambda analysis: [subject.label for subject in analysis.subjects], subjects_of, default=None
    ),
}


def default_plan(*, own_model: bool) -> TaggingPlan:
    """Return what is written when no field is asked for.

    項目を指定しないときに何を書き込むかを返す。

    Args:
        own_model: Whether the model was trained for the archive. The categories of the one that ships with
            kijiyomi are those of the blog it was trained on, and no other's.
    """
    return {
        name: field.default
        for name, field in FIELDS.items()
        if field.default and (own_model or not field.needs_own_model)
    }


DEFAULT_PLAN: TaggingPlan = default_plan(own_model=False)


def parse_plan(given: Iterable[str], *, own_model: bool = False) -> TaggingPlan:
    """Return the plan that ``FIELD=MODE`` arguments ask for; the default one for none.

    `FIELD=MODE`の引数から、何をどう書き込むかを返す。引数がなければ標準のもの。

    Args:
        given: The arguments.
        own_model: As for :func:`default_plan`.

    Raises:
        InputError: If one is none of the fields, modes or their sensible pairs.
    """
    plan: dict[Field, Mode] = {}
    for argument in given:
        written, _, mode = argument.partition("=")
        name = next((field for field in FIELDS if field == written), None)
        if name is None or mode not in MODES:
            raise InputError(
                f"{argument!r}: write FIELD=MODE; fields: {', '.join(FIELDS)}; modes: {', '.join(MODES)}"
            )
        modes = FIELDS[name].modes
        if mode not in modes:
            raise InputError(f"{argument!r}: {name} is no list; use {' or '.join(modes)}")
        plan[name] = mode
    return plan or default_plan(own_model=own_model)


class Spellings:
    """How the posts of an archive spell their labels: the same but for case and width, one is used most.

    アーカイブの記事でのラベルの書き方。大文字・小文字や全角・半角の違いは、多い方に合わせる。

    Args:
        posts: The front matter of the posts.
    """

    def __init__(self, posts: Iterable[Metadata] = ()) -> None:
        counts = {name: Counter[str]() for name, field in FIELDS.items() if field.labels}
        for metadata in posts:
            for name, count in counts.items():
                count.update(_labels(name, metadata))
        self._usual = {
            name: _by_fold(label for label, _ in count.most_common()) for name, count in counts.items()
        }

    def of(self, name: Field, found: Iterable[str], own: Iterable[str]) -> list[str]:
        """Return labels as the post itself spells them, else as the archive does, none twice.

        ラベルを、その記事の書き方で、なければアーカイブの書き方で、重複なく返す。

        Args:
            name: The field.
            found: The labels.
            own: Those that the post has.
        """
        known = {**self._usual[name], **_by_fold(own)}
        return list(dict.fromkeys(known.get(folded, label) for folded, label in _by_fold(found).items()))


def _by_fold(labels: Iterable[str]) -> dict[str, str]:
    """Return the first of those labels that differ in case and width only."""
    first: dict[str, str] = {}
    for label in labels:
        first.setdefault(fold_width_and_case(label), label)
    return first


def _labels(name: Field, metadata: Metadata) -> tuple[str, ...]:
    read = FIELDS[name].labels
    return read(metadata) if read else ()


def wanted_changes(
    metadata: Metadata, analysis: Analysis, plan: TaggingPlan, spellings: Spellings
) -> dict[str, FrontMatterValue]:
    """Return the keys to be written and their values, only those that differ from what the post has.

    書き込むキーと値を返す。記事に今ある値と違うものだけを含む。

    Args:
        metadata: The post's front matter.
        analysis: What was read in it.
        plan: What is to be written.
        spellings: How the archive spells labels.
    """
    changes: dict[str, FrontMatterValue] = {}
    if not analysis.characters:
        return changes
    for name, mode in plan.items():
        key = key_to_write(metadata, name)
        current, found = value_of(metadata, key), FIELDS[name].value(analysis)
        if isinstance(found, list):
            found = spellings.of(name, found, own=_labels(name, metadata))
        if mode == "fill" and not _is_empty(name, key, current):
            continue
        if mode == "add":
            found = _added(name, key, metadata, found if isinstance(found, list) else [found])
        elif isinstance(current, str) and current and isinstance(found, list) and len(found) == 1:
            # Where one category stands as a word, one stands as a word again.
            found = found[0]
        if found not in _EMPTY and found != current:
            changes[key] = found
    return changes


def _is_empty(name: Field, key: str, current: object) -> bool:
    """Return whether a value says nothing; ``['']`` is what Qiita's client puts into a new post."""
    return current in _EMPTY or (isinstance(current, list) and not _labels_of_key(name, key, current))


def _added(name: Field, key: str, metadata: Metadata, found: list[Any]) -> list[Any]:
    """Return what a key holds with the labels added that the post has under no key and in no spelling."""
    current, known = value_of(metadata, key), set(map(fold_width_and_case, _labels(name, metadata)))
    new = [label for label in found if fold_width_and_case(label) not in known]
    if not new:
        return []
    if isinstance(current, list) and not _is_empty(name, key, current):
        return [*current, *new]
    return [*_labels_of_key(name, key, current), *new]


def _labels_of_key(name: Field, key: str, value: object) -> tuple[str, ...]:
    return _labels(name, with_changes({}, {key: value}))
