"""When a company's name is only the beginning of a product's: ``products.toml``, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, any_of, compile_any, read_data

_PATH = FOLDER / "products.toml"


@dataclass(frozen=True, slots=True)
class ProductNames:
    """When a company's name is the beginning of a product's.

    Attributes:
        company_words: Latin words after which the name stays a company's.
        model_number: Matches the model number of an accelerator, which leaves the vendor a company.
        continuations: For each company's id, a pattern of how its products' names go on after its own.
        alone: Words that make a name a product's, or a technique's, wherever they stand in it.
    """

    company_words: frozenset[str]
    model_number: re.Pattern[str]
    continuations: dict[str, re.Pattern[str]]
    alone: frozenset[str]


class _ProductsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    common: frozenset[NonEmpty]
    model_number: NonEmpty
    alone: frozenset[NonEmpty]
    names: dict[str, tuple[NonEmpty, ...]]


def read_products(path: str | Path) -> ProductNames:
    """Return the content of a file like ``products.toml``.

    Raises:
        KnowledgeError: If a field is missing, unknown or mistyped, or the pattern is broken.
    """
    file = read_data(path, _ProductsFile)
    return ProductNames(
        file.common,
        compile_any(f"{path}: model_number", [file.model_number]),
        {company: re.compile(rf" ?(?:{any_of(names)})(?![a-z])") for company, names in file.names.items()},
        file.alone,
    )


@lru_cache(maxsize=1)
def load_products() -> ProductNames:
    """Return the content of ``products.toml``."""
    return read_products(_PATH)
