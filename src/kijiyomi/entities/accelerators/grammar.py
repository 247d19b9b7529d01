"""How a product line is written: its spellings, then a number with suffixes or nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kijiyomi.entities.accelerators.prefilter import PAIR, Heads
from kijiyomi.entities.overlaps import longest_first
from kijiyomi.knowledge.accelerators import AcceleratorCues, AcceleratorModel, Evidence, ProductLine
from kijiyomi.text.fold import fold_model_number

# Of ASCII letters only: İ and ı are no i, and have no place in a name.
_ANY_CASE = re.IGNORECASE | re.ASCII
_MARKS = "[™®]*"
_JOINT = "[™®]*[ -]?"
_LEADING_LETTERS = re.compile("[A-Za-z]*")
_NOT_BEFORE_LATIN = r"(?![A-Za-z0-9_])"
_ENDS_NUMBER = rf"{_NOT_BEFORE_LATIN}(?!-(?!\d+ ?GB)[0-9A-Z])(?!\.\d)"
_GLUED_BEFORE = re.compile(r"[0-9_.@#&]\Z|[0-9A-Za-z]-\Z")
_KATAKANA = "ァ-ヺー"
# Shorter numbers in a list are more likely counts.
_SHORTEST = 3
_LOOK_AHEAD = 40


@dataclass(frozen=True, slots=True)
class AcceleratorMention:
    """A place that reads like a name of an accelerator.

    Attributes:
        start: First character of the searched text.
        end: One past the last character.
        line: Which product line.
        name: Canonical name without the vendor.
        kb_id: Id of the listed model; ``None`` for models the knowledge base does not list.
        evidence: What the name needs to count.
    """

    start: int
    end: int
    line: ProductLine
    name: str
    kb_id: str | None
    evidence: Evidence


class Spelling:
    """One spelling of a product line, ready to be matched where it may begin."""

    def __init__(self, line: ProductLine, form: str, cues: AcceleratorCues) -> None:
        self.line = line
        self.form = form
        self.japanese = form in line.ja
        # A number stands off a word, but not off a letter: H 100 is none.
        self._joint = "" if len(form) == 1 else _JOINT
        self._not_after = cues.not_after
        self._katakana_after = "|".join(cues.katakana_after)
        self._numbers = {fold_model_number(number): number for number in line.models}
        self._suffixes = {fold_model_number(suffix): suffix for suffix in line.suffixes}

    def read(self, text: str, start: int) -> AcceleratorMention | None:
        """Return the longest name of the line that begins at ``start``, if any."""
        match = self._pattern.match(text, start)
        if match is None or not _case_fits(match["form"], self.form, match["number"] is not None):
            return None
        number = match["number"]
        if number is None:
            return self._bare(match)
        model, name = self._named(number, match["suffixes"] or "")
        if model and not _may_precede(model, text, match.end()):
            return None
        evidence = model.evidence if model else self.line.evidence
        return AcceleratorMention(
            start, match.end(), self.line, name, model.id if model else None, self._level(evidence)
        )

    def goes_on_after(self, head: str) -> bool:
        """Can no name end where this run of letters does?"""
        bare = self.line.bare is not None or self.form in self.line.bare_forms
        return not (bare and self.form.lower() == head)

    def read_on(self, text: str, start: int) -> AcceleratorMention | None:
        """Return the listed model whose number alone stands at ``start``, as 5080 in RTX 5090と5080."""
        match = self._further.match(text, start)
        if match is None:
            return None
        model, name = self._named(match["number"], match["suffixes"])
        if model is None or model.before:
            return None
        return AcceleratorMention(start, match.end(), self.line, name, model.id, "adjacent")

    def _bare(self, match: re.Match[str]) -> AcceleratorMention | None:
        line = self.line
        evidence: Evidence | None = "certain" if self.form in line.bare_forms else line.bare
        if evidence is None:
            return None
        return AcceleratorMention(match.start(), match.end(), line, line.name, line.id, self._level(evidence))

    def _level(self, evidence: Evidence) -> Evidence:
        return self.line.ja_evidence or evidence if self.japanese else evidence

    def _named(self, number: str, suffixes: str) -> tuple[AcceleratorModel | None, str]:
        """Return the listed model, if it is one, and the canonical name."""
        words = [number, *self._split(suffixes)]
        for length in range(len(words), 0, -1):
            listed = self._numbers.get(fold_model_number("".join(words[:length])))
            if listed is not None:
                model = self.line.models[listed]
                return model, " ".join([model.name, *words[length:]])
        spaced = " ".join([_canonical_number(number), *words[1:]])
        return None, f"{self.line.name}{self.line.joint}{spaced}"

    def _split(self, suffixes: str) -> Iterator[str]:
        for match in re.finditer(self._any_suffix, suffixes, _ANY_CASE) if suffixes else ():
            yield self._suffixes[fold_model_number(match[0])]

    @cached_property
    def _any_suffix(self) -> str:
        return "|".join(map(_flexible, sorted(self.line.suffixes, key=len, reverse=True)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        number = f"{self._joint}{self._number(self.line.open)}"
        if self.line.not_before:
            number += f"(?!{_JOINT}(?:{'|'.join(self.line.not_before)}))"
        return re.compile(f"(?P<form>{_flexible(self.form)})(?:{number}|{self._ends_bare()})", _ANY_CASE)

    @cached_property
    def _further(self) -> re.Pattern[str]:
        return re.compile(self._number(""), _ANY_CASE)

    def _number(self, open_: str) -> str:
        """Return the pattern of the line's listed numbers and ``open_`` ones, with suffixes."""
        listed = [_flexible(number) for number in sorted(self.line.models, key=len, reverse=True)]
        numbers = "|".join([*listed, *([open_] if open_ else [])]) or "(?!)"
        any_suffix = self._any_suffix or "(?!)"
        suffixes = f"(?P<suffixes>(?:{_JOINT}(?:{any_suffix}){_NOT_BEFORE_LATIN})*)"
        return f"(?P<number>{numbers}){suffixes}{_MARKS}{_ENDS_NUMBER}(?!{self._not_after})"

    def _ends_bare(self) -> str:
        """Return the pattern of what may follow the name without a number."""
        ending = f"{_MARKS}{_NOT_BEFORE_LATIN}(?!-?\\d)"
        if self.japanese and _is_katakana(self.form):
            ending += f"(?![{_KATAKANA}])|(?={self._katakana_after})"
        if self.line.not_before:
            ending = f"(?:{ending})(?!{_JOINT}(?:{'|'.join(self.line.not_before)}))"
        return ending


class Grammar:
    """All spellings of all product lines, found by how they begin.

    Args:
        lines: The product lines.
        cues: What may not follow a number, and may follow katakana.
    """

    def __init__(self, lines: Iterable[ProductLine], cues: AcceleratorCues) -> None:
        self._separators = re.compile(cues.separators)
        self._latin: defaultdict[str, list[Spelling]] = defaultdict(list)
        self._japanese: defaultdict[str, list[Spelling]] = defaultdict(list)
        for line in lines:
            for form in line.ja:
                self._japanese[form[:PAIR]].append(Spelling(line, form, cues))
            for form in line.forms:
                spelling = Spelling(line, form, cues)
                for head in _heads(form, line):
                    self._latin[head].append(spelling)
        self._forms = {pair: tuple(s.form for s in found) for pair, found in self._japanese.items()}
        goes_on = {head: all(s.goes_on_after(head) for s in found) for head, found in self._latin.items()}
        self._heads = Heads(goes_on, self._japanese)

    def candidates(self, texts: Sequence[str]) -> list[list[AcceleratorMention]]:
        """Return every place of each text that reads like an accelerator, by start, longest first.

        Args:
            texts: NFKC, with ™ and ® as they are.
        """
        # Beginnings are looked for in all texts at once, with a NUL between them.
        joined = "\0".join(texts)
        words, pairs = self._heads.find(joined)
        bases = list(accumulate((len(text) + 1 for text in texts), initial=0))
        found: list[list[AcceleratorMention]] = [[] for _ in texts]
        for start, head in words:
            if named := self._latin.get(head.lower()):
                number = bisect_right(bases, start) - 1
                found[number] += self._read(texts[number], start - bases[number], named)
        for start in pairs:
            pair = joined[start : start + PAIR]
            if joined.startswith(self._forms.get(pair, ()), start):
                number = bisect_right(bases, start) - 1
                written = [s for s in self._japanese[pair] if joined.startswith(s.form, start)]
                found[number] += self._read(texts[number], start - bases[number], written)
        return [sorted(candidates, key=longest_first) for candidates in found]

    def _read(self, text: str, start: int, spellings: Sequence[Spelling]) -> Iterator[AcceleratorMention]:
        before = text[max(0, start - 2) : start]
        for spelling in spellings:
            if spelling.japanese:
                if _is_katakana(spelling.form) and _is_katakana(before[-1:]):
                    continue
            elif _GLUED_BEFORE.search(before):
                continue
            candidate = spelling.read(text, start)
            while candidate is not None:
                yield candidate
                candidate = self._next_of_list(text, candidate, spelling)

    def _next_of_list(
        self, text: str, candidate: AcceleratorMention, spelling: Spelling
    ) -> AcceleratorMention | None:
        """Return the model that a list goes on with, when only its number is repeated."""
        if candidate.name == spelling.line.name or len(spelling.form) == 1:
            return None
        separator = self._separators.match(text, candidate.end)
        if separator is None or not text[separator.end() : separator.end() + _SHORTEST].isalnum():
            return None
        return spelling.read_on(text, separator.end())


def _may_precede(model: AcceleratorModel, text: str, end: int) -> bool:
    """May the text that goes on at ``end`` follow this model's name?"""
    following = text[end : end + _LOOK_AHEAD]
    if model.before and not any(re.match(pattern, following) for pattern in model.before):
        return False
    return not any(re.match(pattern, following) for pattern in model.not_before)


def _heads(form: str, line: ProductLine) -> set[str]:
    """Return the runs of Latin letters, in lower case, that this spelling may begin with."""
    solid = re.sub("[ -]", "", form)
    whole = _LEADING_LETTERS.match(solid)
    heads = {match[0] for match in (_LEADING_LETTERS.match(form), whole) if match}
    if whole and whole[0] == solid:
        # A number may begin with letters of its own: TPUv5.
        heads |= {solid + match[0] for number in line.models if (match := _LEADING_LETTERS.match(number))}
    return {head.lower() for head in heads if head}


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
    written, listed = re.sub("[ ™®-]", "", written), re.sub("[ ™®-]", "", listed)
    if written == listed or written.isupper():
        return True
    if written.islower():
        return numbered and len(listed) > 1 and sum(map(str.isupper, listed)) > 1
    return len(written) > (2 if numbered else 3) and written[0].isupper()


def _is_katakana(text: str) -> bool:
    return bool(text) and all("ァ" <= character <= "ヿ" for character in text)
