import pytest

from kijiyomi.archive.atomic_file import AtomicFile
from kijiyomi.errors import InputError


def test_nothing_appears_under_the_name_before_all_is_written(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), AtomicFile(path) as stream:
        stream.write(b"new")
        raise RuntimeError("killed")
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot write here"), AtomicFile(tmp_path / "no" / "out.jsonl"):
        pass


@pytest.mark.parametrize("size", [100, 1_000_000])
def test_a_full_disk_is_said(tmp_path, size):
    with (
        pytest.raises(InputError, match="cannot finish writing: No space left"),
        _OnFullDisk(tmp_path / "out.jsonl") as stream,
    ):
        stream.write(b"x" * size)


class _OnFullDisk(AtomicFile):
    """Writes to the device that is always full."""

    def __init__(self, path):
        super().__init__(path)
        self._partial = path.parent / "full"
        self._partial.symlink_to("/dev/full")
