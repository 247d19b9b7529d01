import pytest
from benchmarks.broken import CASES, run


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_nothing_else_is_lost_and_the_reason_is_told(case, tmp_path):
    outcome = run(case, tmp_path)
    assert (outcome.code, outcome.scored) == (case.code, case.good)
    assert case.told in outcome.told
    assert "Traceback" not in outcome.told
