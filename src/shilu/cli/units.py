"""shilu units: import, list, move, merge, rename."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.access.following import follow_people, follow_roots
from shilu.cli.asked import ASKED, by, clerk, today, unit_named
from shilu.cli.printing import Format, FormatOption, print_json, print_rows, remark, say
from shilu.ledger.attendance import forget_person
from shilu.ledger.clerk import Clerk
from shilu.ledger.named import day_named
from shilu.ledger.organising_import import import_organisation
from shilu.ledger.queries import structure_at
from shilu.ledger.reorganising import add_alias, end_unit, move_unit, rename_unit
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.organisation.queries import known_people, person_called
from shilu.organisation.structure import Structure

app = typer.Typer(help=gettext_noop("The organisation: units and people, with days of validity."), no_args_is_help=True)

UnitArgument = Annotated[str, typer.Argument(metavar="UNIT", help=gettext_noop("Code or name of a unit."))]
FromOption = Annotated[str | None, typer.Option("--from", help=gettext_noop("From this day; today by default."))]


def register(main: typer.Typer) -> None:
    main.add_typer(app, name="units")


def import_units(path: Path, *, clerk: Clerk, root: str | None = None, form: Format = Format.TABLE) -> None:
    """Import a sheet of either sort, and say what came of it."""
    before = structure_at()
    done = import_organisation(path, clerk=clerk, today=today(), root=root)
    _follow(before, on=today())
    if form is Format.JSON:
        print_json({**asdict(done), "file": path.name})
        return
    say(
        _("%(file)s: %(units)s units and %(people)s people, %(changes)s changes.")
        % {"file": path.name, "units": done.units, "people": done.people, "changes": done.changes}
    )
    if done.dropped:
        remark(_("Not stored, because Shilu does not need them: %(columns)s.") % {"columns": enumerated(done.dropped)})
    for line in done.remarks:
        remark(line)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=gettext_noop("An organisation sheet or a staff list."))],
    root: Annotated[
        str | None, typer.Option("--root", help=gettext_noop("Name of the body, where the list does not say."))
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Import units, or units and people from a plain staff list. Example: shilu units import 花名册.xlsx"""
    ASKED.open()
    import_units(path, clerk=clerk(), root=root, form=form)


@app.command("list")
def list_(
    on: Annotated[str | None, typer.Option("--on", help=gettext_noop("As it was on this day."))] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List units as a tree. Example: shilu units list --on 2022-05-01"""
    ASKED.open()
    structure = structure_at()
    day = day_named(on) if on else today()
    tree = structure.tree_on(day)
    depth = {uuid: len(list(tree.chain(uuid))) - 1 for uuid in structure.units}
    standing = [unit for unit in structure.units.values() if unit.exists_on(day)]
    standing.sort(key=lambda unit: [structure.units[above].code for above in reversed(list(tree.chain(unit.uuid)))])
    value = []
    for unit in standing:
        parent = tree.parents[unit.uuid]
        name, short_name = unit.names.at(day)
        value.append(
            {
                "code": unit.code,
                "uuid": str(unit.uuid),
                "name": name,
                "short_name": short_name,
                "type": unit.types.at(day),
                "parent": structure.units[parent].code if parent else None,
                "from": unit.started.isoformat(),
                "to": unit.ended.isoformat() if unit.ended else None,
                "people": sum(
                    1 for held in structure.people.values() if (at := held.since(day)) and at[0] == unit.uuid
                ),
            }
        )
    rows = [
        (
            row["code"],
            "  " * depth[unit.uuid] + str(row["name"]),
            row["short_name"],
            row["type"],
            row["people"],
            row["from"],
        )
        for row, unit in zip(value, standing, strict=True)
    ]
    headers = [_("Code"), _("Name"), _("Short name"), _("Level"), _("People"), _("From")]
    print_rows(headers, rows, form=form, value=value, numbers=frozenset({4}))


@app.command()
def people(
    unit: Annotated[
        str | None, typer.Option("--unit", help=gettext_noop("Only of this unit and all below it."))
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List people with staff number, unit and category of today. Example: shilu units people --unit 城关派出所"""
    ASKED.open()
    structure = structure_at()
    below = structure.tree_on(today()).subtree(unit_named(unit, structure).uuid) if unit else structure.units.keys()
    value, rows = [], []
    for person in known_people():
        held = structure.people.get(person.uuid)
        place = held.since(today()) if held else None
        if place is not None and place[0] in below:
            at = structure.units[place[0]]
            value.append({"number": person.number, "name": person.name, "unit": at.code, "category": place[1]})
            rows.append((person.number, person.name, at.name, place[1]))
    print_rows([_("Staff number"), _("Name of the person"), _("Unit"), _("Category")], rows, form=form, value=value)


@app.command()
def forget(
    person: Annotated[str, typer.Argument(metavar="PERSON", help=gettext_noop("Staff number or name."))],
) -> None:
    """Erase a person's name, number and attendances; counts stay. Example: shilu units forget 061234"""
    ASKED.open()
    known = person_called(person)
    erased = forget_person(known.uuid)
    say(_("%(name)s is forgotten, with %(count)s attendances; counts stay.") % {"name": known.name, "count": erased})


@app.command()
def move(
    unit: UnitArgument,
    under: Annotated[str | None, typer.Option("--under", help=gettext_noop("The new parent."))] = None,
    from_: FromOption = None,
    root: Annotated[bool, typer.Option("--root", help=gettext_noop("Stand at the top from then on."))] = False,
    correcting: Annotated[
        bool, typer.Option("--correct", help=gettext_noop("In place of a move from the same day."))
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Put a unit below another from a day on. Example: shilu units move 石桥派出所 --under 城关派出所 --from 2022-05-01"""
    ASKED.open()
    if (under is None) != root:
        raise Refused(_("Say the new parent with --under, or --root."))
    structure = structure_at()
    moved = unit_named(unit, structure)
    parent = unit_named(under, structure) if under else None
    day = day_named(from_) if from_ else today()
    move_unit(moved.uuid, under=parent.uuid if parent else None, on=day, clerk=clerk(), correcting=correcting)
    _follow(structure, on=today())
    if form is Format.JSON:
        print_json({"unit": moved.code, "parent": parent.code if parent else None, "from": day.isoformat()})
    else:
        above = parent.name if parent else _("the top")
        say(_("%(unit)s stands below %(parent)s from %(day)s.") % {"unit": moved.name, "parent": above, "day": day})


@app.command()
def rename(
    unit: UnitArgument,
    name: Annotated[str, typer.Option("--name", help=gettext_noop("The new name."))],
    short_name: Annotated[str, typer.Option("--short-name", help=gettext_noop("The new short name."))] = "",
    from_: FromOption = None,
) -> None:
    """Give a unit another name from a day on. Example: shilu units rename 东街派出所 --name 东城派出所 --from 2022-07-01"""
    ASKED.open()
    renamed = unit_named(unit)
    day = day_named(from_) if from_ else today()
    rename_unit(renamed.uuid, name=name, short_name=short_name, on=day, clerk=clerk())
    say(_("%(old)s is called %(new)s from %(day)s.") % {"old": renamed.name, "new": name, "day": day})


@app.command()
def end(
    unit: UnitArgument,
    into: Annotated[list[str] | None, typer.Option("--into", help=gettext_noop("The unit that carries on."))] = None,
    from_: FromOption = None,
) -> None:
    """End a unit, with those that carry on its work. Example: shilu units end 石桥派出所 --into 城关派出所 --from 2022-05-01"""
    ASKED.open()
    structure = structure_at()
    ended = unit_named(unit, structure)
    successors = [unit_named(name, structure).uuid for name in into or []]
    day = day_named(from_) if from_ else today()
    end_unit(ended.uuid, successors=successors, on=day, clerk=clerk())
    _follow(structure, on=day)
    say(_("%(unit)s is no more from %(day)s.") % {"unit": ended.name, "day": day})


@app.command()
def alias(
    unit: UnitArgument, name: Annotated[str, typer.Argument(metavar="NAME", help=gettext_noop("The other name."))]
) -> None:
    """Let another name find a unit. Example: shilu units alias 北塬派出所 北塬所"""
    ASKED.open()
    named = unit_named(unit)
    add_alias(named.uuid, alias=name, clerk=clerk())
    say(_("%(name)s is now a name of %(unit)s.") % {"name": name, "unit": named.name})


def _follow(before: Structure, *, on: date) -> None:
    """Let accounts follow, as on the pages: who administers the whole body keeps it, roles go with their people."""
    after = structure_at()
    follow_roots(before, after, on=today(), by=by())
    follow_people(before, after, on=on, by=by())
