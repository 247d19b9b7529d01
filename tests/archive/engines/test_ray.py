import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ray = pytest.importorskip("ray", reason="ray is not installed")
pytest.importorskip("ray.data", reason="ray[data] is not installed")

README = Path(__file__).parents[3] / "README.md"


def test_the_ten_lines_of_the_readme(tmp_path, monkeypatch):
    (code,) = re.findall(r"^```py\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(code.strip().splitlines()) <= 10
    lines = "".join(f'{{"id": "{n}", "title": "題", "text": "約{n}億円を投じる。"}}\n' for n in range(1, 9))
    (tmp_path / "articles.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ray.init(num_cpus=1, include_dashboard=False)
    try:
        exec(compile(code, str(README), "exec"), {"__name__": "readme"})
    finally:
        ray.shutdown()
    rows = pq.read_table(tmp_path / "scored").sort_by("id").to_pylist()
    assert [row["entities"][0]["value"] for row in rows] == [n * 1e8 for n in range(1, 9)]
