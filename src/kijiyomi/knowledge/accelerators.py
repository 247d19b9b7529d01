"""The GPUs and AI accelerators kijiyomi knows: product lines with their models, checked when read.

kijiyomiが知るGPUとAIアクセラレーター。製品の系列と型番を、読み込むときに検査する。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.accelerator_cues import CUES_FILE
from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, convert_entry, read_toml
from kijiyomi.text.normalise import normalise

_FOLDER = FOLDER / "accelerators"

Evidence = Literal["certain", "likely", "context", "vendor", "family", "adjacent"]
"""What a name needs to count.

名前をGPUやAIアクセラレーターと認めるのに必要な根拠。

- ``certain``: nothing
- ``likely``: nothing in its sentence speaks against it
- ``context``: an accelerator's words, or the vendor, in its sentence
- ``vendor``: the vendor in its sentence
- ``family``: an accelerator's words or the vendor directly beside it once in the article; or another
  accelerator of the vendor in its sentence; or a list of families with the context above
- ``adjacent``: an accelerator's words or the vendor directly beside it each time
"""

Year = Annotated[int, msgspec.Meta(ge=1990, le=2100)]
Gigabytes = Annotated[float, msgspec.Meta(gt=0)]


class Accelerator(msgspec.Struct, frozen=True):
    """What is known of a GPU, an AI accelerator, an architecture or a system.

    GPU、AIアクセラレーター、アーキテクチャー、またはシステムについて知られていること。

    Attributes:
        kb_id: Identifier, the same as :attr:`~kijiyomi.records.analysis.Entity.kb_id`.
        vendor: Maker's canonical name.
        name: Canonical name with the vendor's, such as ``NVIDIA GeForce RTX 4090``.
        family: Its architecture, such as ``Ada Lovelace``; ``None`` when unknown.
        year: Year it appeared, or is to appear as far as announced; ``None`` when unknown.
        memory_gb: Memory in gigabytes of the largest usual variant; ``None`` when unknown or none.
    """

    kb_id: str
    vendor: str
    name: str
    family: str | None = None
    year: int | None = None
    memory_gb: float | None = None


class AcceleratorModel(msgspec.Struct, frozen=True):
    """A listed model of a product line.

    Attributes:
        name: Canonical name without the vendor, such as ``GeForce RTX 4090``.
        accelerator: What the name stands for.
        evidence: What the name needs to count.
        is_series: Whether it names a series, and counts only where one is spoken of.
        not_before: Regular expressions that must not follow the name.
    """

    name: str
    accelerator: Accelerator
    evidence: Evidence
    is_series: bool = False
    not_before: tuple[str, ...] = ()


class LineNaming(msgspec.Struct, frozen=True, kw_only=True):
    """How a product line is written, in the files and after.

    製品の系列の書き方。

    Attributes:
        name: Canonical name.
        joint: What stands between the name and a number in canonical names.
        attached: Whether numbers must stand directly behind the name: AD103, not AD 103.
        forms: Latin spellings; the canonical name first, which the files leave out.
        doubtful_forms: Further Latin spellings, and what each of them needs to count.
        ja: Japanese spellings.
        ja_evidence: What a Japanese spelling needs to count; the same as Latin ones when ``None``.
        bare: What the name needs to count without a number; ``None`` if it never does.
        bare_forms: Spellings that count without a number and without evidence.
        open: Regular expression of numbers beyond those listed; ``""`` for none.
        suffixes: Words that may follow a number as a part of the name.
        suffix_forms: Other ways to write a suffix, with the suffix.
        counted: Whether a hyphen and the number of chips may follow a number: TPU v5p-8.
        against: Regular expressions that rule the line out in a sentence.
        not_before: Regular expressions that must not follow the name.
    """

    name: NonEmpty
    joint: str = " "
    attached: bool = False
    forms: tuple[NonEmpty, ...] = ()
    doubtful_forms: Mapping[str, Evidence] = {}
    ja: tuple[NonEmpty, ...] = ()
    ja_evidence: Evidence | None = None
    bare: Evidence | None = None
    bare_forms: tuple[NonEmpty, ...] = ()
    open: str = ""
    suffixes: tuple[NonEmpty, ...] = ()
    suffix_forms: Mapping[str, NonEmpty] = {}
    counted: bool = False
    against: tuple[NonEmpty, ...] = ()
    not_before: tuple[NonEmpty, ...] = ()


class ProductLine(LineNaming, frozen=True, kw_only=True):
    """A product line: a name that numbers or further names may follow; see also :class:`LineNaming`.

    Attributes:
        vendor: Maker's canonical name.
        itself: The line as an accelerator, where its name stands without a number.
        evidence: What a name with a number needs to count.
        models: Listed models by what follows the name.
    """

    vendor: str
    itself: Accelerator
    evidence: Evidence
    models: Mapping[str, AcceleratorModel]

    @property
    def counts_bare(self) -> bool:
        """Whether the name may stand without a number."""
        return self.bare is not None or bool(self.bare_forms)

    def bare_spellings(self) -> Iterator[str]:
        """Yield the spellings that name the line without a number."""
        yield from (*self.forms, *self.ja) if self.bare is not None else self.bare_forms

    def accelerators(self) -> Iterator[Accelerator]:
        """Yield the accelerators that names of the line stand for."""
        if self.counts_bare:
            yield self.itself
        for model in self.models.values():
            yield model.accelerator


class Vendor(msgspec.Struct, frozen=True):
    """A maker of accelerators.

    Attributes:
        name: Canonical name.
        names: How articles name it, its subsidiaries and whatever else points to its products.
        lines: Its product lines.
    """

    name: str
    names: tuple[str, ...]
    lines: tuple[ProductLine, ...]


class _VendorsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    vendors: tuple[Any, ...]


class VendorEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vendor as the files have it: a file is one, or has a list of them, ``vendors``.

    TOMLファイルに書くメーカーの項目。1ファイルに1社、または`vendors`に複数を書く。

    Attributes:
        vendor: Canonical name.
        names: How articles name it, its subsidiaries and whatever else points to its products.
        lines: Product lines by any key, each a :class:`LineEntry`.
    """

    vendor: NonEmpty
    names: tuple[NonEmpty, ...]
    lines: Mapping[str, Any]


class LineEntry(LineNaming, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line as the files have it.

    TOMLファイルに書く製品の系列の項目。

    Attributes:
        evidence: What a name with a number needs to count; ``likely`` for names of one or two letters and
            ``certain`` for others unless given.
        family: Its family, and that of its models that have none of their own.
        year: Year the line itself appeared.
        models: Models by what follows the name, each a :class:`ModelEntry`.
        series: Series by what follows the name; such a name counts only before シリーズ or the like.
    """

    evidence: Evidence | None = None
    family: NonEmpty | None = None
    year: Year | None = None
    models: Mapping[str, Any] = {}
    series: Mapping[str, Any] = {}


class ModelEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model as the files have it.

    TOMLファイルに書く型番の項目。

    Attributes:
        family: Its family, unless it is the line's.
        year: Year it appeared, or is to appear.
        memory_gb: Memory in gigabytes of the largest usual variant.
        evidence: What its name needs to count, unless it is what the line's names need.
        not_before: Regular expressions that must not follow the name.
        same: Name of the line or model of this vendor that this is another name of.
        keep_name: Whether entities bear this name all the same, and not that one.
    """

    family: NonEmpty | None = None
    year: Year | None = None
    memory_gb: Gigabytes | None = None
    evidence: Evidence | None = None
    not_before: tuple[NonEmpty, ...] = ()
    same: NonEmpty | None = None
    keep_name: bool = False


def read_vendors(path: str | Path) -> tuple[Vendor, ...]:
    """Return the vendors of one TOML file.

    Raises:
        KnowledgeError: If the file is not TOML, an entry has a missing, unknown or mistyped field, or a
            pattern is broken.
    """
    vendors = _vendors(path)
    for line in (line for vendor in vendors for line in vendor.lines):
        patterns = [line.open, *line.against, *line.not_before]
        for pattern in chain(patterns, *(model.not_before for model in line.models.values())):
            try:
                re.compile(pattern)
            except re.error as error:
                where = f"{path}: {line.vendor}, {line.name}"
                raise KnowledgeError(
                    f"{where}: {pattern!r} is a broken pattern ({error}); mend it"
                ) from error
    return vendors


def _vendors(path: str | Path) -> tuple[Vendor, ...]:
    content = read_toml(path)
    tables: Sequence[Any] = [content]
    if "vendors" in content:
        tables = convert_entry(content, _VendorsFile, f"{path}").vendors
    return tuple(_vendor(path, convert_entry(table, VendorEntry, f"{path}")) for table in tables)


class _LineRead(NamedTuple):
    where: str
    entry: LineEntry
    models: Mapping[str, ModelEntry]

    def canonical(self, number: str) -> str:
        return f"{self.entry.name}{self.entry.joint}{number}"


def _vendor(path: str | Path, entry: VendorEntry) -> Vendor:
    read = [_read_line(f"{path}: {entry.vendor}, {key}", table) for key, table in entry.lines.items()]
    known = {name: accelerator for line in read for name, accelerator in _accelerators(entry.vendor, line)}
    lines = tuple(_line(entry.vendor, line, known) for line in read)
    return Vendor(entry.vendor, entry.names, lines)


def _read_line(where: str, table: object) -> _LineRead:
    entry = convert_entry(table, LineEntry, where)
    tables = chain(entry.models.items(), entry.series.items())
    models = {number: convert_entry(model, ModelEntry, f"{where} {number}") for number, model in tables}
    return _LineRead(where, entry, models)


def _accelerators(vendor: str, line: _LineRead) -> Iterator[tuple[str, Accelerator]]:
    """Yield the line and those of its models that are no other's, by canonical name."""
    entry = line.entry
    yield entry.name, _accelerator(vendor, entry.name, entry.family, entry.year)
    for number, model in line.models.items():
        if model.same is None:
            name, family = line.canonical(number), model.family or entry.family
            yield name, _accelerator(vendor, name, family, model.year, model.memory_gb)


def _accelerator(
    vendor: str, name: str, family: str | None, year: int | None, memory_gb: float | None = None
) -> Accelerator:
    full = full_name(vendor, name)
    kb_id = re.sub(r"[^0-9a-z]+", "-", full.lower()).strip("-")
    return Accelerator(kb_id, vendor, full, family, year, memory_gb)


def _line(vendor: str, line: _LineRead, known: Mapping[str, Accelerator]) -> ProductLine:
    entry = line.entry
    # Short names such as H or MI are other things too; their numbers count unless something speaks against.
    evidence = entry.evidence or ("likely" if len(entry.name) <= 2 else "certain")
    models = {}
    for number, model in line.models.items():
        name = line.canonical(number)
        if model.same is not None:
            if model.same not in known:
                raise KnowledgeError(
                    f"{line.where} {number}: same as unknown {model.same!r}; name a listed model"
                )
            accelerator, name = known[model.same], name if model.keep_name else model.same
        else:
            accelerator = known[name]
        models[number] = AcceleratorModel(
            name, accelerator, model.evidence or evidence, number in entry.series, model.not_before
        )
    naming = {field: getattr(entry, field) for field in LineNaming.__struct_fields__}
    naming["forms"] = (entry.name, *entry.forms, *entry.doubtful_forms)
    return ProductLine(**naming, vendor=vendor, itself=known[entry.name], evidence=evidence, models=models)


def full_name(vendor: str, name: str) -> str:
    """Return a model's name with its vendor's, once: ``NVIDIA H100``, ``Hailo-8``."""
    return name if name.startswith(vendor) else f"{vendor} {name}"


def merge_vendors(vendors: Iterable[Vendor]) -> tuple[Vendor, ...]:
    """Return the vendors.

    Raises:
        KnowledgeError: If two accelerators have one id, or two lines one spelling of a bare name.
    """
    vendors = tuple(vendors)
    by_id: dict[str, Accelerator] = {}
    by_spelling: dict[str, ProductLine] = {}
    for line in (line for vendor in vendors for line in vendor.lines):
        for accelerator in line.accelerators():
            if by_id.setdefault(accelerator.kb_id, accelerator) != accelerator:
                raise KnowledgeError(
                    f"accelerators: {line.vendor}, {line.name}: two accelerators have the id "
                    f"{accelerator.kb_id}; name them apart"
                )
        for spelling in line.bare_spellings():
            owner = by_spelling.setdefault(normalise(spelling).text.lower(), line)
            if owner is not line:
                raise KnowledgeError(
                    f"accelerators: {spelling!r} names both {owner.itself.name} and {line.itself.name}; "
                    "keep one of them"
                )
    return vendors


@lru_cache(maxsize=4)
def load_vendors(*extra: str | Path) -> tuple[Vendor, ...]:
    """Return the vendors kijiyomi knows, and those of the user's files ``extra``; read once.

    Raises:
        KnowledgeError: If a file is malformed or its names clash with those already known.
    """
    paths = [path for path in sorted(_FOLDER.glob("*.toml")) if path != CUES_FILE]
    own = [vendor for path in paths for vendor in _vendors(path)]
    # Our own lists are checked by the tests, not at every start.
    return merge_vendors([*own, *chain.from_iterable(map(read_vendors, extra))]) if extra else tuple(own)


@lru_cache(maxsize=4)
def load_accelerators(*extra: str | Path) -> Mapping[str, Accelerator]:
    """Return every accelerator of :func:`load_vendors` by its ``kb_id``.

    Raises:
        KnowledgeError: As :func:`load_vendors`.
    """
    lines = (line for vendor in load_vendors(*extra) for line in vendor.lines)
    return {accelerator.kb_id: accelerator for line in lines for accelerator in line.accelerators()}


def accelerator_of(kb_id: str | None, extra: Sequence[str | Path] = ()) -> Accelerator | None:
    """Return what is known of the accelerator that an entity's ``kb_id`` names, or nothing for others.

    エンティティーの`kb_id`から、GPUやAIアクセラレーターの情報を引く。なければ`None`を返す。

    Args:
        kb_id: Identifier as a GPU entity has it.
        extra: Files of further vendors, as
            :class:`~kijiyomi.entities.accelerators.AcceleratorRecogniser` takes them.

    Raises:
        KnowledgeError: If a file of ``extra`` is malformed or clashes with what is known.

    >>> h100 = accelerator_of("nvidia-h100")
    >>> h100.name, h100.family, h100.year, h100.memory_gb
    ('NVIDIA H100', 'Hopper', 2022, 80.0)
    """
    return load_accelerators(*extra).get(kb_id) if kb_id else None
