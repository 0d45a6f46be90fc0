"""Who has sent a month's workbook and who has not."""

from collections.abc import Callable

import pytest

import cast
from shilu.collecting.desk import Desk
from shilu.collecting.models import Delivery
from shilu.collecting.operations import begin, carry_out, decide, look, undo_import
from shilu.collecting.returns import reminder, returns_for, sorts_below, units_asked
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.importing.choices import Choices
from shilu.ledger.queries import structure_at
from shilu.lib.periods import Period, parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HandIn = Callable[..., Delivery]


def month() -> Period:
    return parse_period("2022-03")


def bring(delivery: Delivery, desk: Desk) -> Delivery:
    look(delivery, desk=desk)
    begin(delivery, desk=desk)
    return carry_out(delivery, desk=desk)


def states(within: object) -> dict[str, str]:
    found = returns_for(month(), within=within, structure=structure_at())  # type: ignore[arg-type]
    return {one.unit.name: one.how for one in found}


def test_units_right_below_are_asked(bureau: cast.Bureau, desk: Desk, hand_in: HandIn) -> None:
    title = "城东所2022年3月台账"
    bring(hand_in("2022-03-01 | 城东所 | 例会 | 例会 | 1 | 12", title=title, unit="X02"), desk)
    close_period(bureau["X03"], period=month(), clerk=desk.clerk)
    assert states(bureau["X"]) == {"办公室": "missing", "城东所": "sent", "城西所": "confirmed"}
    found = returns_for(month(), within=bureau["X"], structure=structure_at())
    assert [one.file for row in found for one in row.imports] == ["台账.xlsx"]
    open_period(bureau["X03"], period=month(), reason="补", clerk=desk.clerk)
    assert states(bureau["X"])["城西所"] == "missing"


def test_workbook_of_a_team_counts_for_its_station(bureau: cast.Bureau, desk: Desk, hand_in: HandIn) -> None:
    title = "城东所一队2022年3月台账"
    bring(hand_in("2022-03-01 | 城东所一队 | 例会 | 例会 | 1 | 12", title=title, unit="X0201"), desk)
    assert states(bureau["X"])["城东所"] == "sent"


def test_workbook_of_the_whole_body_covers_all(bureau: cast.Bureau, desk: Desk, hand_in: HandIn) -> None:
    delivery = bring(hand_in("2022-03-01 | 城东所 | 例会 | 例会 | 1 | 12", title="示例局2022年3月台账"), desk)
    assert states(bureau["X"]) == {"办公室": "above", "城东所": "above", "城西所": "above"}
    undo_import(delivery.seq or 0, reason="导错了", desk=desk)
    assert set(states(bureau["X"]).values()) == {"missing"}


def test_reminder_names_who_is_missing(bureau: cast.Bureau) -> None:
    found = returns_for(month(), within=bureau["X"], structure=structure_at())
    assert reminder(found, period=month(), until="4月5日") == (
        "2022年3月台账还未报送的单位：办公室、城东所、城西所。请于4月5日前报送。"
    )
    assert reminder([], period=month()) == ""


def test_unit_without_units_below_is_asked_itself(bureau: cast.Bureau) -> None:
    structure = structure_at()
    day = month().last
    assert [unit.name for unit in units_asked(day, within=bureau["X03"], structure=structure)] == ["城西所"]
    assert [unit.name for unit in units_asked(day, within=bureau["X"], structure=structure, sort="所")] == [
        "城东所",
        "城西所",
    ]
    assert sorts_below(bureau["X"], day=day, structure=structure) == []


def test_workbook_of_which_rows_are_left_out_is_sent_in_part(bureau: cast.Bureau, desk: Desk, hand_in: HandIn) -> None:
    rows = "2022-03-01 | 城东所 | 例会 | 例会 | 1 | 12\n2022-03-39 | 城东所 | 例会 | 坏的 | 1 | 12"
    delivery = hand_in(rows, title="城东所2022年3月台账", unit="X02")
    look(delivery, desk=desk)
    decide(delivery, Choices(accept_valid=True))
    begin(delivery, desk=desk)
    carry_out(delivery, desk=desk)
    assert states(bureau["X"])["城东所"] == "partly"
    (one,) = [one for one in returns_for(month(), within=bureau["X"], structure=structure_at()) if one.imports]
    assert [(sent.file, sent.reported) for sent in one.imports] == [("台账.xlsx", False)]
    close_period(bureau["X02"], period=month(), clerk=desk.clerk)
    assert states(bureau["X"])["城东所"] == "confirmed"
