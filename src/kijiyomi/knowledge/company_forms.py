"""How names of companies are built: ``company_forms.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, read_data

_PATH = FOLDER / "company_forms.toml"
_Words = tuple[NonEmpty, ...]


class CompanyForms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that names of companies are built with, all in NFKC.

    Attributes:
        legal: Legal forms, before or after a Japanese name.
        endings: What Japanese names end in when something distinctive stands before.
        place_endings: What they end in when the name of a place or family stands before.
        house_endings: What they end in there when a frame shows a company.
        place_links: Words that may stand between such a name and the ending.
        sure_endings: Those of the endings that make a name of whatever stands before.
        doubtful_endings: Endings that need a cue, unless ``・`` stands before them.
        title_endings: Endings that titles also end in.
        branch: Pattern of what may follow an ending though it goes on in kanji: a branch, a line.
        weak_endings: Those of the endings that need a cue after a small or ordinary Latin word.
        generic: Words that are no name beside a legal form.
        latin_legal: Legal forms after a Latin name.
        doubtful_latin_legal: Those of them that need a cue.
        latin_endings: What Latin names end in.
        weak_latin_endings: Those of the endings that need a cue after an ordinary word.
        ordinary_latin_words: Such words.
        latin_kinds: Words that make of a Latin name without a legal form that of a kind.
        kinds_in_names: Kinds that are also a part of names, after a distinctive word.
        kinds: Words before an ending that make of it the name of a kind.
        common: Abbreviations that make no name distinctive.
        prefixes: Characters before a name that are no part of it.
        alias_marks: What may stand before the alias in the brackets after a name.
        generic_aliases: Words in such brackets that name no company further on.
        before_name: Words right before a name that are no part of it.
        after_name: Words right after a name that are no part of it.
        plain_hiragana: Nouns in hiragana that begin no name.
        counting_kanji: Kanji that count or give a time, alone in no name.
        regions: Parts of Japan that stand before or after a listed name in that of a branch or an affiliate.
        affiliate_endings: What a listed name may go on with, so that it names a group, a holding or a branch,
            and how that one's canonical name ends.
    """

    legal: _Words
    endings: _Words
    place_endings: _Words
    house_endings: _Words
    place_links: frozenset[NonEmpty]
    sure_endings: frozenset[NonEmpty]
    doubtful_endings: frozenset[NonEmpty]
    title_endings: frozenset[NonEmpty]
    branch: NonEmpty
    weak_endings: frozenset[NonEmpty]
    generic: _Words
    latin_legal: _Words
    doubtful_latin_legal: frozenset[NonEmpty]
    latin_endings: _Words
    weak_latin_endings: frozenset[NonEmpty]
    ordinary_latin_words: frozenset[NonEmpty]
    latin_kinds: frozenset[NonEmpty]
    kinds_in_names: _Words
    kinds: _Words
    common: frozenset[NonEmpty]
    prefixes: _Words
    alias_marks: _Words
    generic_aliases: frozenset[NonEmpty]
    before_name: frozenset[NonEmpty]
    after_name: frozenset[NonEmpty]
    plain_hiragana: frozenset[NonEmpty]
    counting_kanji: frozenset[NonEmpty]
    regions: _Words
    affiliate_endings: dict[NonEmpty, NonEmpty]

    @property
    def designators(self) -> tuple[str, ...]:
        """What shows that a Japanese name is a company's: legal forms, endings, then those after places."""
        return (*self.legal, *self.endings, *self.place_endings)


def read_company_forms(path: str | Path) -> CompanyForms:
    """Return the content of a file like ``company_forms.toml``.

    Raises:
        KnowledgeError: If a field is missing, unknown or mistyped.
    """
    return read_data(path, CompanyForms)


@lru_cache(maxsize=1)
def load_company_forms() -> CompanyForms:
    """Return the content of ``company_forms.toml``."""
    return read_company_forms(_PATH)
