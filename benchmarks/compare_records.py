"""What a change does to the records of whole archives: every record that differs, field by field.

Score each archive before and after the change, then compare the two folders::

    kijiyomi score archive.jsonl.gz --output before/archive.jsonl
    (change the code)
    kijiyomi score archive.jsonl.gz --output after/archive.jsonl
    python benchmarks/compare_records.py before after

Exit code 0 when all files are equal byte for byte, 1 when not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--most", default=20, show_default=True, help="Differences shown for each file; 0 for all.")
def main(before: Path, after: Path, most: int) -> None:
    """Compare the .jsonl files of two folders."""
    changed = 0
    for old in sorted(before.glob("*.jsonl")):
        new = after / old.name
        if not new.exists():
            print(f"{old.name}: missing")
            changed += 1
            continue
        if old.read_bytes() == new.read_bytes():
            print(f"{old.name}: equal")
            continue
        changed += 1
        found = list(differences(old, new))
        kinds = ", ".join(f"{count} in {name}" for name, count in Counter(f[1] for f in found).most_common())
        print(f"{old.name}: {len({f[0] for f in found})} records differ: {kinds}")
        for record, name, was, now in found[: most or None]:
            print(f"  {record} {name}\n    - {was}\n    + {now}")
    raise SystemExit(changed > 0)


def differences(old: Path, new: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield record, field, what only the first and what only the second file says."""
    with old.open(encoding="utf-8") as olds, new.open(encoding="utf-8") as news:
        for number, (was, now) in enumerate(zip_longest(olds, news, fillvalue="{}"), start=1):
            if was == now:
                continue
            one, other = json.loads(was), json.loads(now)
            identifier = str(one.get("id") or other.get("id") or number)
            fields = [name for name in {**one, **other} if one.get(name) != other.get(name)]
            yield from ((identifier, name, *only(one.get(name), other.get(name))) for name in fields)
            if not fields:
                yield identifier, "spelling", was.strip()[:80], now.strip()[:80]


def only(one: Any, other: Any) -> tuple[str, str]:
    """Return what each value has that the other lacks; both whole where they are no lists."""
    if isinstance(one, list) and isinstance(other, list):
        one, other = [x for x in one if x not in other], [x for x in other if x not in one]
    return json.dumps(one, ensure_ascii=False), json.dumps(other, ensure_ascii=False)


if __name__ == "__main__":
    main()
