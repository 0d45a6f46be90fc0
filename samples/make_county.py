"""Writes the sample organisation into samples/county (or a folder that is named): the same files every time."""

import sys
import tomllib
from pathlib import Path
from random import Random

from county_maker.cast import BAD_RETURN, NOT_RETURNED, TODAY, ZERO_REPORT, people, stations_on
from county_maker.events import events
from county_maker.facts import Fact, Facts
from county_maker.forms import write_forms
from county_maker.grids import write_branches, write_months
from county_maker.office_ledger import write_half, write_opening, write_year
from county_maker.organisation import write_staff_list, write_units
from county_maker.papers import write_papers
from county_maker.topic_ledgers import (
    june_rows,
    write_articles,
    write_care,
    write_honours,
    write_returns,
    write_training,
)

SEED = 20260630
COUNTY = Path(__file__).parent / "county"


def make(folder: Path) -> None:
    """Write every workbook, paper and form of the sample below ``folder``."""
    ledgers = folder / "ledgers"
    write_staff_list(folder, random=Random(SEED))
    write_units(folder)
    write_opening(ledgers)
    rows = events(Random(SEED + 1))
    write_year(ledgers, [event for event in rows if event.day.year == 2025], random=Random(SEED + 2))
    write_half(ledgers, [event for event in rows if event.day.year == 2026], random=Random(SEED + 3))
    stated = [
        *write_training(ledgers, random=Random(SEED + 4)),
        *write_articles(ledgers, random=Random(SEED + 5)),
        *write_care(ledgers, random=Random(SEED + 6)),
        *write_honours(ledgers, random=Random(SEED + 10)),
        *write_months(ledgers, random=Random(SEED + 17)),
        *write_branches(ledgers, random=Random(SEED + 8)),
        *_returns(folder, random=Random(SEED + 9)),
    ]
    tour = tomllib.loads((COUNTY / "tour.toml").read_text(encoding="utf-8"))
    facts = Facts.of(stated, rows, tour, staff=len(people(Random(SEED))))
    write_papers(folder / "papers", facts, tour=tour)
    write_forms(folder / "forms")


def _returns(folder: Path, *, random: Random) -> list[Fact]:
    facts = []
    for name in stations_on(TODAY):
        rows, stated = june_rows(random, name)
        if name in NOT_RETURNED or name == ZERO_REPORT:
            continue
        facts += stated
        write_returns(folder / "returns", name, rows, bad=name == BAD_RETURN)
        if name == BAD_RETURN:
            write_returns(folder / "returns-mended", name, rows, bad=False)
    return facts


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else COUNTY)
