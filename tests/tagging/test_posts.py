import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import kijiyomi
from kijiyomi.archive import read_archive
from kijiyomi.errors import InputError
from kijiyomi.tagging import DEFAULT_PLAN, Proposal, Skipped, parse_plan, propose, write

EXAMPLES = Path(__file__).parents[2] / "examples" / "archive"
BODY = "NVIDIAは約30億円を投じ、データセンターを建てる。GPUを1,000基並べる。\n"


@pytest.fixture(scope="module")
def analyzer():
    return kijiyomi.load()


@pytest.fixture
def proposed(analyzer, tmp_path):
    def propose_for(raw, plan=DEFAULT_PLAN):
        path = tmp_path / "post.md"
        path.write_bytes(raw)
        (outcome,) = propose([path], tmp_path, analyzer, plan) or [None]
        return outcome

    return propose_for


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_all_other_bytes_stay(proposed, encoding, line_end):
    text = f"---\ntitle: '題'   # 注\nreading_time: 8\n---\n\n{BODY}".replace("\n", line_end)
    outcome = proposed(text.encode(encoding), parse_plan(["reading_time=replace"]))
    assert outcome.after == text.replace("8", "1", 1).encode(encoding)
    write(outcome)
    assert outcome.path.read_bytes() == outcome.after


def test_categories_are_only_written_when_asked_for(proposed):
    assert "categories" not in proposed(BODY.encode()).changes
    assert "categories" in proposed(BODY.encode(), parse_plan(["categories=fill"])).changes


def test_labels_are_spelt_as_in_the_other_posts(analyzer, tmp_path):
    for name, tags in {"a": "[nvidia]", "b": "[nvidia]", "c": "[Nvidia]", "new": "[]"}.items():
        text = f"---\ntitle: NVIDIAの話\ntags: {tags}\n---\n{BODY}"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.iterdir())
    proposals = list(propose(iter(files), tmp_path, analyzer, parse_plan(["tags=add"])))
    assert [proposal.path for proposal in proposals] == files
    found = ([tag for tag in p.changes["tags"] if tag.lower() == "nvidia"] for p in proposals)
    assert list(found) == [["nvidia"], ["nvidia"], ["Nvidia"], ["nvidia"]]


def test_big_endian_stays_big_endian(proposed):
    raw = b"\xfe\xff" + f"---\nreading_time: 8\n---\n{BODY}".encode("utf-16-be")
    outcome = proposed(raw, parse_plan(["reading_time=replace"]))
    assert outcome.after == raw.replace("8".encode("utf-16-be"), "1".encode("utf-16-be"), 1)


def test_the_second_time_nothing_changes(analyzer, tmp_path):
    archive = shutil.copytree(EXAMPLES, tmp_path / "archive")
    plan = parse_plan(
        ["reading_time=replace", "tags=add", "categories=fill", "excerpt=fill", "keywords=replace"]
    )
    files = [Path(name) for name, _ in read_archive(archive).files]
    before = {path: path.read_bytes() for path in files}
    first = [p for p in propose(files, archive, analyzer, plan) if isinstance(p, Proposal)]
    assert len(first) > 15
    for proposal in first:
        assert before[proposal.path] == proposal.before
        write(proposal)
    assert [p for p in propose(files, archive, analyzer, plan) if isinstance(p, Proposal)] == []
    for article in read_archive(archive):
        assert article.text in before[Path(article.path)].decode(
            "cp932" if article.warnings == ("read as cp932, not UTF-8",) else "utf-8-sig"
        )


def test_links_that_lead_out_are_left_alone(analyzer, tmp_path):
    (tmp_path / "blog").mkdir()
    outside = tmp_path / "outside.md"
    outside.write_text(BODY, encoding="utf-8")
    (tmp_path / "blog" / "inside.md").write_text(BODY, encoding="utf-8")
    for name, target in (
        ("out.md", outside),
        ("in.md", tmp_path / "blog" / "inside.md"),
        ("gone.md", "none.md"),
    ):
        (tmp_path / "blog" / name).symlink_to(target)
    files = [tmp_path / "blog" / name for name in ("out.md", "in.md", "gone.md")]
    out, inside, gone = propose(files, tmp_path / "blog", analyzer, DEFAULT_PLAN)
    assert isinstance(out, Skipped)
    assert "leads out of" in out.reason
    assert "cannot open" in gone.reason
    write(inside)
    assert (tmp_path / "blog" / "in.md").is_symlink()
    assert (tmp_path / "blog" / "inside.md").read_bytes() == inside.after
    assert outside.read_text("utf-8") == BODY


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"---\ntitle: [a\n---\nx", "check the quotes"),
        (b"---\ntitle: a\ntitle: b\n---\nx", "leave one of them"),
        (b"\n---\ntitle: a\n---\nx", "nothing above it"),
        ("---\ntitle：題\n---\nx".encode(), "half-width colon"),
        (b"---\ntitle: a\ndate: 2024-02-30\n---\nx", "mend the date"),
        (f'"title": "題"\n;;;\n{BODY}'.encode(), "only read"),
        (f"Title: 題\nTags: a\n\n{BODY}".encode(), "only read"),
        (f'---\n{{"title": "題"}}\n---\n{BODY}'.encode(), "write a key a line"),
        (b"---\na: &t [x]\ntags: &u []\nb: *u\n---\n" + BODY.encode(), "cannot be changed safely"),
        (f"---\ntitle: 題\n---\n{BODY}".encode("cp932"), "has no"),
    ],
)
def test_what_cannot_be_written_safely_is_left_alone(proposed, raw, reason, analyzer, monkeypatch):
    if reason == "has no":
        found = analyzer.analyze(BODY)
        analyses = [replace(found, excerpt="絵文字😀")]
        monkeypatch.setattr(type(analyzer), "analyze_batch", lambda self, articles: analyses)
    outcome = proposed(raw)
    assert isinstance(outcome, Skipped)
    assert reason in outcome.reason


def test_a_post_that_changed_meanwhile_is_not_overwritten(proposed):
    outcome = proposed(BODY.encode())
    outcome.path.write_text("新しい本文", encoding="utf-8")
    with pytest.raises(InputError, match="changed since it was read"):
        write(outcome)
    assert outcome.path.read_text("utf-8") == "新しい本文"


def test_a_write_that_fails_leaves_the_post_as_it_was(proposed, monkeypatch):
    outcome = proposed(BODY.encode())
    outcome.path.chmod(0o640)

    def fail(self, target):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(InputError, match="No space left"):
            write(outcome)
    assert outcome.path.read_bytes() == outcome.before
    assert [path.name for path in outcome.path.parent.iterdir()] == ["post.md"]
    write(outcome)
    assert outcome.path.stat().st_mode & 0o777 == 0o640


def test_drafts_without_text_get_nothing(analyzer, tmp_path):
    (tmp_path / "draft.md").write_text("---\ntitle: 題\n---\n", encoding="utf-8")
    assert list(propose([tmp_path / "draft.md"], tmp_path, analyzer, DEFAULT_PLAN)) == []
