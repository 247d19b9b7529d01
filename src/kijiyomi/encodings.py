"""Find out how bytes are encoded, strictly and without guessing silently."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from kijiyomi.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose little-endian mark begins that of UTF-32.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp932", "euc_jp")
_ISO_2022_JP = ("iso2022_jp", "iso2022_jp_ext")
# How ISO-2022-JP, all of whose bytes are ASCII, switches to its sets of kanji and kana.
_KANJI_FOLLOW = re.compile(rb"\x1b\$(?:[@B]|\([DOPQ])|\x1b\(I")
# What one legacy encoding looks like when read as the other: half-width katakana and rare kanji.
_JAPANESE = re.compile(r"[\u3041-\u30fe\u3001\u3002]")
_UNLIKELY = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff]")
# What Python's cp932 makes of the bytes 80, A0 and FD to FF, which Shift_JIS does not use.
_UNUSED = re.compile(r"[\x80\uf8f0-\uf8ff]")


def detect_encoding(sample: bytes, *, complete: bool = True) -> str:
    """Return the Python codec that reads ``sample``.

    A byte order mark decides; then the escape sequences of ISO-2022-JP; then UTF-8 when the bytes are valid
    UTF-8; then whichever of CP932 and EUC-JP is valid and gives the more plausible Japanese.

    Args:
        sample: The beginning of a file, or all of it.
        complete: Whether ``sample`` is all of it; otherwise its last character may be cut.

    Raises:
        InputError: If no encoding reads the bytes.
    """
    if marked := _marked(sample):
        return marked
    if sample.isascii() and _KANJI_FOLLOW.search(sample):
        for codec in _ISO_2022_JP:
            if _decode(sample, codec, complete) is not None:
                return codec
        raise InputError(
            "looks like ISO-2022-JP, but holds characters that are not in it; convert the file to UTF-8"
        )
    if _decode(sample, "utf-8", complete) is not None:
        return "utf-8"
    readings = {
        codec: text
        for codec in _LEGACY
        if (text := _decode(sample, codec, complete)) is not None and not _UNUSED.search(text)
    }
    if not readings:
        raise InputError(
            "the bytes are valid in none of UTF-8, CP932 (Shift_JIS), EUC-JP, ISO-2022-JP and UTF-16 with a "
            "byte order mark; convert the file to UTF-8"
        )
    return max(readings, key=lambda codec: _plausibility(readings[codec]))


def detect_line_encoding(lines: Sequence[bytes]) -> str:
    """Return the Python codec that reads ``lines``, a few of which may be damaged.

    Raises:
        InputError: If no encoding reads them.
    """
    sample = b"".join(lines)
    not_ascii = [line for line in lines if not line.isascii()]
    readable = sum(_decode(line, "utf-8", True) is not None for line in not_ascii)
    return _marked(sample) or (
        "utf-8" if readable * 2 > len(not_ascii) else detect_encoding(sample, complete=False)
    )


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
    """Return the warnings for a file read as ``codec``: none for UTF-8."""
    return () if codec in ("utf-8", "utf-8-sig") else (f"read as {codec}, not UTF-8",)


def _marked(sample: bytes) -> str | None:
    return next((codec for mark, codec in _MARKS if sample.startswith(mark)), None)


def _decode(sample: bytes, codec: str, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample, final=complete)
    except UnicodeError:
        return None


def _plausibility(text: str) -> int:
    return len(_JAPANESE.findall(text)) - 2 * len(_UNLIKELY.findall(text))
