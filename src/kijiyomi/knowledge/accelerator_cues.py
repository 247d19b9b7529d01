"""Words and patterns around a name that part accelerators from other things."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, read_data

CUES_FILE = FOLDER / "accelerators" / "cues.toml"


class AcceleratorCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions that part accelerators from other things; see ``accelerators/cues.toml``."""

    subjects: tuple[NonEmpty, ...]
    after: tuple[NonEmpty, ...]
    before: tuple[NonEmpty, ...]
    others: tuple[NonEmpty, ...]
    katakana_after: tuple[NonEmpty, ...]
    separators: NonEmpty
    series: NonEmpty
    not_after: NonEmpty


@lru_cache(maxsize=1)
def load_accelerator_cues() -> AcceleratorCues:
    """Return the cues that part accelerators from other things.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(CUES_FILE, AcceleratorCues)
