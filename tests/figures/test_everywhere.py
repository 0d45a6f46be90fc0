"""The sums of all units at once are those of each unit asked."""

from datetime import date
from random import Random

import pytest

from cast import post, unit_uuid
from figures.figure_cast import CODES
from shilu.figures.everywhere import sums_everywhere
from shilu.figures.formulas import Formulas
from shilu.figures.kept import bring_forward
from shilu.figures.names import figures_named
from shilu.figures.reading import Reading, Scope
from shilu.ledger.clerk import Clerk
from shilu.ledger.occasions import join_occasion
from shilu.ledger.organising import change_organisation
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitMoved

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("county")]


@pytest.mark.parametrize("keeping", [False, True])
def test_sums_of_all_units_are_those_of_each(clerk: Clerk, *, keeping: bool) -> None:
    random = Random(3)
    days = [f"2022-{random.randint(1, 6):02}-{random.randint(1, 28):02}" for _event in range(20)]
    lines = [
        f"{day} | {random.choice(CODES)} | {random.choice(('meeting', 'lesson'))} | "
        f"times={random.randint(0, 3)} people={random.randint(1, 40)}"
        for day in days
        for _guest in range(3)
    ]
    seqs = post("\n".join(lines), clerk=clerk)
    for start in range(0, 12, 3):
        join_occasion(seqs[start : start + 3], clerk=clerk)
    change_organisation([UnitMoved(unit_uuid("A1"), unit_uuid("B"), date(2022, 3, 10))], clerk=clerk)
    if keeping:
        bring_forward()
    reading = Reading(today=None)
    formulas = Formulas(reading)
    names = ("例会", "党课", "教育活动", "参加教育人次")
    asked = [one for name in names for one in figures_named(name, catalogue=reading.catalogue)]
    periods = [parse_period("2022-H1"), *parse_period("2022-H1").months(), parse_period("2022-W11")]
    for table in sums_everywhere(asked, reading=reading, periods=periods):
        for unit, amount, entries in zip(table.units, table.amounts, table.entries, strict=True):
            sums = formulas.sums(table.asked, scope=Scope(unit), period=table.period)
            assert (amount, entries) == (sums.amount, sums.entries)
