"""What a run over an archive did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    1回の実行の結果。

    Attributes:
        scored: Articles with a record.
        failures: Articles without one.
        resumed: Articles of both kinds that an earlier, interrupted run had done.
        characters: Code points of the articles' texts.
        seconds: Wall-clock time.
        output: The file or folder of records.
        errors: The file that lists the failures; ``None`` when there are none, or it was not written.
        first_failure: Why the first of them failed; ``""`` when there are none.
        without_rows: The tables that are not empty and yet have no row, each with the reason.
    """

    scored: int
    failures: int
    resumed: int
    characters: int
    seconds: float
    output: Path
    errors: Path | None
    first_failure: str
    without_rows: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether there was something to write, be it the nothing of an empty archive.

        出力を書いたかどうか。
        """
        return bool(self.scored) or not (self.failures or self.without_rows)
