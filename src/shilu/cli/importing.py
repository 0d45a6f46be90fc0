"""shilu import: workbooks, or folders of them, into the ledger."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, calendar, clerk, unit_named
from shilu.cli.printing import Format, FormatOption, print_csv, print_json, print_table, remark, say
from shilu.cli.progress import progress
from shilu.collecting.desk import own_prefix
from shilu.figures.kept import keep_up
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.claims import reported_text
from shilu.ledger.importing.operations import import_file, workbooks_in
from shilu.ledger.importing.organisation_books import OrganisationBook
from shilu.ledger.importing.outcome import Imported, returned_units, shown_value
from shilu.ledger.queries import structure_at
from shilu.lib.enumerating import bracketed, enumerated
from shilu.lib.errors import Refused
from shilu.organisation.structure import Unit


def register(main: typer.Typer) -> None:
    main.command("import")(import_)


def import_(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER…", help=gettext_noop("Workbooks, or folders of them."))
    ],
    unit: Annotated[
        str | None, typer.Option("--unit", help=gettext_noop("The subtree in which names are looked up."))
    ] = None,
    new_kinds: Annotated[
        bool, typer.Option("--new-kinds", help=gettext_noop("Add kinds that the catalogue does not have."))
    ] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help=gettext_noop("Take the good rows, leave the bad ones."))
    ] = False,
    accept_likely: Annotated[
        bool, typer.Option("--accept-likely", help=gettext_noop("Take rows that look like doubles too."))
    ] = False,
    update: Annotated[bool, typer.Option("--update", help=gettext_noop("Correct records whose row changed."))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=gettext_noop("Cancel records whose row is gone."))] = False,
    again: Annotated[
        bool, typer.Option("--again", help=gettext_noop("Record rows again whose record was cancelled."))
    ] = False,
    reported: Annotated[
        bool | None,
        typer.Option(
            "--reported/--not-reported",
            help=gettext_noop(
                "Whether all of the period is in it, so that what has no record is 0. Without it: where the workbook says its unit and period."
            ),
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=gettext_noop("Say what would happen; write nothing."))
    ] = False,
    marked: Annotated[
        Path | None, typer.Option("--marked", help=gettext_noop("Write a copy of the workbook with bad cells marked."))
    ] = None,
    form: FormatOption = Format.TABLE,
) -> int:
    """Import records from Excel or CSV; a second import doubles nothing. Example: shilu import 台账.xlsx --unit 县局"""
    ASKED.open()
    subtree = subtree_named(unit)
    choices = Choices(
        new_kinds=new_kinds,
        accept_valid=accept_valid,
        accept_likely=accept_likely,
        update=update,
        remove=remove,
        again=again,
        reported=reported,
        dry_run=dry_run,
        marked=marked,
    )
    files = workbooks_in(paths)
    if marked is not None and len(files) > 1:
        raise Refused(_("--marked takes one workbook at a time."))
    done, refused = _import_each(files, subtree, choices)
    keep_up()
    folder = any(path.is_dir() for path in paths)
    _print_all(done, refused, subtree=subtree, folder=folder, form=form)
    return exit_code_of(done, refused)


def subtree_named(name: str | None) -> Unit | None:
    """The unit that was named, else the one root; None where there are several, and the workbook has to say."""
    structure = structure_at()
    if name is None and len(structure.roots()) > 1:
        return None
    return unit_named(name, structure)


def exit_code_of(done: list[Imported], refused: list[tuple[Path, str]]) -> int:
    """2 where nothing could be taken, 1 where something was left out of what was taken, 0 where all is in."""
    bad = len(refused) + sum(one.blocked for one in done)
    if bad and bad == len(refused) + len(done):
        return 2
    return 1 if bad or any(one.withheld or one.refused for one in done) else 0


def _import_each(
    files: list[Path], subtree: Unit | None, choices: Choices
) -> tuple[list[Imported], list[tuple[Path, str]]]:
    """What came of each file, and the files that could not be read; a single one that cannot is Refused."""
    done: list[Imported] = []
    refused: list[tuple[Path, str]] = []
    for path in files:
        try:
            with progress(path.name) as step:
                one = import_file(
                    path,
                    unit=subtree.uuid if subtree else None,
                    choices=choices,
                    clerk=clerk(),
                    calendar=calendar(),
                    own=own_prefix(ASKED.open().config.name),
                    progress=step,
                )
                done.append(one)
        except Refused as error:
            reason = str(error)
            if isinstance(error, OrganisationBook):
                reason = bracketed(reason, "shilu units import")
            if len(files) == 1:
                raise Refused(reason) from None
            refused.append((path, reason))
    return done, refused


def _print_all(
    done: list[Imported], refused: list[tuple[Path, str]], *, subtree: Unit | None, folder: bool, form: Format
) -> None:
    if form is Format.JSON:
        print_json(_value(done, refused, subtree=subtree, folder=folder))
    elif form is Format.CSV:
        print_csv(
            [_("File"), *_refused_headers()],
            [(one.file, *row) for one in done for row in _refused_rows(one)],
        )
    else:
        for one in done:
            _print(one)
        for path, reason in refused:
            remark(_("%(file)s was not taken: %(reason)s") % {"file": path.name, "reason": reason})
        if folder and subtree:
            _print_returned(done, subtree)


def _value(
    done: list[Imported], refused: list[tuple[Path, str]], *, subtree: Unit | None, folder: bool
) -> dict[str, Any]:
    """One object for all files; with several, each stands under ``files`` too."""
    values = [one.as_json() for one in done]
    if len(values) == 1 and not refused and not folder:
        return values[0]
    total: dict[str, Any] = {}
    for key in ("rows", "accepted", "new", "known"):
        total[key] = sum(value[key] for value in values)
    for key in ("changed", "gone", "likely", "withdrawn", "revised", "refused", "kinds_added"):
        total[key] = [item for value in values for item in value[key]]
    total["files"] = values
    total["files_refused"] = [{"file": path.name, "reason": reason} for path, reason in refused]
    if folder and subtree:
        sent, missing = returned_units(done, subtree.uuid, structure=structure_at())
        total["sent"], total["missing"] = [unit.name for unit in sent], [unit.name for unit in missing]
    return total


def _print(one: Imported) -> None:
    say(
        _(
            "%(file)s: %(rows)s rows; %(new)s new, %(known)s known, %(changed)s changed, %(gone)s gone, %(likely)s likely doubles, %(refused)s cells refused."
        )
        % {
            "file": one.file,
            "rows": one.rows,
            "new": one.new,
            "known": one.known,
            "changed": len(one.changed),
            "gone": len(one.gone),
            "likely": len(one.likely),
            "refused": len(one.refused),
        }
    )
    for table in one.guess:
        remark(f"  {_columns(table)}")
    for line in one.remarks:
        remark(f"  {line}")
    if one.refused:
        print_table(_refused_headers(), _refused_rows(one))
    listed = (
        (_("changed"), one.changed),
        (_("gone"), one.gone),
        (_("likely double"), one.likely),
        (_("cancelled in the ledger"), one.withdrawn),
        (_("corrected in the ledger"), one.revised),
    )
    for title, rows in listed:
        for row in rows:
            say(f"  {title}: {row['text']}")
    for line in _advice(one):
        remark(line)


def _advice(one: Imported) -> Iterator[str]:
    """What came of it, and a line on each thing that was left, with the option that takes it."""
    if not one.blocked:
        yield reported_text(one.claims, one.reported, structure=structure_at())
    if one.blocked:
        yield _(
            "Nothing was imported: mend the cells, take the other rows with --accept-valid, or add new kinds with --new-kinds."
        )
    if one.changed and not one.updated:
        yield _("Changed rows were left as they are; correct them with --update.")
    if one.gone and not one.removed:
        yield _("Records whose row is gone were left; cancel them with --remove.")
    if one.withdrawn and not one.again:
        yield _("Rows whose record was cancelled were left; record them again with --again.")
    if one.withheld:
        yield _("Likely doubles were held back; take them with --accept-likely.")


def _refused_headers() -> list[str]:
    return [_("Sheet"), _("Cell"), _("What it says"), _("Reason")]


def _refused_rows(one: Imported) -> list[tuple[str, ...]]:
    return [(cell.sheet, cell.cell, shown_value(cell.value), cell.reason) for cell in one.refused]


def _columns(table: Mapping[str, Any]) -> str:
    """How the columns of a table were read, in one line: A 序号→序号，B 时间→日期."""
    columns = "，".join(
        _("%(column)s %(name)s→%(meaning)s") % {**column, "name": " ".join(str(column["name"]).split()) or "—"}
        for column in table["columns"]
    )
    return _("“%(sheet)s”: %(columns)s") % {"sheet": table["sheet"], "columns": columns}


def _print_returned(done: list[Imported], subtree: Unit) -> None:
    sent, missing = returned_units(done, subtree.uuid, structure=structure_at())
    say(
        _("Sent: %(count)s units. Not sent: %(names)s.")
        % {"count": len(sent), "names": enumerated(unit.name for unit in missing) or _("none")}
    )
