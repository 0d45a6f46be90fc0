"""Setting up what is due, and saying that it was done."""

from datetime import date
from pathlib import Path

import pytest

import cast
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.models import Deadline, Done
from shilu.deadlines.operations import add_deadline, drop_deadline, keep_form, mark_done, mark_sent, mark_unsent
from shilu.deadlines.repeating import Repeats
from shilu.ledger.clerk import Clerk
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period

pytestmark = pytest.mark.database

DAY = date(2022, 7, 15)


@pytest.fixture
def by(clerk: Clerk) -> By:
    return By(cast.ACCOUNT, "示例局", clerk.now)


@pytest.fixture
def report(bureau: cast.Bureau, by: By) -> Deadline:
    period = parse_period("2022-H1")
    new = NewDeadline(bureau["X"], Sort.REPORT, "半年报告", DAY, Repeats.HALF_YEARLY, period, template="半年报告.md")
    return add_deadline(new, by=by)


def test_sending_a_report_marks_what_was_due_of_its_template_unit_and_period(
    report: Deadline, bureau: cast.Bureau, by: By
) -> None:
    cut = "2022-H2..2022-12-15"
    sent = mark_sent("半年报告.md", unit=bureau["X"], period=cut, on=date(2023, 1, 4), by=by, how="OA")
    assert sent == 1
    assert list(Done.objects.values_list("number", "unit", "on", "how")) == [(1, bureau["X"], date(2023, 1, 4), "OA")]


def test_a_sending_taken_back_takes_its_own_mark_alone(report: Deadline, bureau: cast.Bureau, by: By) -> None:
    of = {"unit": bureau["X"], "period": "2022-H1"}
    mark_sent("半年报告.md", **of, on=DAY, by=by, how="OA 8号")
    assert mark_unsent("半年报告.md", **of, on=DAY, how="OA 9号") == 0
    assert mark_unsent("半年报告.md", **of, on=DAY, how="OA 8号") == 1
    assert not Done.objects.exists()


@pytest.mark.parametrize(
    ("template", "unit", "period"),
    [("别的.md", "X", "2022-H1"), ("半年报告.md", "X02", "2022-H1"), ("半年报告.md", "X", "2022-06")],
)
@pytest.mark.usefixtures("report")
def test_sending_another_paper_marks_nothing(
    bureau: cast.Bureau, by: By, template: str, unit: str, period: str
) -> None:
    assert mark_sent(template, unit=bureau[unit], period=period, on=DAY, by=by) == 0


def test_form_is_kept_and_replaced(report: Deadline, tmp_path: Path) -> None:
    keep_form(report, name="附件1.XLSX", content=b"a", folder=tmp_path / "deadlines")
    keep_form(report, name="附件2.xlsx", content=b"b", folder=tmp_path / "deadlines")
    report.refresh_from_db()
    assert report.form_name == "附件2.xlsx"
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "deadlines").iterdir()] == [(report.form, b"b")]


def test_what_was_done_once_cannot_be_taken_away(report: Deadline, bureau: cast.Bureau, by: By, tmp_path: Path) -> None:
    mark_done(report, 0, unit=bureau["X"], on=DAY, by=by)
    with pytest.raises(Refused, match="已有报送记录，不能删除"):
        drop_deadline(report, folder=tmp_path)
    Done.objects.all().delete()
    keep_form(report, name="附件1.xlsx", content=b"a", folder=tmp_path)
    drop_deadline(report, folder=tmp_path)
    assert (Deadline.objects.count(), list(tmp_path.iterdir())) == (0, [])
