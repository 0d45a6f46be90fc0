"""What a workbook states to this ledger: facts of its units on days that have come, or cells at fault."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.ahead import without_days_ahead
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.context import UnitFound, unit_names
from shilu.ledger.importing.ended import without_ended_units
from shilu.ledger.importing.facts import Reading
from shilu.ledger.importing.organisation_books import organisation_book
from shilu.ledger.importing.past import remembered_guesses
from shilu.ledger.importing.reading import read_facts
from shilu.ledger.importing.retired import without_retired_kinds
from shilu.ledger.importing.untold import with_untold_counts
from shilu.ledger.importing.workbook import Workbook
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar
from shilu.organisation.finding import Finder, Found, refusal
from shilu.organisation.structure import Structure, Unit

_NO_GUESSES: Final[Mapping[str, Mapping[str, Any]]] = {}


def stated_facts(
    book: Workbook,
    *,
    unit: UUID | None,
    structure: Structure,
    catalogue: Catalogue,
    calendar: BodyCalendar,
    own: str,
    choices: Choices,
    today: date,
    guesses: Mapping[str, Mapping[str, Any]] = _NO_GUESSES,
) -> Reading:
    """The facts of ``book``, with cells at fault for units that were no more and days that have not come yet.

    Columns are read as at the last import of the same table, unless ``guesses`` (by signature) say otherwise. Refused
    where no sheet has a header row, and for a staff list or an organisation sheet.
    """
    finder = Finder(structure)
    try:
        reading = read_facts(
            book,
            catalogue=catalogue,
            find_unit=lambda name: found_unit(name, finder=finder, within=unit),
            default=UnitFound(str(unit), structure.units[unit].name) if unit else None,
            calendar=calendar,
            new_kinds=choices.new_kinds,
            own=own,
            guesses={**remembered_guesses(), **guesses},
        )
    except Refused as error:
        raise organisation_book(book, None) or error from None
    elsewhere = organisation_book(book, reading)
    if elsewhere is not None:
        raise elsewhere
    reading = with_untold_counts(reading, catalogue=catalogue)
    reading = without_retired_kinds(without_ended_units(reading, structure=structure), catalogue=catalogue)
    return without_days_ahead(reading, today=today)


def found_unit(name: str, *, finder: Finder, within: UUID | None) -> UnitFound | str:
    """The unit of that name in the subtree, or one line on why there is none."""
    finding = finder.find(name, within=within)
    if isinstance(finding, Found):
        return UnitFound(str(finding.unit.uuid), finding.unit.name)
    return str(refusal(name, finding))


def unit_made_for(reading: Reading, default: UUID | None, *, structure: Structure) -> UUID:
    """The unit for which a workbook was made.

    It is the one that all its tables name, where their rows are of units at and below it only; else ``default``.
    """
    named = {UUID(table.unit.key) if table.unit else default for table in reading.tables}
    found = named.pop() if len(named) == 1 else default
    if found is None:
        raise Refused(_("%(file)s does not say of which unit it is; name it with --unit.") % {"file": reading.file})
    tree = structure.tree_now()
    stated = [UUID(key) for key in {fact.unit.key for fact in reading.facts if fact.unit}]
    return found if default is None or all(found in tree.chain(unit) for unit in stated) else default


def named_elsewhere(reading: Reading, within: UUID, *, structure: Structure) -> str:
    """A unit that neither stands below ``within`` nor above it, or that nobody here knows, but that is said to be meant.

    Title, sheet or file name say it. Rows of such a table that name no unit are read as of ``within``, which is hardly
    what the workbook wants.
    """
    finder, tree = Finder(structure), structure.tree_now()
    for table in reading.tables:
        if table.unit is not None and table.unit.key != str(within):
            continue
        texts = (table.sheet, table.title, PurePath(reading.file).stem)
        findings = [finder.find(name, beginnings=False) for text in texts for name in unit_names(text)]
        found = [one.unit for one in findings if isinstance(one, Found)]
        for unit in found:
            if within not in tree.chain(unit.uuid) and unit.uuid not in tree.chain(within):
                return unit.name
        if not found and any(not fact.unit_typed for fact in table.facts):
            stranger = _stranger(table.title, here=structure.units[within])
            if stranger:
                return stranger
    return ""


_BODY: Final = re.compile(
    r"(?:局|厅|派出所|大队|支队|总队|[大中小]学|学院|学校|医院|卫生院|法院|检察院|监狱|看守所|戒毒所|公司|集团|街道|办事处|乡|镇)$"
)
_SHORTEST_BODY: Final = 4
_HERE: Final = ("各", "全", "本", "我", "所属", "直属", "基层")


def _stranger(title: str, *, here: Unit) -> str:
    """The body with whose name a title begins, where no unit has that name; not what says whose it is only to those within."""
    names = (name for name in unit_names(title) if len(name) >= _SHORTEST_BODY and _BODY.search(name))
    name = next(names, "")
    return "" if name.startswith(_HERE) or here.name.endswith(name) else name
