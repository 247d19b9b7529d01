"""Where listed company names stand, as far as the letters themselves can tell."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from kijiyomi.document import JoinedTexts
from kijiyomi.entities.phrase_matcher import Match, fold_case, longest
from kijiyomi.knowledge.accelerator_names import AcceleratorNames
from kijiyomi.knowledge.companies import Company
from kijiyomi.knowledge.company_cues import legal_forms, product_names

_ENGLISH_ENDINGS = {
    "グループ": " Group",
    "ホールディングス": " Holdings",
    "ジャパン": " Japan",
    "HD": " Holdings",
}
ENDINGS = tuple(_ENGLISH_ENDINGS)
"""What a listed name may go on with: it then names a group, a holding or a branch of the company."""
_LATIN = r"A-Za-z0-9À-ɏ"
_JOINED_BEFORE = re.compile(rf"(?:[{_LATIN}][-‐–_.&+']|[@#＠＃\\])\Z")
_JOINED_AFTER = re.compile(rf"[-‐–_.&][{_LATIN}]|[+@＠]")
_JOINTS = frozenset("-‐–_./&+'@#＠＃\\")
_NAKAGURO_AFTER = re.compile(r"・[ァ-ヺー]")
_NAKAGURO_BEFORE = re.compile(r"[ァ-ヺー]・\Z")
# NFKC opens ™ into TM.
_WORD_AFTER = re.compile(r"(?:TM|®)? ([A-Za-z0-9][A-Za-z0-9&.+-]*?)(?:TM)?(?![A-Za-z0-9&.+-])")
_TRADEMARKS = re.compile(r"(?<=[A-Za-z])TM(?![A-Za-z])|®")
_LONGEST_ACCELERATOR = 48
_WORD_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9])([A-Z][A-Za-z0-9-]*) \Z")


class Alias(NamedTuple):
    """One way to write a listed company.

    Attributes:
        text: NFKC form.
        company: Whose name it is.
        name: Canonical name it stands for.
        kb_id: Identifier, ``None`` for a derived name such as a group the list does not have.
        ambiguous: Whether it needs evidence.
        former: Whether it is a name of the past.
    """

    text: str
    company: Company
    name: str
    kb_id: str | None
    ambiguous: bool
    former: bool


class Mention(NamedTuple):
    """A possible company in the normalised view.

    Attributes:
        start: First character.
        end: One past the last character.
        name: Canonical name.
        kb_id: Identifier in the knowledge base, if any.
        sure: Whether it stands without further evidence.
        former: Whether a name of the past was used.
    """

    start: int
    end: int
    name: str
    kb_id: str | None
    sure: bool
    former: bool = False


def aliases_of(companies: Iterable[Company]) -> tuple[Alias, ...]:
    """Return every way to write the companies, each folded form once, with and without ``・``."""
    companies = tuple(companies)
    by_form: dict[str, Alias] = {}
    for company in companies:
        for written in company.aliases:
            alias = Alias(
                unicodedata.normalize("NFKC", written),
                company,
                company.name,
                company.id,
                written in company.ambiguous,
                written in company.former,
            )
            by_form.setdefault(fold_case(alias.text), alias)
    for alias in tuple(by_form.values()):
        if "・" in alias.text:
            solid = alias._replace(text=alias.text.replace("・", ""))
            by_form.setdefault(fold_case(solid.text), solid)
    return tuple(by_form.values())


def _going_on(alias: Alias, ending: str) -> Alias | None:
    """Return the group, holding or branch that a name with such an ending names, if it may have one."""
    if alias.former or len(alias.text) < 2 or alias.text.endswith(ENDINGS):
        return None
    name = alias.company.name + _ENGLISH_ENDINGS[ending]
    return alias._replace(text=alias.text + ending, name=name, kb_id=None)


def listed_mentions(
    text: str, matches: Iterable[Match], aliases: tuple[Alias, ...], accelerators: AcceleratorNames
) -> list[Mention]:
    """Return the listed names that may stand, longest first where they overlap, by start.

    Args:
        text: Normalised text.
        matches: Where the aliases are written in it.
        aliases: The listed names.
        accelerators: Products whose maker stays a company before them.
    """
    standing: dict[Match, Alias] = {}
    for match in matches:
        alias = _going_on(aliases[match.phrase], match.ending) if match.ending else aliases[match.phrase]
        if alias and _may_stand(text, match.start, match.end, alias):
            standing[match] = alias
    kept = longest(standing)
    known_starts, known_ends = {match.start for match in kept}, {match.end for match in kept}
    return [
        _mention(text, match.start, match.end, standing[match], accelerators)
        for match in kept
        if not _in_product(
            text, match.start, match.end, standing[match], known_starts, known_ends, accelerators
        )
    ]


def by_text(mentions: Iterable[Mention], joined: JoinedTexts) -> list[list[Mention]]:
    """Return the mentions in each of the texts that were joined, with offsets into its own view."""
    found: list[list[Mention]] = [[] for _ in joined.normalised_starts]
    bases = joined.normalised_starts.tolist()
    for mention in mentions:
        text = bisect_right(bases, mention.start) - 1
        start, end = mention.start - bases[text], mention.end - bases[text]
        found[text].append(Mention(start, end, *mention[2:]))
    return found


def _mention(text: str, start: int, end: int, alias: Alias, accelerators: AcceleratorNames) -> Mention:
    """Return the mention with the legal form around it."""
    formed = start > 0 and (text[start - 1] in "社)" or text[start - 1].isspace())
    before = legal_forms().before.search(text, max(0, start - 6), start) if formed else None
    after = None if before else legal_forms().after.match(text, end)
    sure = not alias.ambiguous or before is not None or after is not None
    if not sure and (following := _WORD_AFTER.match(text, end)):
        sure = _makes(alias, text, following.start(1), accelerators)
    start = before.start() if before else start
    end = after.end() if after else end
    return Mention(start, end, alias.name, alias.kb_id, sure, alias.former)


def _may_stand(text: str, start: int, end: int, alias: Alias) -> bool:
    written = text[start:end]
    if written != alias.text and not _case_fits(written, alias.text):
        return False
    if text[end : end + 1] in _JOINTS and written[-1].isascii() and _JOINED_AFTER.match(text, end):
        return False
    joined = text[start - 1 : start] in _JOINTS and written[0].isascii()
    # A small letter after a slash is a path's; a capital one goes on with a list.
    if joined and text[start - 1] == "/" and not written[0].isupper():
        return False
    if joined and _JOINED_BEFORE.search(text, max(0, start - 2), start):
        return False
    return not text.startswith(alias.company.not_before, end) if alias.company.not_before else True


def _case_fits(written: str, listed: str) -> bool:
    """Is ``written`` a likely variant of ``listed``, which it equals but for case?"""
    if not listed.isascii():
        return True
    if written.islower():
        return len(written) > 4 and sum(map(str.isupper, listed)) > 1
    if written.isupper():
        return len(written) > 3
    return len(written) > 4 and (written[0].isupper() or listed[0].islower())


def _in_product(
    text: str,
    start: int,
    end: int,
    alias: Alias,
    known_starts: set[int],
    known_ends: set[int],
    accelerators: AcceleratorNames,
) -> bool:
    """Is the company only the beginning, or a part, of the name of one of its products?"""
    products = product_names()
    own = products.after.get(alias.company.id)
    if own is not None and own.match(text, end):
        return True
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if after == "・" and _NAKAGURO_AFTER.match(text, end) and end + 1 not in known_starts:
        return True
    if before == "・" and start - 1 not in known_ends and _NAKAGURO_BEFORE.search(text, start - 2, start):
        return True
    if not text[start].isascii() or not text[end - 1].isascii():
        return False
    following = _WORD_AFTER.match(text, end)
    if following and following.start(1) not in known_starts and _names_product(following.group(1)):
        return not _is_accelerator(text, following.start(1), following.group(1), alias, accelerators)
    preceding = _WORD_BEFORE.search(text, max(0, start - 24), start) if before == " " else None
    if preceding and start - 1 not in known_ends and _names_product(preceding.group(1)):
        return preceding.group(1) not in accelerators.bare_words
    return False


def _is_accelerator(text: str, start: int, word: str, alias: Alias, accelerators: AcceleratorNames) -> bool:
    """Does an accelerator's name begin with the word: a well-known one, or any of this company?"""
    return word in accelerators.bare_words or _makes(alias, text, start, accelerators)


def _makes(alias: Alias, text: str, start: int, accelerators: AcceleratorNames) -> bool:
    """Is what begins at ``start`` an accelerator of this company?"""
    name = _TRADEMARKS.sub("", text[start : start + _LONGEST_ACCELERATOR])
    return not accelerators.makers_at(name, 0).isdisjoint((alias.text, alias.company.name))


def _names_product(word: str) -> bool:
    products = product_names()
    return word[0].isupper() and word not in products.companies_own and not products.model_number.match(word)
