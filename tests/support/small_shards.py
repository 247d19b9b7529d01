"""The command line, with shards so small that a short archive has many."""

import functools

from kijiyomi.archive import scoring
from kijiyomi.cli import main

scoring.score = functools.partial(scoring.score, shard_characters=2_000)
main(prog_name="kijiyomi")
