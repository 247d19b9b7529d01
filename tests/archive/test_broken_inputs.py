import pytest
from benchmarks.broken import CASES, run
from click.testing import CliRunner

from kijiyomi.cli import main

pytestmark = pytest.mark.usefixtures("kept_workers")


def kijiyomi(arguments):
    result = CliRunner().invoke(main, arguments)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.stderr


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_nothing_else_is_lost_and_the_reason_is_given(case, tmp_path):
    outcome = run(case, tmp_path, kijiyomi)
    assert (outcome.code, outcome.scored) == (case.code, case.good)
    assert case.told in outcome.told
    assert "Traceback" not in outcome.told
