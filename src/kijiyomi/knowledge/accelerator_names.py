"""How names of accelerators are written: a spelling of a line, then a number with suffixes or nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from kijiyomi.knowledge.accelerator_cues import AcceleratorCues, load_accelerator_cues
from kijiyomi.knowledge.accelerators import AcceleratorModel, Evidence, ProductLine, Vendor, load_vendors
from kijiyomi.text.fold import fold_model_number

# Of ASCII letters only: İ and ı are no i, and belong to no name.
_ANY_CASE = re.IGNORECASE | re.ASCII
_MARKS = "[™®]*"
_JOINT = "[™®]*[ -]?"
_JOINTS = re.compile("[ ™®-]")
_NOT_BEFORE_LATIN = r"(?![A-Za-z0-9_])"
_CHIPS = r"\d{1,5}(?![0-9A-Za-z_-])"
# A plural's s, unlike the S of a suffix.
_PLURAL = "s"
_KATAKANA = "ァ-ヺー"
_LOOK_AHEAD = 40
_KEY = 2


class AcceleratorMention(NamedTuple):
    """A run of characters that reads like a name of an accelerator.

    Attributes:
        start: First character of the searched text.
        end: One past the last character.
        line: Which product line.
        name: Canonical name without the vendor.
        kb_id: Id of the listed accelerator; ``None`` for models the knowledge base does not list.
        evidence: What the name needs to count.
    """

    start: int
    end: int
    line: ProductLine
    name: str
    kb_id: str | None
    evidence: Evidence


class NamePattern:
    """One spelling of a product line, ready to be matched where it may begin.

    Args:
        line: The product line.
        form: The spelling, one of the line's ``forms`` or ``ja``.
        cues: What may not follow a number, what may follow katakana, and what makes a number a series.
    """

    def __init__(self, line: ProductLine, form: str, cues: AcceleratorCues) -> None:
        self.line = line
        self.form = form
        self.is_japanese = form in line.ja
        self.counts_bare = line.bare is not None or form in line.bare_forms
        # A number stands off a word, but not off a letter: H 100 is none.
        self._joint = "" if line.attached or len(form) == 1 else _JOINT
        self._cues = cues

    def match(self, text: str, start: int) -> AcceleratorMention | None:
        """Return the longest name of the line that begins at ``start``, if any."""
        match = self._pattern.match(text, start)
        if match is None or not _case_fits(match["form"], self.form, match["number"] is not None):
            return None
        if match[0].endswith(_PLURAL) and _PLURAL.upper() in self.line.suffix_forms:
            return None
        number = match["number"]
        if number is None:
            return self._bare(match)
        model, name = self._named(number, match["suffixes"] or "")
        if model and not self._may_precede(model, text, match.end()):
            return None
        evidence = model.evidence if model else self.line.evidence
        kb_id = model.accelerator.kb_id if model else None
        return AcceleratorMention(start, match.end(), self.line, name, kb_id, self._evidence(evidence))

    def match_number(self, text: str, start: int) -> AcceleratorMention | None:
        """Return the listed model whose number alone stands at ``start``, as 5080 in RTX 5090と5080."""
        match = self._number_alone.match(text, start)
        if match is None:
            return None
        model, name = self._named(match["number"], match["suffixes"])
        if model is None or not self._may_precede(model, text, match.end()):
            return None
        return AcceleratorMention(start, match.end(), self.line, name, model.accelerator.kb_id, "adjacent")

    @property
    def is_certain_bare(self) -> bool:
        """Whether the spelling counts without a number and without evidence."""
        return self._bare_evidence == "certain"

    def _bare(self, match: re.Match[str]) -> AcceleratorMention | None:
        line, evidence = self.line, self._bare_evidence
        if evidence is None:
            return None
        return AcceleratorMention(match.start(), match.end(), line, line.name, line.itself.kb_id, evidence)

    @property
    def _bare_evidence(self) -> Evidence | None:
        evidence: Evidence | None = "certain" if self.form in self.line.bare_forms else self.line.bare
        return self._evidence(evidence) if evidence else None

    def _evidence(self, evidence: Evidence) -> Evidence:
        if self.is_japanese:
            return self.line.ja_evidence or evidence
        return self.line.doubtful_forms.get(self.form, evidence)

    def _named(self, number: str, suffixes: str) -> tuple[AcceleratorModel | None, str]:
        """Return the listed model, if it is one, and the canonical name."""
        words = [number, *self._split(suffixes)]
        for length in range(len(words), 0, -1):
            model = self._numbers.get(fold_model_number("".join(words[:length])))
            if model is not None:
                return model, " ".join([model.name, *words[length:]])
        spaced = " ".join([_canonical_number(number), *words[1:]])
        return None, f"{self.line.name}{self.line.joint}{spaced}"

    def _split(self, suffixes: str) -> Iterator[str]:
        for match in re.finditer(self._any_suffix, suffixes, _ANY_CASE) if suffixes else ():
            yield self._suffixes[fold_model_number(match[0])]

    def _may_precede(self, model: AcceleratorModel, text: str, end: int) -> bool:
        """May the text that goes on at ``end`` follow this model's name?"""
        following = text[end : end + _LOOK_AHEAD]
        if model.is_series and not re.match(self._cues.series, following):
            return False
        return not any(re.match(pattern, following) for pattern in model.not_before)

    @cached_property
    def _suffixes(self) -> dict[str, str]:
        return {fold_model_number(written): suffix for written, suffix in _suffix_spellings(self.line)}

    @cached_property
    def _numbers(self) -> dict[str, AcceleratorModel]:
        return {fold_model_number(number): model for number, model in _number_spellings(self.line)}

    @cached_property
    def _any_suffix(self) -> str:
        return _any_of(written for written, _ in _suffix_spellings(self.line))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        number = f"{self._joint}{self._number(self.line.open)}"
        if self.line.not_before:
            number += f"(?!{_JOINT}(?:{'|'.join(self.line.not_before)}))"
        return re.compile(f"(?P<form>{_flexible(self.form)})(?:{number}|{self._ends_bare()})", _ANY_CASE)

    @cached_property
    def _number_alone(self) -> re.Pattern[str]:
        return re.compile(self._number(""), _ANY_CASE)

    def _number(self, open_: str) -> str:
        """Return the pattern of the line's listed numbers and ``open_`` ones, with suffixes."""
        listed = _any_of(number for number, _ in _number_spellings(self.line))
        numbers = "|".join(filter(None, (listed, open_))) or "(?!)"
        suffixes = f"(?P<suffixes>(?:{_JOINT}(?:{self._any_suffix or '(?!)'}){_NOT_BEFORE_LATIN})*)"
        return f"(?P<number>{numbers}){suffixes}{_MARKS}{self._ends_number()}(?!{self._cues.not_after})"

    def _ends_number(self) -> str:
        """Return the pattern of what may follow the name with a number."""
        counts = r"\d+ ?GB" + (f"|{_CHIPS}" if self.line.counted else "")
        return rf"{_NOT_BEFORE_LATIN}(?!-(?!{counts})[0-9A-Z])(?!\.\d)"

    def _ends_bare(self) -> str:
        """Return the pattern of what may follow the name without a number."""
        ending = f"{_MARKS}{_NOT_BEFORE_LATIN}(?!-?\\d)"
        if self.is_japanese and is_katakana(self.form):
            ending += f"(?![{_KATAKANA}])|(?={'|'.join(self._cues.katakana_after)})"
        if self.line.not_before:
            ending = f"(?:{ending})(?!{_JOINT}(?:{'|'.join(self.line.not_before)}))"
        return ending


class AcceleratorNames:
    """Every way to write an accelerator's name in Latin letters, for those who only ask whether one begins.

    Args:
        patterns: The spellings.
        vendors: Their makers.

    Attributes:
        bare_words: Words that are a name without a number.
        certain_words: Those of them that need no evidence.
    """

    def __init__(self, patterns: Iterable[NamePattern], vendors: Iterable[Vendor]) -> None:
        latin = [pattern for pattern in patterns if not pattern.is_japanese]
        words = [pattern for pattern in latin if pattern.counts_bare and " " not in pattern.form]
        self.bare_words = frozenset(pattern.form for pattern in words)
        self.certain_words = frozenset(pattern.form for pattern in words if pattern.is_certain_bare)
        self._makers = {vendor.name: {vendor.name, *vendor.names} for vendor in vendors}
        self._by_key: defaultdict[str, list[NamePattern]] = defaultdict(list)
        for pattern in latin:
            self._by_key[pattern.form[:_KEY].lower()].append(pattern)

    def makers_at(self, text: str, start: int) -> set[str]:
        """Return how their makers are named whose names begin at ``start``, whatever evidence they need."""
        keys = {text[start : start + 1].lower(), text[start : start + _KEY].lower()}
        patterns = (pattern for key in keys for pattern in self._by_key.get(key, ()))
        vendors = {pattern.line.vendor for pattern in patterns if pattern.match(text, start)}
        return {name for vendor in vendors for name in self._makers[vendor]}


@lru_cache(maxsize=4)
def load_name_patterns(*extra: str | Path) -> tuple[NamePattern, ...]:
    """Return every spelling of every line of :func:`~kijiyomi.knowledge.accelerators.load_vendors`.

    Raises:
        KnowledgeError: As there.
    """
    cues = load_accelerator_cues()
    lines = (line for vendor in load_vendors(*extra) for line in vendor.lines)
    return tuple(NamePattern(line, form, cues) for line in lines for form in (*line.forms, *line.ja))


@lru_cache(maxsize=4)
def load_accelerator_names(*extra: str | Path) -> AcceleratorNames:
    """Return the names of :func:`load_name_patterns`.

    Raises:
        KnowledgeError: As there.
    """
    return AcceleratorNames(load_name_patterns(*extra), load_vendors(*extra))


def is_katakana(text: str) -> bool:
    """Does the text consist of katakana, one at least?"""
    return bool(text) and all("ァ" <= character <= "ヿ" for character in text)


def _suffix_spellings(line: ProductLine) -> Iterator[tuple[str, str]]:
    """Yield every way to write a suffix, with the suffix."""
    yield from ((suffix, suffix) for suffix in line.suffixes)
    yield from line.suffix_forms.items()


def _number_spellings(line: ProductLine) -> Iterator[tuple[str, AcceleratorModel]]:
    """Yield every way to write the number of a listed model, with the model."""
    for number, model in line.models.items():
        yield number, model
        for written, suffix in line.suffix_forms.items():
            if number.endswith(f" {suffix}"):
                yield number.removesuffix(suffix) + written, model


def _any_of(names: Iterable[str]) -> str:
    """Return the pattern of any of the names, the longest first; empty for none."""
    return "|".join(map(_flexible, sorted(names, key=len, reverse=True)))


def _flexible(name: str) -> str:
    """Return the pattern of ``name`` with its spaces and hyphens as they may be."""
    return _JOINT.join(re.escape(word) for word in re.split("[ -]", name))


def _canonical_number(number: str) -> str:
    """Return a number the knowledge base does not list, as its vendor would write it."""
    compact = re.sub(r"(?<=[Vv]) (?=\d)", "", number)
    return compact.lower() if compact[0] in "vV" and compact[1:2].isdigit() else compact


def _case_fits(written: str, listed: str, numbered: bool) -> bool:
    """Is ``written`` a likely variant of ``listed``, which it equals but for case and joints?"""
    if written == listed:
        return True
    written, listed = _JOINTS.sub("", written), _JOINTS.sub("", listed)
    if written == listed or written.isupper():
        return True
    if written.islower():
        return numbered and len(listed) > 1 and sum(map(str.isupper, listed)) > 1
    return len(written) > (2 if numbered else 3) and written[0].isupper()
