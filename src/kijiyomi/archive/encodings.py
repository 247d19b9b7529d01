"""Find out how bytes are encoded, strictly and without guessing silently."""

from __future__ import annotations

import codecs
import re

from kijiyomi.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp932", "euc_jp")
# What one legacy encoding looks like when read as the other: half-width katakana and rare kanji.
_JAPANESE = re.compile(r"[\u3041-\u30fe\u3001\u3002]")
_UNLIKELY = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff]")


def detect_encoding(sample: bytes, *, complete: bool = True) -> str:
    """Return the Python codec that reads ``sample``.

    A byte order mark decides; then UTF-8 when the bytes are valid UTF-8; then whichever of CP932 and
    EUC-JP is valid and gives the more plausible Japanese.

    Args:
        sample: The beginning of a file, or all of it.
        complete: Whether ``sample`` is all of it; otherwise its last character may be cut.

    Raises:
        InputError: If no encoding reads the bytes.
    """
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return codec
    if _decode(sample, "utf-8", complete) is not None:
        return "utf-8"
    readings = {codec: text for codec in _LEGACY if (text := _decode(sample, codec, complete)) is not None}
    if not readings:
        raise InputError(
            "the bytes are valid in none of UTF-8, CP932 (Shift_JIS), EUC-JP and UTF-16 with a byte order "
            "mark; convert the file to UTF-8"
        )
    return max(readings, key=lambda codec: _plausibility(readings[codec]))


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text of a whole file and the codec that read it.

    Raises:
        InputError: If no encoding reads the bytes.
    """
    codec = detect_encoding(raw)
    try:
        return raw.decode(codec), codec
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start} is not valid {codec}; convert the file to UTF-8") from error


def encoding_warning(codec: str) -> tuple[str, ...]:
    """Return what to tell the user about a file read as ``codec``; nothing for plain UTF-8."""
    return () if codec in ("utf-8", "utf-8-sig") else (f"read as {codec}, not UTF-8",)


def _decode(sample: bytes, codec: str, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample, final=complete)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> int:
    return len(_JAPANESE.findall(text)) - 2 * len(_UNLIKELY.findall(text))
