"""What figures say of a change: direction and basis of every figure of ``changes.toml``.

    python -m benchmarks.changes [--errors]

Each figure of a sentence counts once: right are its span, its direction and its basis, or none of them.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

import kijiyomi
from kijiyomi.records.analysis import Entity

_SENTENCES = Path(__file__).with_suffix(".toml")
_AMOUNTS = frozenset(["MONEY", "PERCENT", "QUANTITY"])
Said = tuple[str, str | None, str | None]


def main() -> None:
    """Print how many directions, bases and whole figures are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print every figure that is wrong")
    show = parser.parse_args().errors
    analyzer = kijiyomi.load(None)
    pairs = []
    for sentence in tomllib.loads(_SENTENCES.read_text(encoding="utf-8"))["sentence"]:
        expected = [_expected(written) for written in sentence["figures"]]
        found = [_found(e) for e in analyzer.analyze(sentence["text"]).entities if e.label in _AMOUNTS]
        pairs += _paired(expected, found)
        if show and expected != found:
            print(
                sentence["text"],
                *(pair for pair in _paired(expected, found) if pair[0] != pair[1]),
                sep="\n    ",
            )
    print(f"{'':22} right  of   share")
    _print("change", [pair for pair in pairs if _any(pair, 1)], 1)
    _print("basis", [pair for pair in pairs if _any(pair, 2)], 2)
    _print("neither", [pair for pair in pairs if not _any(pair, 1) and not _any(pair, 2)], 0)
    whole = sum(wanted == found for wanted, found in pairs)
    print(f"{'all figures':22} {whole:5} {len(pairs):4}  {whole / len(pairs):.3f}")


def _expected(written: str) -> Said:
    text, change, basis = [*written.split(" "), "-", "-"][:3]
    return text, change.replace("-", "") or None, basis.replace("-", "") or None


def _found(entity: Entity) -> Said:
    return entity.text, entity.change, entity.basis


def _paired(expected: list[Said], found: list[Said]) -> list[tuple[Said | None, Said | None]]:
    """Pair figures by text, in order; a figure that only one side has is paired with nothing."""
    rest, pairs = list(found), []
    for wanted in expected:
        match = next((said for said in rest if said[0] == wanted[0]), None)
        if match:
            rest.remove(match)
        pairs.append((wanted, match))
    return [*pairs, *((None, said) for said in rest)]


def _any(pair: tuple[Said | None, Said | None], field: int) -> bool:
    return any(said is not None and said[field] is not None for said in pair)


def _print(name: str, pairs: list[tuple[Said | None, Said | None]], field: int) -> None:
    right = sum(a is not None and b is not None and a[field] == b[field] for a, b in pairs)
    print(f"{name:22} {right:5} {len(pairs):4}  {right / len(pairs):.3f}")


if __name__ == "__main__":
    main()
