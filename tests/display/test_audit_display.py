import io

from rich.console import Console

from kijiyomi.audit import Audit, Finding, FindingKind
from kijiyomi.audit.kinds import ReadingTimes, Repetition
from kijiyomi.display.audit import audit_html, print_audit

NASTY = "<script>alert(1)</script>[red]\x1b[31m\ud800"
AUDIT = Audit.of(
    4,
    [
        Finding(FindingKind.REPEATED_PARAGRAPH, NASTY, Repetition(0.5, 2, NASTY), ("a", "b"), 0.5),
        Finding(FindingKind.READING_TIME, "c", ReadingTimes(8, 1), ("c",), 0.2),
    ],
)


def printed(audit, **options):
    stream = io.StringIO()
    print_audit(audit, Console(file=stream, width=120), **options)
    return stream.getvalue()


def test_everything_is_listed_and_nothing_interpreted():
    text = printed(AUDIT)
    assert "<script>alert(1)</script>[red]" in text
    assert "\x1b" not in text
    assert "says 8, takes 1.0 minutes" in text


def test_long_lists_end_with_what_is_left():
    text = printed(AUDIT, most=1)
    assert "and 1 more" in text
    assert "says 8" not in text


def test_a_clean_archive_is_told_so():
    assert "3 posts, nothing found" in printed(Audit.of(3, []))
    assert "Audit of 3 posts" in audit_html(Audit.of(3, []))


def test_html_is_escaped_and_stands_alone():
    page = audit_html(AUDIT)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "http" not in page
    page.encode("utf-8")
