"""Whatever somebody typed, no export holds a formula: every address that hands out a file, with twelve poisoned beginnings."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from shilu.access.roles import Right
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.entry import EntryDraft
from shilu.ledger.importing.plain_book import plain_book
from shilu.ledger.operations import post_entries
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.ledger.row import Texts
from shilu.lib.canonical import canonical
from web.conftest import workspace, world  # noqa: F401 - fixtures of the pages serve here too
from web.test_permissions import ADDRESSES, examples
from web.world import OWN, TODAY, World, rights_of

pytestmark = [pytest.mark.trust, pytest.mark.database]

POISON = (
    *("=1+2", "+1+2", "-1+2", "@SUM(1;2)", "\t=1+2", "\r=1+2", "\n=1+2"),
    *(" =1+2", "＝1+2", "=cmd|'/C calc'!A0", '=HYPERLINK("http://203.0.113.9","x")', '="a"&"b"'),
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]|table:formula=|<w:fldSimple|DDE")
_ROLES = ("administrator", "recorder", "reviewer", "leader", "system", "chief")


@pytest.fixture
def poisoned(world: World, clerk: Clerk) -> World:  # noqa: F811 - the fixture
    """The pages' world with poison as titles, places and remarks of records, and as names of people who sign in."""
    for number, text in enumerate(POISON):
        draft = EntryDraft(
            kind="test/meeting",
            unit=world.bureau[OWN],
            first=TODAY.replace(day=2),
            last=TODAY.replace(day=2),
            quantities={"times": Decimal(number + 1)},
            texts=Texts(title=text, details=canonical({"place": text, "remark": text})),
        )
        post_entries([draft], clerk=clerk)
    for account, text in zip(world.accounts.values(), POISON, strict=False):
        account.name = text
        account.save(update_fields=("name",))
    return world


def files_of(world: World) -> Iterator[tuple[str, bytes]]:  # noqa: F811 - the fixture
    """Every file that any address hands out, asked for by somebody who may have it."""
    for name, right in ADDRESSES.items():
        with transaction.atomic():  # what one address needs is in the way of another
            found = _file_of(name, right, world)
            transaction.set_rollback(True)
        if found is not None:
            yield found


def _file_of(name: str, right: Right, world: World) -> tuple[str, bytes] | None:  # noqa: F811 - the fixture
    example = examples()[name]
    may = next(role for role in _ROLES if role == "chief" or right in rights_of(role) or role in example.also)
    client = world.as_(may)
    address = reverse(name, kwargs=dict(example.kwargs(world, OWN)))
    query: dict[str, Any] = dict(example.query(world, OWN))
    data = example.data(world, OWN) if example.data else None
    asked = client.get(address, query) if data is None else client.post(address, data, query_params=query)
    told = asked.headers.get("Content-Disposition", "")
    if "attachment" not in told:
        return None
    ending = re.search(r"\.(\w+)[\"']?$", told)
    return f"{name}.{ending[1] if ending else 'bin'}", b"".join(asked)  # type: ignore[arg-type]


def parts_of(content: bytes) -> Iterator[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name) for name in archive.namelist() if name.endswith(".xml"))


def reopened(folder: Path, names: list[str]) -> dict[str, int]:
    """How many formulas LibreOffice sees in each file."""
    out = folder / "reopened"
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "fods",
    ]
    subprocess.run(
        [*command, "--outdir", str(out), *(str(folder / name) for name in names)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {path.stem: path.read_bytes().count(b"table:formula=") for path in out.glob("*.fods")}


def test_no_export_holds_a_formula(poisoned: World, tmp_path: Path):
    found = dict(files_of(poisoned))
    found["ledger-plain.xlsx"] = plain_book(
        entries_listed(Wanted()), structure=structure_at(), catalogue=catalogue_at()
    )
    sheets = [name for name in found if name.endswith((".xlsx", ".csv", ".ods"))]
    held = [name for name in sheets if any(_FORMULA.search(part) for part in parts_of(found[name]))]
    typed = [name for name in sheets if name.endswith(".csv") and any(map(starts_badly, cells_of(found[name])))]
    assert (held, typed) == ([], [])
    carried = [name for name in sheets if any(b"1+2" in part for part in parts_of(found[name]))]
    assert {"ledger_export.xlsx", "ledger-plain.xlsx"} <= set(carried)
    counted: dict[str, int] = {}
    if shutil.which("soffice"):
        for name in sheets:
            (tmp_path / name).write_bytes(found[name])
        counted = reopened(tmp_path, sheets)
        assert sum(counted.values()) == 0
    print(
        f"row 25: {len(found)} files of {len(ADDRESSES)} addresses, {len(sheets)} sheets, {len(carried)} with poison, "
        f"0 formulas; reopened by LibreOffice: {len(counted)}, 0 formulas"
    )


def cells_of(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        yield from row


def starts_badly(cell: str) -> bool:
    return cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
