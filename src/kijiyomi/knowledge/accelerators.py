"""The accelerators kijiyomi knows: product lines with their models, checked when read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.data_files import FOLDER, read_toml
from kijiyomi.text.normalise import normalise

_FOLDER = FOLDER / "accelerators"
_CUES = _FOLDER / "cues.toml"

Evidence = Literal["certain", "likely", "context", "vendor", "adjacent"]
"""What a name needs to count: nothing; that nothing in the sentence speaks against it; an accelerator's
words or the vendor in the sentence; the vendor in the sentence; either directly beside it."""

_EVIDENCE: tuple[Evidence, ...] = get_args(Evidence)


@dataclass(frozen=True, slots=True)
class AcceleratorModel:
    """One model of a product line, or the line itself.

    Attributes:
        id: Stable identifier, lower case with hyphens.
        name: Canonical name without the vendor, such as ``GeForce RTX 4090``.
        vendor: Maker's canonical name.
        evidence: What its name needs to count.
        year: Year of announcement; 0 when unknown.
        memory_gb: Memory in gigabytes of the largest usual variant; 0 when unknown or none.
        architecture: Name of its architecture; ``""`` when unknown.
        before: Regular expressions one of which must follow the name, if there are any.
        not_before: Regular expressions that must not follow the name.
    """

    id: str
    name: str
    vendor: str
    evidence: Evidence
    year: int = 0
    memory_gb: float = 0
    architecture: str = ""
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product line: a name that numbers or further names may follow.

    Attributes:
        id: Stable identifier of the line itself.
        name: Canonical name.
        vendor: Maker's canonical name.
        joint: What stands between the name and a number in canonical names.
        forms: Every Latin spelling, canonical name first.
        ja: Japanese spellings.
        ja_evidence: What a Japanese spelling needs to count; the same as Latin ones when ``None``.
        bare: What the name needs to count without a number; ``None`` if it never does.
        bare_forms: Spellings that count without a number and without evidence.
        evidence: What a name with a number needs to count.
        open: Regular expression of numbers beyond those listed; ``""`` for none.
        suffixes: Words that may follow a number as a part of the name.
        against: Regular expressions that rule the line out in a sentence.
        not_before: Regular expressions that must not follow the name.
        itself: The line as a model.
        models: Listed models by what follows the name.
    """

    id: str
    name: str
    vendor: str
    itself: AcceleratorModel
    models: Mapping[str, AcceleratorModel]
    joint: str = " "
    forms: tuple[str, ...] = ()
    ja: tuple[str, ...] = ()
    ja_evidence: Evidence | None = None
    bare: Evidence | None = None
    bare_forms: tuple[str, ...] = ()
    evidence: Evidence = "certain"
    open: str = ""
    suffixes: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vendor:
    """A maker of accelerators.

    Attributes:
        name: Canonical name.
        names: How articles name it, its subsidiaries and whatever else tells its products.
        lines: Its product lines.
    """

    name: str
    names: tuple[str, ...]
    lines: tuple[ProductLine, ...]


@dataclass(frozen=True, slots=True)
class AcceleratorCues:
    """Regular expressions that tell accelerators from other things; see ``accelerators/cues.toml``."""

    subjects: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    others: tuple[str, ...]
    katakana_after: tuple[str, ...]
    separators: str
    not_after: str


_STRINGS = frozenset({"name", "joint", "open", "architecture", "same"})
_LISTS = frozenset({"forms", "ja", "bare_forms", "suffixes", "against", "not_before", "before"})
_LEVELS = frozenset({"bare", "evidence", "ja_evidence"})
_FACTS = frozenset({"year", "memory_gb", "architecture"})
_LINE_FIELDS = (_STRINGS | _LISTS | _LEVELS | _FACTS | {"models"}) - {"same", "before"}
_MODEL_FIELDS = _FACTS | {"evidence", "same", "keep_name", "before", "not_before"}
_PATTERNS = ("open", "against", "not_before", "before")


def read_vendors(path: str | Path) -> tuple[Vendor, ...]:
    """Return the vendors of one TOML file.

    Raises:
        KnowledgeError: If the file is not TOML, an entry has a missing, unknown or mistyped field, or a
            pattern is broken.
    """
    vendors = _vendors(path)
    for line in (line for vendor in vendors for line in vendor.lines):
        parts: tuple[ProductLine | AcceleratorModel, ...] = (line, line.itself, *line.models.values())
        for part in parts:
            for name in _PATTERNS:
                _compile(f"{path}: {line.vendor}, {part.name}", name, getattr(part, name, ()))
    return vendors


def _vendors(path: str | Path) -> tuple[Vendor, ...]:
    content = read_toml(path)
    tables = content.get("vendors", [content])
    return tuple(_vendor(path, table) for table in tables)


def _vendor(path: str | Path, table: Mapping[str, Any]) -> Vendor:
    missing = [name for name in ("vendor", "names", "lines") if name not in table]
    if missing:
        raise KnowledgeError(f"{path}: a vendor lacks {missing}; add them")
    name = table["vendor"]
    place = f"{path}: {name}"
    names = _checked(f"{place}: ", "names", table["names"])
    lines = tuple(_line(f"{place}, {key}", name, line) for key, line in table["lines"].items())
    return Vendor(name, names, _linked(place, lines, table["lines"]))


def _line(place: str, vendor: str, table: Mapping[str, Any]) -> ProductLine:
    values = _fields(place, table, _LINE_FIELDS)
    if "name" not in values:
        raise KnowledgeError(f"{place} has no name; add one")
    name = values.pop("name")
    facts = {key: values.pop(key) for key in _FACTS & set(values)}
    tables = values.pop("models", {})
    # Short heads such as H or MI name other things too; their numbers count unless something speaks against.
    evidence = values.pop("evidence", "likely" if len(name) <= 2 else "certain")
    joint = values.get("joint", " ")
    identifier = _slug(vendor, name)
    itself = AcceleratorModel(identifier, name, vendor, values.get("bare") or "certain", **facts)
    models = {}
    for number, entry in tables.items():
        model = _fields(f"{place} {number}", entry, _MODEL_FIELDS)
        canonical = f"{name}{joint}{number}"
        kept = {key: value for key, value in model.items() if key not in ("same", "keep_name")}
        models[number] = AcceleratorModel(
            _slug(vendor, canonical), canonical, vendor, kept.pop("evidence", evidence), **kept
        )
    forms = (name, *values.pop("forms", ()))
    return ProductLine(identifier, name, vendor, itself, models, forms=forms, evidence=evidence, **values)


def _linked(place: str, lines: tuple[ProductLine, ...], tables: Mapping[str, Any]) -> tuple[ProductLine, ...]:
    """Return the lines with models that are ``same`` as another one bearing its id, name and facts."""

    by_name = {model.name: model for line in lines for model in (line.itself, *line.models.values())}
    linked = []
    for line, table in zip(lines, tables.values(), strict=True):
        models = dict(line.models)
        for number, entry in table.get("models", {}).items():
            if "same" not in entry:
                continue
            if entry["same"] not in by_name:
                raise KnowledgeError(f"{place}, {line.name} {number}: same as unknown {entry['same']!r}")
            own, target = models[number], by_name[entry["same"]]
            name = own.name if entry.get("keep_name") else target.name
            models[number] = replace(target, name=name, evidence=own.evidence)
        linked.append(replace(line, models=models))
    return tuple(linked)


def _fields(place: str, table: object, known: frozenset[str]) -> dict[str, Any]:
    if not isinstance(table, Mapping):
        raise KnowledgeError(f"{place} is no table; write fields of it as key = value")
    if unknown := set(table) - known:
        raise KnowledgeError(f"{place} has unknown fields {sorted(unknown)}; known: {sorted(known)}")
    return {name: _checked(f"{place}: ", name, value) for name, value in table.items()}


def _checked(place: str, name: str, value: object) -> Any:
    if name in _STRINGS and not isinstance(value, str):
        raise KnowledgeError(f"{place}{name} must be a string, got {value!r}")
    if name in _LEVELS and value not in _EVIDENCE:
        raise KnowledgeError(f"{place}{name} must be one of {', '.join(_EVIDENCE)}, got {value!r}")
    if name == "year" and not (isinstance(value, int) and 1990 <= value <= 2100):
        raise KnowledgeError(f"{place}year must be a year, got {value!r}")
    if name == "memory_gb" and not (isinstance(value, int | float) and value > 0):
        raise KnowledgeError(f"{place}memory_gb must be a positive number, got {value!r}")
    if name in _LISTS or name == "names":
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise KnowledgeError(f"{place}{name} must be a list of non-empty strings, got {value!r}")
        return tuple(value)
    return value


def _compile(place: str, name: str, patterns: str | Iterable[str]) -> None:
    for pattern in (patterns,) if isinstance(patterns, str) else patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise KnowledgeError(f"{place}: {name} holds a broken pattern {pattern!r} ({error})") from error


def full_name(vendor: str, name: str) -> str:
    """Return a model's name with its vendor's, once: ``NVIDIA H100``, ``Hailo-8``."""
    return name if name.startswith(vendor) else f"{vendor} {name}"


def _slug(vendor: str, name: str) -> str:
    return re.sub(r"[^0-9a-z]+", "-", full_name(vendor, name).lower()).strip("-")


def merge_vendors(vendors: Iterable[Vendor]) -> tuple[Vendor, ...]:
    """Return the vendors.

    Raises:
        KnowledgeError: If two models bear one id but not the same facts, or two lines one spelling of a
            bare name.
    """
    vendors = tuple(vendors)
    lines = [line for vendor in vendors for line in vendor.lines]
    ids: dict[str, ProductLine] = {}
    spellings: dict[str, ProductLine] = {}
    for line in lines:
        if ids.setdefault(line.id, line) is not line:
            raise KnowledgeError(f"accelerators: two lines have the id {line.id}; name them apart")
        for spelling in bare_spellings(line):
            owner = spellings.setdefault(normalise(spelling).text.lower(), line)
            if owner is not line:
                raise KnowledgeError(f"accelerators: {spelling!r} names both {owner.id} and {line.id}")
    return vendors


def bare_spellings(line: ProductLine) -> Iterator[str]:
    """Yield the spellings that name the line without a number."""
    if line.bare is not None:
        yield from (*line.forms, *line.ja)
    else:
        yield from line.bare_forms


@lru_cache(maxsize=4)
def load_vendors(*extra: str | Path) -> tuple[Vendor, ...]:
    """Return the vendors kijiyomi knows, and those of the user's files ``extra``; read once.

    Raises:
        KnowledgeError: If a file is malformed or its names clash with those already known.
    """
    paths = [path for path in sorted(_FOLDER.glob("*.toml")) if path != _CUES]
    own = [vendor for path in paths for vendor in _vendors(path)]
    # Our own lists are checked by the tests, not at every start.
    return merge_vendors([*own, *chain.from_iterable(map(read_vendors, extra))]) if extra else tuple(own)


@lru_cache(maxsize=4)
def load_accelerators(*extra: str | Path) -> dict[str, AcceleratorModel]:
    """Return every listed model and line by its id, with its facts."""
    found: dict[str, AcceleratorModel] = {}
    for vendor in load_vendors(*extra):
        for line in vendor.lines:
            for model in (line.itself, *line.models.values()):
                found.setdefault(model.id, model)
    return found


@lru_cache(maxsize=1)
def load_cues() -> AcceleratorCues:
    """Return the cues that tell accelerators from other things.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    content = read_toml(_CUES)
    values: dict[str, Any] = {}
    for name in AcceleratorCues.__dataclass_fields__:
        value = content.get(name)
        patterns = value if isinstance(value, list) else [value]
        for pattern in patterns:
            if not isinstance(pattern, str) or not pattern:
                raise KnowledgeError(f"{_CUES}: {name} must be a pattern or a list of them, got {value!r}")
        values[name] = tuple(value) if isinstance(value, list) else value
    return AcceleratorCues(**values)
