"""Made reports of the sample organisation: no verdict and no finding of the check is wrong on a few of each sort.

`benchmarks/check.py` measures on many; this is a small part of it with a fixed seed.
"""

from pathlib import Path

import pytest

from reports.checking.faulty import papers
from reports.checking.measured import measure
from reports.checking.sample_county import build, facts
from shilu.reports.checking.operations import Checker


@pytest.mark.usefixtures("own_process")
def test_check_is_never_wrong_on_a_few_made_reports(tmp_path: Path) -> None:
    build(tmp_path / "county")
    made = list(papers(facts(), seed=1, honest=20, faulty=20))

    result = measure(made, Checker.now(today=None))

    assert [one.paper for one in made[:20] if one.planted] == []
    assert all(one.planted for one in made[20:])
    assert (result.papers, result.wrong, result.wrong_findings) == (40, [], [])
    assert len(result.abstained) / result.with_records < 0.25
    assert result.found.total() / result.faults.total() > 0.7
