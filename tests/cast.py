"""The cast that tests share: one small bureau, a catalogue of four kinds, and records stated as a text table."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import read_catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.ledger.log import start_log
from shilu.ledger.operations import post_entries
from shilu.ledger.organising import apply_catalogue, change_organisation
from shilu.ledger.row import Texts
from shilu.organisation.changes import Change, PersonPlaced, UnitAdded

WORKSPACE = uuid5(NAMESPACE_URL, "test:workspace")
ACCOUNT = uuid5(NAMESPACE_URL, "test:account")
FOUNDED = date(2020, 1, 1)

SMALL_CATALOGUE = """
namespace = "test"

[quantities.times]
zh = "场次"
en = "times"
measure = "次"
measures = ["次", "场", "场次"]
joint = "once"

[quantities.people]
zh = "人次"
en = "attendances"
measure = "人次"
measures = ["人次", "人"]
joint = "each"

[quantities.items]
zh = "件数"
en = "items"
measure = "件"
measures = ["件", "篇"]
joint = "once"

[quantities.persons]
zh = "人数"
en = "persons"
measure = "人"
measures = ["人", "名"]
joint = "each"

[labels.level]
zh = "级别"
en = "level"
values = [{ key = "city", zh = "市级", en = "city" }, { key = "province", zh = "省级", en = "provincial" }]

[kinds.meeting]
zh = "例会"
en = "meeting"
definition_zh = "开一次算一次。"
definition_en = "Each meeting is one."
quantities = ["times 次", "people 人次"]

[kinds.article]
zh = "稿件"
en = "article"
definition_zh = "刊发一篇算一篇。"
definition_en = "Each article is one."
quantities = ["items 篇"]
labels = ["level"]

[kinds.talk]
zh = "谈心谈话"
en = "talk"
definition_zh = "谈一次算一次。"
definition_en = "Each talk is one."
quantities = ["times 次", "people 人次"]
private = true

[kinds.members]
zh = "队员"
en = "members"
definition_zh = "在册的人。"
definition_en = "Those on the list."
quantities = ["persons 人"]
adds = "change"
"""


@dataclass(frozen=True, slots=True)
class Bureau:
    """The uuid of each unit by its code: X the bureau, X01 its office, X02 and X03 stations, X0201 a team of X02."""

    units: dict[str, UUID] = field(default_factory=dict)

    def __getitem__(self, code: str) -> UUID:
        return self.units[code]


def unit_uuid(code: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"test:unit:{code}")


def person_uuid(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"test:person:{name}")


def start(algorithm: str = "sha256") -> None:
    """An empty log."""
    start_log(workspace=WORKSPACE, algorithm=algorithm)


def small_catalogue() -> Catalogue:
    catalogue, faults = read_catalogue(SMALL_CATALOGUE, file="cast.toml")
    assert faults == ()
    return catalogue


def apply_small_catalogue(*, clerk: Clerk) -> Catalogue:
    catalogue = small_catalogue()
    apply_catalogue(catalogue, clerk=clerk)
    return catalogue


def found_bureau(*, clerk: Clerk) -> Bureau:
    """Add the bureau's units and three people of the second station."""
    units = (
        ("X", "示例局", None),
        ("X01", "办公室", "X"),
        ("X02", "城东所", "X"),
        ("X0201", "城东所一队", "X02"),
        ("X03", "城西所", "X"),
    )
    changes: list[Change] = [
        UnitAdded(unit_uuid(code), code, name, "", "", unit_uuid(parent) if parent else None, FOUNDED)
        for code, name, parent in units
    ]
    changes += [PersonPlaced(person_uuid(name), unit_uuid("X03"), "民警", FOUNDED) for name in ("甲", "乙", "丙")]
    change_organisation(changes, clerk=clerk)
    return Bureau({code: unit_uuid(code) for code, _name, _parent in units})


def post(table: str, *, clerk: Clerk) -> list[int]:
    """Post the records of a text table and return their positions.

    A line is ``day | unit | kind | quantities | title``, the day ``2022-03-01`` or ``2022-03-01..2022-03-31`` (a fact
    somewhere in it), the quantities ``times=1 people=82``, the kind with its labels in brackets: ``article(level=city)``.
    """
    return post_entries([_draft(line) for line in table.splitlines() if line.strip()], clerk=clerk)


def _draft(line: str) -> EntryDraft:
    days, unit, kind, quantities, *title = (cell.strip() for cell in line.split("|"))
    first, _dots, last = days.partition("..")
    name, _bracket, labels = kind.rstrip(")").partition("(")
    return EntryDraft(
        kind=f"test/{name}",
        unit=unit_uuid(unit),
        first=date.fromisoformat(first),
        last=date.fromisoformat(last or first),
        whole=bool(last),
        labels=dict(pair.split("=") for pair in labels.split() if pair),
        quantities={key: Decimal(amount) for key, amount in (pair.split("=") for pair in quantities.split())},
        texts=Texts(title=title[0] if title else ""),
    )
