"""Readings written beside kanji (ruby), which a reader sees above the line and not in it.

- Aozora Bunko's and novel sites': ``漢字《かんじ》``, ``｜base《reading》``, ``《《emphasis》》``;
- DenDen Markdown's: ``{漢字|かんじ}``, ``{漢字|かん|じ}``;
- others': ``[漢字]{かんじ}``, ``[漢字]^(かんじ)``;
- Pixiv's: ``[[rb:漢字 > かんじ]]``.

HTML's ``<ruby>`` is read with the other elements. Titles in 《》 stay: 歌劇《カルメン》, 《こころ》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kijiyomi.text.masks import NO_MARKUP, MarkupFound, MarkupSource, Mask

_KANJI = "\u3005-\u3007\u30f5\u30f6\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\U000e0100-\U000e01ef"
_KANA = "\u3041-\u309f\u30a1-\u30ff\u3000 "
_AOZORA = re.compile(
    rf"｜(?P<base>[^｜《》\n]{{1,20}})(?P<explicit>《[{_KANA}A-Za-z]{{1,30}}》)"
    r"|《《(?P<dotted>[^《》\n]{1,50})》》"
    rf"|(?P<last>[{_KANJI}])(?P<reading>《[{_KANA}]{{1,20}}》)"
    "|《[^《》\\n]*》?"
)
_KANJI_CHARACTER = re.compile(f"[{_KANJI}]")
_HIRAGANA_RUN = re.compile("[\u3041-\u309f]+")
_BARS = re.compile("[|｜]")
_BRACES = re.compile(
    rf"(?:(?<!\{{)\{{|｛)(?P<base>[^{{}}｛｝|｜\n]{{1,60}}+)(?P<readings>(?:[|｜][{_KANA}]{{0,30}}+)++)(?:\}}(?!\}})|｝)"
    rf"|\[(?P<bracketed>[^\[\]\n]{{1,60}}+)\](?:\{{(?P<braced>[{_KANA}|]{{1,60}}+)\}}|\^[(（](?P<raised>[{_KANA}]{{1,30}}+)[)）])"
    rf"|\[\[rb:[ \t]*(?P<pixiv>[^\[\]>\n]{{1,40}}?)[ \t]*>(?P<shown>[^\[\]>\n]{{1,40}})\]\]"
)
_KANA_IN_BRACES = re.compile(rf"\}}(?<=[{_KANA}|]\}})")
# Words that end so introduce a title, unless what follows reads as they do.
_BEFORE_TITLES = {
    "曲": "きょく",
    "画": "が かく",
    "映": "えい",
    "説": "せつ",
    "歌": "か うた",
    "唱": "しょう",
    "劇": "げき",
    "詩": "し うた",
    "集": "しゅう",
    "誌": "し",
    "紙": "し かみ がみ",
    "作": "さく",
    "品": "ひん しな",
    "本": "ほん ぼん ぽん もと",
    "書": "しょ",
    "篇": "へん",
    "編": "へん",
    "話": "わ はなし ばなし",
    "譜": "ふ",
    "題": "だい",
    "名": "めい な",
    "展": "てん",
    "像": "ぞう",
    "刻": "こく",
    "図": "ず",
    "絵": "え",
    "盤": "ばん",
    "番": "ばん",
    "組": "くみ ぐみ",
    "版": "はん ばん ぱん",
    "店": "てん みせ",
    "艦": "かん",
    "船": "せん ふね",
    "号": "ごう",
    "型": "がた けい",
    "機": "き",
}
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def find_ruby(source: MarkupSource) -> MarkupFound:
    """Return the readings with the signs around them; what they are readings of stays."""
    text = source.text
    masks: list[Mask] = []
    if "》" in text:
        masks += _aozora_ruby(source.prose)
    if _may_hold_braces(text):
        masks += _ruby_in_braces(source.prose)
    return MarkupFound(masks) if masks else NO_MARKUP


def _may_hold_braces(text: str) -> bool:
    # Rare characters first: they are found much faster than several together.
    return (
        ("{" in text and ("]{" in text or ("|" in text and _KANA_IN_BRACES.search(text) is not None)))
        or "｛" in text
        or ("^" in text and "]^" in text)
        or (">" in text and "[[rb:" in text)
    )


def _ruby_in_braces(text: str) -> Iterator[Mask]:
    for ruby in _BRACES.finditer(text):
        base = next(name for name in ("base", "bracketed", "pixiv") if ruby[name])
        reading = ruby["readings"] or ruby["braced"] or ruby["raised"] or ruby["shown"]
        if _may_be_read(ruby[base], _BARS.split(reading.strip("|｜ \u3000"))):
            yield Mask(ruby.start(), ruby.start(base))
            yield Mask(ruby.end(base), ruby.end())


def _may_be_read(base: str, readings: Sequence[str]) -> bool:
    """May these be the readings of a base with kanji: one for each of its characters, or one for all?"""
    kanji = len(_KANJI_CHARACTER.findall(base))
    if len(readings) > 1:
        return kanji > 0 and len(readings) in (len(base), kanji)
    # The reading of the whole repeats its hiragana.
    sounds, position = readings[0].translate(_TO_HIRAGANA), 0
    for written in _HIRAGANA_RUN.findall(base):
        position = sounds.find(written, position) + len(written)
        if position < len(written):
            return False
    return kanji > 0


def _aozora_ruby(text: str) -> Iterator[Mask]:
    in_katakana = []
    has_ruby = has_titles = False
    for found in _AOZORA.finditer(text):
        if found["last"] and _is_reading(found["reading"], found["last"]):
            if not _HIRAGANA_RUN.search(found["reading"]):
                in_katakana.append(Mask(*found.span("reading")))
                continue
            yield Mask(*found.span("reading"))
        elif found["dotted"]:
            yield Mask(found.start(), found.start("dotted"))
            yield Mask(found.end("dotted"), found.end())
        elif found["base"]:
            yield Mask(found.start(), found.start("base"))
            yield Mask(*found.span("explicit"))
        else:
            has_titles = True
            continue
        has_ruby = True
    # Kanji read in katakana look like titles, which nobody who writes readings so writes so.
    if has_ruby and not has_titles:
        yield from in_katakana


def _is_reading(quoted: str, kanji: str) -> bool:
    """Is what stands in 《》 the reading of a word that ends with a kanji, rather than a title?"""
    reading = quoted.strip("《》 \u3000").translate(_TO_HIRAGANA)
    return kanji not in _BEFORE_TITLES or reading.endswith(tuple(_BEFORE_TITLES[kanji].split()))
