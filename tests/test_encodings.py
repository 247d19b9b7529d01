import pytest

from kijiyomi.encodings import decode, detect_encoding, encoding_warning
from kijiyomi.errors import InputError

TEXT = "日本語の記事です。ｶﾅも髙橋さんも㈱も、読めるはずです。\n"


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp932"), "cp932"),
        ("日本語の記事です。カナも読めるはずです。".encode("euc_jp"), "euc_jp"),
        (b"", "utf-8"),
        (b"plain ASCII", "utf-8"),
    ],
)
def test_each_encoding_is_detected(raw, codec):
    assert detect_encoding(raw) == codec
    text, used = decode(raw)
    assert used == codec
    assert text == raw.decode(codec)


def test_a_sample_may_end_inside_a_character():
    raw = TEXT.encode()
    for cut in range(len(raw)):
        assert detect_encoding(raw[:cut], complete=False) == "utf-8"


def test_legacy_encodings_are_reported():
    assert encoding_warning("utf-8") == encoding_warning("utf-8-sig") == ()
    assert encoding_warning("cp932") == ("read as cp932, not UTF-8",)


def test_bytes_that_are_no_text_are_refused_with_a_remedy():
    with pytest.raises(InputError, match="convert the file to UTF-8"):
        detect_encoding(b"\xff\x00\xfd\x80\x80")


@pytest.mark.parametrize("codec", ["iso2022_jp", "iso2022_jp_ext", "utf-32"])
def test_encodings_whose_bytes_could_be_taken_for_others(codec):
    text = "日本語の記事です。ｶﾅ\n" if codec == "iso2022_jp_ext" else "日本語の記事です。\n"
    assert decode(text.encode(codec)) == (text, codec)


def test_escape_sequences_of_a_terminal_are_ascii():
    raw = b"\x1b[31mred\x1b[0m \x1b(B"
    assert decode(raw) == (raw.decode(), "utf-8")


def test_iso_2022_jp_with_characters_of_no_set_is_refused():
    with pytest.raises(InputError, match=r"looks like ISO-2022-JP.*convert"):
        decode(b"\x1b$B-!\x1b(B")
