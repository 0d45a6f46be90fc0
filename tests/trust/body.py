"""A body to be trusted or not: a workspace with units, accounts and keys, made in a process of the test's own."""

import os
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.utils import timezone

from shilu.access.models import Account
from shilu.access.operations import NewAccount, appoint, make_accounts
from shilu.access.roles import Role
from shilu.access.tokens import make_token
from shilu.ledger.entry import EntryDraft
from shilu.ledger.models import Row
from shilu.ledger.operations import post_entries
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import structure_at
from shilu.ledger.verify import verify
from shilu.lib.acting import By
from shilu.organisation.changes import UnitAdded
from shilu.workspace.database import disconnect
from shilu.workspace.opening import create, open_workspace

FULL = os.environ.get("SHILU_TRUST") == "full"
FOUNDED = date(2020, 1, 1)


def count(small: int, full: int) -> int:
    """How often: a few times in the ordinary run, as often as docs/trust.md says with SHILU_TRUST=full."""
    return full if FULL else small


def on_the_way(line: str, *, done: int, every: int) -> None:
    """Say in a full run how far it is, so that one that is stopped has a figure too."""
    if FULL and done % every == 0:
        print(line, flush=True)


@dataclass(frozen=True, slots=True)
class Body:
    """The folder of a workspace, and the key of the recorder of its root."""

    folder: Path
    key: str


def new_body(folder: Path, *, database_url: str = "") -> Body:
    """A workspace of one body with two stations; the recorder of the body has a key."""
    if database_url:
        return _founded(folder, database_url=database_url)
    _kept, made = _made()
    shutil.copytree(made.folder, folder)
    return Body(folder, made.key)


@cache
def _made() -> tuple[TemporaryDirectory[str], Body]:
    """A body in files, made once a process and copied; its folder goes when the process ends."""
    kept = TemporaryDirectory(prefix="shilu-body-")
    return kept, _founded(Path(kept.name) / "w", database_url="")


def _founded(folder: Path, *, database_url: str) -> Body:
    now = timezone.now()
    workspace = create(folder, name="示例局", now=now, database_url=database_url)
    root = uuid4()
    units = [UnitAdded(root, "X", "示例局", "", "", None, FOUNDED)]
    units += [UnitAdded(uuid4(), f"X0{at}", name, "", "", root, FOUNDED) for at, name in ((1, "城东所"), (2, "城西所"))]
    change_organisation(units, clerk=workspace.clerk(now))
    by = By(workspace.config.account.id, "示例局", now)
    make_accounts([NewAccount("100001", "内勤")], by=by)
    account = Account.objects.get(number="100001")
    account.must_change = False
    account.save(update_fields=("must_change",))
    appoint(account, Role.RECORDER, unit=root, on=FOUNDED, by=by)
    key = make_token(account, name="程序", until=now.date() + timedelta(days=30), by=by)
    disconnect()
    return Body(folder, key)


def first_record(body: Body) -> int:
    """The position of a record that the body has from now on."""
    now = timezone.now()
    workspace = open_workspace(body.folder, now=now)
    unit, day = structure_at().by_code("X"), date(2022, 6, 27)
    assert unit is not None
    quantities = {"times": Decimal(1), "people": Decimal(15)}
    draft = EntryDraft("grassroots/centre-group-study", unit.uuid, day, day, quantities)
    (seq,) = post_entries([draft], clerk=workspace.clerk(now))
    disconnect()
    return seq


def faults_of(body: Body) -> tuple[str, ...]:
    """What verifying finds wrong with the log, its files and its sums, and whether positions have a gap.

    A file that no row cites is no fault: it reached the disk before its record, which then never came.
    """
    workspace = open_workspace(body.folder, now=timezone.now())
    found = [one.told() for one in verify(store=workspace.evidence).faults if not one.orphan]
    rows, last = Row.objects.count(), Row.objects.order_by("-seq").values_list("seq", flat=True).first()
    disconnect()
    return tuple(found) if rows == last else (*found, f"{rows} rows up to position {last}")
