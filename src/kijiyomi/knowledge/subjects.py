"""What articles are about: the 17 subjects at the top of the IPTC Media Topics.

記事の主題。IPTC Media Topicsの最上位にある17の主題。
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, read_entries


class SubjectNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a subject is called.

    主題の名前。

    Attributes:
        id: Its identifier at IPTC, such as ``medtop:13000000``.
        japanese: Its label in Japanese, the one in records.
        english: IPTC's label in English.
    """

    id: NonEmpty
    japanese: NonEmpty
    english: NonEmpty


@lru_cache(maxsize=1)
def subjects() -> dict[str, SubjectNames]:
    """Return the subjects by id.

    主題を、IDを鍵とする辞書で返す。
    """
    return read_entries(FOLDER / "subjects.toml", SubjectNames, name_field="id")
