"""How the pages of administration are asked for.

The world's administrator has X02 alone, so what belongs to the whole body (settings, catalogue) is not there for anybody.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

import cast
from shilu.access.closing import end_role
from shilu.access.models import Account, Appointment
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import position
from shilu.ledger.reorganising import rename_unit
from shilu.organisation.changes import PersonPlaced
from shilu.organisation.operations import keep_people
from shilu.organisation.person import KnownPerson
from shilu.workspace.backup_schedule import backup_folder
from shilu.workspace.config import FILE, Web, write_config
from shilu.workspace.database import FILE as DATABASE_FILE
from web.world import BY, OWN, Example, World

NOWHERE = ("administrator",)
OF_NO_BODY = ("member", "recorder", "reviewer", "leader", "inspector", "administrator")
_DAY = "2022-07-04"


def person(world: World, unit: str, *, account: bool = True) -> UUID:
    """Somebody of ``unit``, with an account as its member."""
    uuid = cast.person_uuid(f"person of {unit}")
    keep_people([KnownPerson(uuid, "赵某", f"2{unit}")])
    clerk = Clerk(account=cast.ACCOUNT.hex, now=BY.now)
    change_organisation([PersonPlaced(uuid, world.bureau[unit], "民警", date(2022, 1, 1))], clerk=clerk)
    if account:
        made = Account(uuid=uuid, person=uuid, number=f"2{unit}", name="赵某", made_at=BY.now)
        made.set_unusable_password()
        made.save()
        appoint(made, Role.MEMBER, unit=world.bureau[unit], on=date(2022, 1, 1), by=BY)
    return uuid


def key(world: World, unit: str) -> Mapping[str, Any]:
    return {"key": person(world, unit)}


def key_alone(world: World, unit: str) -> Mapping[str, Any]:
    return {"key": person(world, unit, account=False)}


def key_of_role(world: World, unit: str) -> Mapping[str, Any]:
    uuid = person(world, unit)
    account = Account.objects.get(person=uuid)
    role = appoint(account, Role.RECORDER, unit=world.bureau[unit], on=date(2022, 1, 1), by=BY)
    return {"key": uuid, "role": role.pk}


def key_of_ended_role(world: World, unit: str) -> Mapping[str, Any]:
    known = key_of_role(world, unit)
    end_role(Appointment.objects.get(pk=known["role"]), until=date(2022, 7, 1), by=BY)
    return known


def renamed(world: World, unit: str) -> Mapping[str, Any]:
    clerk = Clerk(account=cast.ACCOUNT.hex, now=BY.now)
    rename_unit(world.bureau[unit], name=f"新{unit}", on=date(2022, 7, 1), clerk=clerk, correcting=True)
    return {"seq": position()}


def key_closed(world: World, unit: str) -> Mapping[str, Any]:
    uuid = person(world, unit)
    Account.objects.filter(person=uuid).update(is_active=False)
    return {"key": uuid}


def code(_world: World, unit: str) -> Mapping[str, Any]:
    return {"code": unit}


def nothing(_world: World, _unit: str) -> Mapping[str, Any]:
    return {}


def yes(_world: World, _unit: str) -> Mapping[str, Any]:
    return {"yes": "1"}


def a_copy(world: World, _unit: str) -> Mapping[str, Any]:
    folder = backup_folder(world.workspace)
    folder.mkdir(exist_ok=True)
    (folder / "shilu-20220701-093000.zip").write_bytes(b"a copy")
    return {"name": "shilu-20220701-093000.zip"}


def a_database(world: World, _unit: str) -> Mapping[str, Any]:
    """What a copy is made of: the tests' own database lies in memory."""
    for copy in backup_folder(world.workspace).glob("*.zip"):
        copy.unlink()  # one a second
    config = replace(world.workspace.config, web=Web(hosts=("testserver",)))
    (world.workspace.folder / FILE).write_text(write_config(config), encoding="utf-8")
    with closing(sqlite3.connect(world.workspace.folder / DATABASE_FILE)) as database:
        database.execute("CREATE TABLE IF NOT EXISTS ledger_head (size INTEGER, frontier BLOB, algorithm TEXT)")
        database.execute("INSERT INTO ledger_head VALUES (0, x'', 'sha256')")
        database.commit()
    return {}


def a_list(_world: World, _unit: str) -> Mapping[str, Any]:
    return {"file": SimpleUploadedFile("花名册.xlsx", BytesIO(b"no workbook").getvalue()), "look": "1"}


def own_key(world: World, _unit: str) -> Mapping[str, Any]:
    return {"key": 987654}


def label(_world: World, _unit: str) -> dict[str, str]:
    return {"key": "test/article", "label": "level"}


EXAMPLES = {
    "people": Example(),
    "people_export": Example(),
    "people_slips": Example(),
    "people_new": Example(
        query=nothing,
        data=lambda _world, _unit: {"name": "钱某", "number": "", "unit": OWN, "category": "", "on": _DAY},
        found=302,
        bound=False,
    ),
    "people_staff_list": Example(query=nothing, data=a_list, without=NOWHERE),
    "people_person": Example(kwargs=key, query=nothing),
    "people_name": Example(
        kwargs=key, query=nothing, data=lambda _w, _u: {"name": "赵二", "number": "20001"}, found=302
    ),
    "people_place": Example(
        kwargs=key, query=nothing, data=lambda _w, _u: {"unit": OWN, "category": "辅警", "on": _DAY}, found=302
    ),
    "people_leave": Example(kwargs=key, query=nothing, data=lambda _w, _u: {"on": _DAY}, found=302),
    "people_post": Example(
        kwargs=key,
        query=nothing,
        data=lambda _w, _u: {"unit": OWN, "post": "教导员", "on": _DAY, "until": ""},
        found=302,
    ),
    "people_post_end": Example(kwargs=key, query=lambda _w, unit: {"of": unit, "post": "教导员"}),
    "people_reset": Example(kwargs=key, query=nothing, data=yes, found=200),
    "people_account": Example(kwargs=key_alone, query=nothing, data=yes, found=200),
    "people_close": Example(kwargs=key, query=nothing, data=yes, found=302),
    "people_reopen": Example(kwargs=key_closed, query=nothing, data=yes, found=302),
    "people_role": Example(
        kwargs=key,
        query=nothing,
        data=lambda _w, _u: {"role": "recorder", "unit": OWN, "on": _DAY, "until": ""},
        found=302,
    ),
    "people_role_end": Example(kwargs=key_of_role, query=nothing, data=lambda _w, _u: {"on": _DAY}, found=302),
    "people_role_again": Example(kwargs=key_of_ended_role, query=nothing, data=yes, found=302),
    "people_data": Example(kwargs=key, query=nothing),
    "people_erase": Example(kwargs=key, query=nothing),
    "organisation": Example(query=nothing, bound=False),
    "organisation_export": Example(query=nothing, bound=False),
    "organisation_new": Example(query=lambda _w, unit: {"under": unit}),
    "organisation_changes": Example(query=lambda _w, unit: {"of": unit}),
    "organisation_back": Example(kwargs=renamed, query=nothing, data=yes, found=302),
    "organisation_unit": Example(kwargs=code, query=nothing),
    "organisation_rename": Example(
        kwargs=code, query=nothing, data=lambda _w, _u: {"name": "新城所", "short_name": "", "on": _DAY}, found=302
    ),
    "organisation_move": Example(kwargs=code, query=nothing),
    "organisation_end": Example(kwargs=code, query=nothing),
    "organisation_alias": Example(kwargs=code, query=nothing, data=lambda _w, _u: {"alias": "老所"}, found=302),
    "organisation_review": Example(kwargs=code, query=nothing, data=yes, found=302),
    "catalogue": Example(query=nothing, bound=False),
    "catalogue_export": Example(query=nothing, bound=False),
    "catalogue_kind": Example(kwargs=lambda _w, _u: {"key": "test/meeting"}, query=nothing, bound=False),
    "catalogue_alias": Example(kwargs=lambda _w, _u: {"key": "test/meeting"}, query=nothing, without=NOWHERE),
    "catalogue_alias_end": Example(
        kwargs=lambda _w, _u: {"key": "test/meeting"}, query=lambda _w, _u: {"alias": "会"}, without=NOWHERE
    ),
    "catalogue_new_label": Example(kwargs=lambda _w, _u: {"key": "test/meeting"}, query=nothing, without=NOWHERE),
    "catalogue_label": Example(kwargs=label, query=nothing, without=NOWHERE),
    "catalogue_label_end": Example(kwargs=label, query=nothing, without=NOWHERE),
    "catalogue_label_again": Example(kwargs=label, query=nothing, without=NOWHERE),
    "catalogue_kind_stop": Example(kwargs=lambda _w, _u: {"key": "test/meeting"}, query=nothing, without=NOWHERE),
    "catalogue_kind_again": Example(kwargs=lambda _w, _u: {"key": "test/meeting"}, query=nothing, without=NOWHERE),
    "catalogue_kind_end": Example(kwargs=lambda _w, _u: {"key": "test/meeting"}, query=nothing, without=NOWHERE),
    "catalogue_new_kind": Example(query=nothing, without=NOWHERE),
    "catalogue_new_figure": Example(query=nothing, without=NOWHERE),
    "catalogue_words": Example(query=nothing, without=NOWHERE),
    "settings": Example(query=nothing, without=NOWHERE),
    "audit": Example(query=nothing, bound=False, without=("member", "recorder", "reviewer", "leader", "inspector")),
    "audit_export": Example(
        query=nothing, bound=False, without=("member", "recorder", "reviewer", "leader", "inspector")
    ),
    "backup": Example(query=nothing, bound=False, without=OF_NO_BODY),
    "backup_make": Example(query=nothing, data=a_database, found=302, bound=False, without=OF_NO_BODY),
    "backup_download": Example(kwargs=a_copy, query=nothing, bound=False, without=OF_NO_BODY),
    "backup_restore": Example(kwargs=a_copy, query=nothing, bound=False, without=OF_NO_BODY),
    "handover": Example(query=nothing, bound=False),
    "personal": Example(query=nothing, bound=False),
    "personal_export": Example(query=nothing, bound=False),
    "account": Example(query=nothing, bound=False),
    "account_code": Example(query=nothing, bound=False),
    "account_key": Example(query=nothing, data=lambda _w, _u: {"name": "OA", "until": "2022-12-31"}, bound=False),
    "account_key_end": Example(kwargs=own_key, query=nothing, found=404),
    "account_elsewhere": Example(query=nothing, data=yes, found=302, bound=False),
    "account_data": Example(query=nothing, bound=False),
}
