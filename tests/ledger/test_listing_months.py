"""Which unit has reported a month, and what it usually records."""

from datetime import date
from uuid import UUID

import pytest

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.listing_counts import told, untold, without_untold
from shilu.ledger.listing_kinds import kinds_recorded, usual_but_missing
from shilu.ledger.listing_months import MonthState, states_of_month
from shilu.ledger.operations import reverse_entries
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import Said, catalogue_at, said_of_periods, structure_at
from shilu.ledger.sight import EVERYTHING, Part, Sight
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitAdded, UnitEnded

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MAY = parse_period("2022-05")
TODAY = date(2022, 7, 4)


def states(period: str = "2022-05") -> dict[str, str]:
    structure = structure_at()
    found = states_of_month(parse_period(period), said=said_of_periods(), structure=structure, today=TODAY)
    return {structure.units[uuid].code: _written(state) for uuid, state in found.items()}


def _written(state: MonthState) -> str:
    return f"{state.state} {state.done}/{state.of}"


def test_month_is_missing_until_somebody_says_that_it_is_reported(bureau: cast.Bureau, clerk: Clerk) -> None:
    assert states() == {
        "X": "missing 0/3",
        "X01": "missing 0/1",
        "X02": "missing 0/1",
        "X0201": "missing 0/1",
        "X03": "missing 0/1",
    }
    close_period(bureau["X03"], period=MAY, clerk=clerk)
    assert states()["X03"] == "confirmed 1/1"
    assert states()["X"] == "partial 1/3"


def test_confirming_a_unit_confirms_those_below_it(bureau: cast.Bureau, clerk: Clerk) -> None:
    close_period(bureau["X02"], period=MAY, clerk=clerk)
    assert (states()["X02"], states()["X0201"]) == ("confirmed 1/1", "confirmed 1/1")
    close_period(bureau["X"], period=MAY, clerk=clerk)
    assert states()["X"] == "confirmed 3/3"


def test_month_that_was_opened_again_says_so(bureau: cast.Bureau, clerk: Clerk) -> None:
    close_period(bureau["X"], period=MAY, clerk=clerk)
    open_period(bureau["X03"], period=MAY, reason="漏报一次", clerk=clerk)
    assert (states()["X03"], states()["X"]) == ("opened 0/1", "partial 2/3")


def test_part_of_a_month_is_partial_and_a_month_to_come_is_ahead(bureau: cast.Bureau, clerk: Clerk) -> None:
    close_period(bureau["X03"], period=parse_period("2022-05-01/2022-05-15"), clerk=clerk)
    assert states()["X03"] == "partial 0/1"
    assert states("2022-08")["X"] == "ahead 0/0"
    assert states("2022-07")["X"] == "ahead 0/3"


def test_unit_that_was_no_more_is_absent(bureau: cast.Bureau, clerk: Clerk) -> None:
    change_organisation([UnitEnded(bureau["X03"], (), date(2022, 4, 1))], clerk=clerk)
    assert (states()["X03"], states()["X"]) == ("absent 0/0", "missing 0/2")


def test_before_the_list_of_units_begins_its_first_units_are_asked(bureau: cast.Bureau, clerk: Clerk) -> None:
    later = UnitAdded(UUID(int=9), "X04", "新所", "", "所", bureau["X"], date(2022, 5, 1))
    change_organisation([later], clerk=clerk)
    assert states("2010-05")["X"] == "missing 0/3"
    close_period(bureau["X02"], period=parse_period("2010"), clerk=clerk)
    before = states("2010-05")
    assert [before[code] for code in ("X02", "X0201", "X03", "X04")] == [
        "confirmed 1/1",
        "confirmed 1/1",
        "missing 0/1",
        "absent 0/0",
    ]
    assert states("2022-04")["X04"] == "absent 0/0"


def test_missing_names_the_units_that_have_not_reported(bureau: cast.Bureau, clerk: Clerk) -> None:
    close_period(bureau["X03"], period=MAY, clerk=clerk)
    found = states_of_month(MAY, said=said_of_periods(), structure=structure_at(), today=TODAY)
    assert set(found[bureau["X"]].missing) == {bureau["X01"], bureau["X0201"]}
    assert found[bureau["X03"]].said == said_of_periods()[-1]


def test_kinds_recorded_are_counted_by_unit_as_they_stand(bureau: cast.Bureau, clerk: Clerk) -> None:
    seqs = cast.post(
        """
        2022-05-01 | X02 | meeting             | times=1 people=5 | 会
        2022-05-02 | X02 | meeting             | times=1 people=5 | 会
        2022-05-03 | X02 | article(level=city) | items=1          | 稿
        2022-05-03 | X03 | article(level=city) | items=1          | 稿
        2022-06-03 | X02 | article(level=city) | items=1          | 稿
        """,
        clerk=clerk,
    )
    reverse_entries([seqs[1], seqs[3]], reason="重复", clerk=clerk)
    units = [bureau["X02"], bureau["X03"]]
    assert kinds_recorded(MAY, units=units, sight=EVERYTHING) == {
        bureau["X02"]: {"test/meeting": 1, "test/article": 1},
        bureau["X03"]: {},
    }
    articles = Sight((Part(kinds=frozenset({"test/article"})),))
    assert kinds_recorded(MAY, units=units, sight=articles) == {bureau["X02"]: {"test/article": 1}, bureau["X03"]: {}}


def test_kinds_of_two_months_before_are_missed(bureau: cast.Bureau) -> None:
    unit = bureau["X02"]
    before = [{unit: {"test/meeting": 1, "test/article": 2}}, {unit: {"test/meeting": 1}}, {}]
    assert usual_but_missing(unit, now={}, before=before) == ["test/meeting"]
    assert usual_but_missing(unit, now={unit: {"test/meeting": 1}}, before=before) == []


def test_people_of_private_kinds_are_not_told_to_those_who_only_read(bureau: cast.Bureau, clerk: Clerk) -> None:
    seqs = cast.post("2022-05-01..2022-05-31 | X02 | talk | times=3 people=3 |", clerk=clerk)
    catalogue = catalogue_at()
    (entry,), kind = entries_by_seq(seqs), catalogue.kinds["test/talk"]
    assert [quantity.key for quantity, _amount in told(entry.quantities, kind=kind)] == ["times"]
    assert [quantity.key for quantity, _amount in told(entry.quantities, kind=kind, all_of_it=True)] == [
        "times",
        "people",
    ]
    assert dict(without_untold(entry, catalogue=catalogue).quantities) == {"times": 3}
    assert untold(catalogue.kinds["test/meeting"]) == frozenset()


def test_unit_whose_workbook_came_with_rows_left_out_has_reported_in_part(bureau: cast.Bureau, clerk: Clerk) -> None:
    came = Said(9, "import", bureau["X02"], date(2022, 4, 1), date(2022, 5, 31), None)
    said, structure = said_of_periods(), structure_at()
    found = states_of_month(MAY, said=said, in_part=[came], structure=structure, today=TODAY)
    assert [_written(found[bureau[code]]) for code in ("X02", "X0201", "X03")] == [
        "partial 0/1",
        "partial 0/1",
        "missing 0/1",
    ]
    assert found[bureau["X02"]].missing == (bureau["X0201"],)
