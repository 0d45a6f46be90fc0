"""What can be done with a workbook that was handed in: take it in, look at it, correct the guess, import it, drop it."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypedDict
from uuid import UUID, uuid4

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shilu.collecting.desk import Desk
from shilu.collecting.files import erase, plain_name, take_in, unpacked
from shilu.collecting.models import IMPORTED, IMPORTING, KNOWN, READING, READY, UNREADABLE, WAITING, Delivery
from shilu.collecting.reviewing import take_out
from shilu.collecting.shown import counts_of, outcome_body, preview_body
from shilu.documents.border import examine
from shilu.figures.kept import keep_up
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.correcting import Corrected, corrected
from shilu.ledger.importing.marked import mark_workbook
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.planning import Guesses, plan_book
from shilu.ledger.importing.preview import preview_file
from shilu.ledger.importing.workbook import read_workbook
from shilu.ledger.queries import catalogue_at
from shilu.ledger.undoing import Undone, reverse_import
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar

MOST_FILES: Final = 30
STUCK: Final = timedelta(minutes=15)  # after which work that says nothing any more may be begun anew
PICKED: Final = ("likely_rows", "changed_seqs", "gone_seqs", "again_seqs")
_CHOICES: Final = ("new_kinds", "accept_valid", "accept_likely", "update", "remove", "again", "reported")
_SMALL: Final = 256 * 1024  # bytes; about 3,000 rows, read in a second or two
_SMALL_UNPACKED: Final = 4 * 1024 * 1024
_FEW: Final = 12
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as a browser sends it."""

    name: str
    chunks: Iterable[bytes]


def receive(files: Sequence[Handed], *, unit: UUID, desk: Desk) -> list[Delivery]:
    """Take workbooks in that were handed in together for the subtree of ``unit``.

    One that cannot be a workbook is kept as such with the reason. Refused for none, or for more than thirty.
    """
    if not files:
        raise Refused(_("Choose at least one workbook."))
    if len(files) > MOST_FILES:
        raise Refused(
            _("These are %(count)s files; hand in at most %(most)s at once.")
            % {"count": len(files), "most": MOST_FILES}
        )
    together = uuid4()
    return [_received(one, unit=unit, together=together, desk=desk) for one in files]


def _received(handed: Handed, *, unit: UUID, together: UUID, desk: Desk) -> Delivery:
    delivery = Delivery(
        uuid=uuid4(),
        together=together,
        account=desk.account,
        unit=unit,
        name=plain_name(handed.name),
        size=0,
        received_at=desk.now,
        changed_at=desk.now,
    )
    path = delivery.file_in(desk.folder)
    try:
        delivery.size = take_in(path, handed.chunks)
        examine(path)
    except Refused as error:
        erase(path)
        delivery.state, delivery.reason, delivery.erased_at = UNREADABLE, str(error), desk.now
    delivery.save()
    return delivery


def is_small(deliveries: Sequence[Delivery], *, desk: Desk) -> bool:
    """Whether reading all of them takes a moment only, so that nobody has to wait for the background."""
    if len(deliveries) > _FEW or sum(delivery.size for delivery in deliveries) > _SMALL:
        return False
    return sum(unpacked(delivery.file_in(desk.folder)) for delivery in deliveries) <= _SMALL_UNPACKED


def look(delivery: Delivery, *, desk: Desk) -> Delivery:
    """Read the workbook and compare it with the ledger; what an import would do is kept with it."""
    take_out(delivery)
    _say(delivery, READING, desk=desk)
    try:
        preview = preview_file(
            delivery.file_in(desk.folder),
            **_said(delivery, desk),
            progress=lambda done, total: _progress(delivery, done, total),
        )
    except Refused as error:
        return _say(delivery, UNREADABLE, desk=desk, reason=str(error), preview=None)
    except Exception:  # noqa: BLE001 - nobody stands beside work in the background: it tells on the page
        _log.exception("reading of workbook %s broke off", delivery.uuid)
        reason = _("%(file)s could not be read to its end; tell your administrator.") % {"file": delivery.name}
        return _say(delivery, UNREADABLE, desk=desk, reason=reason, preview=None)
    body = preview_body(preview)
    return _say(delivery, READY, desk=desk, reason="", preview=body, summary=counts_of(body), outcome=None)


def preview_told(delivery: Delivery, *, desk: Desk) -> Mapping[str, Any] | None:
    """What is kept of a workbook that was looked at; of a small one in the reader's language, whoever looked at it."""
    kept: Mapping[str, Any] | None = delivery.preview
    if kept is None or kept.get("language") == get_language() or delivery.state != READY:
        return kept
    if not is_small([delivery], desk=desk):
        return kept
    try:
        return preview_body(preview_file(delivery.file_in(desk.folder), **_said(delivery, desk)))
    except Refused:
        return kept


class _Said(TypedDict):
    """What reading, comparing and importing a workbook are told alike."""

    unit: UUID
    choices: Choices
    clerk: Clerk
    calendar: BodyCalendar
    own: str
    guesses: Guesses


def _said(delivery: Delivery, desk: Desk) -> _Said:
    return {
        "unit": delivery.unit,
        "choices": choices_of(delivery),
        "clerk": desk.clerk,
        "calendar": desk.clerk.calendar,
        "own": desk.own,
        "guesses": delivery.guesses,
    }


def choices_of(delivery: Delivery) -> Choices:
    """What was decided for a workbook."""
    said = delivery.choices.get
    return Choices(
        new_kinds=bool(said("new_kinds")),
        accept_valid=bool(said("accept_valid")),
        accept_likely=bool(said("accept_likely")),
        update=bool(said("update")),
        remove=bool(said("remove")),
        again=bool(said("again")),
        likely_rows=frozenset((sheet, row) for sheet, row in said("likely_rows", ())),
        changed_seqs=frozenset(said("changed_seqs", ())),
        gone_seqs=frozenset(said("gone_seqs", ())),
        again_seqs=frozenset(said("again_seqs", ())),
        reported=said("reported"),
    )


def correct_guess(
    delivery: Delivery,
    number: int,
    *,
    columns: Mapping[str, str],
    kind: str | None = None,
    period: str | None = None,
    desk: Desk,
) -> Corrected:
    """Read the ``number``-th table of a workbook otherwise from now on; kept unless the answer has faults."""
    table = table_of(delivery, number)
    found = corrected(
        {**table["guess"], **delivery.guesses.get(table["signature"], {})},
        columns=columns,
        kind=kind,
        period=period,
        catalogue=catalogue_at(),
        calendar=desk.clerk.calendar,
    )
    if not found.faults:
        delivery.guesses = {**delivery.guesses, table["signature"]: dict(found.guess)}
        delivery.save(update_fields=["guesses"])
    return found


def table_of(delivery: Delivery, number: int) -> Mapping[str, Any]:
    """The ``number``-th table of a workbook that was looked at, from 0; Refused where there is none."""
    tables: list[Mapping[str, Any]] = (delivery.preview or {}).get("tables", [])
    if not 0 <= number < len(tables):
        raise Refused(_("%(file)s has no such table.") % {"file": delivery.name})
    return tables[number]


def decide(delivery: Delivery, choices: Choices, *, elsewhere: bool = False) -> Delivery:
    """Keep what was decided for a workbook; ``elsewhere`` that it is imported although it names another unit."""
    kept = asdict(choices)
    picked = {name: sorted(kept[name]) for name in PICKED}
    delivery.choices = {**{name: kept[name] for name in _CHOICES}, **picked, "elsewhere": elsewhere}
    delivery.save(update_fields=["choices"])
    return delivery


def begin(delivery: Delivery, *, desk: Desk) -> bool:
    """Claim a workbook for its import; False where that was done already, so that a second press begins nothing.

    Refused for one that names another unit than that for which it was handed in, unless that was decided.
    """
    named = (delivery.summary or {}).get("elsewhere", "")
    if named and not delivery.choices.get("elsewhere"):
        raise Refused(
            _("%(file)s says that it is of %(unit)s; hand it in for that unit or one above it.")
            % {"file": delivery.name, "unit": named}
        )
    claimed = Delivery.objects.filter(uuid=delivery.uuid, state=READY) | Delivery.objects.filter(
        uuid=delivery.uuid, state=IMPORTING, changed_at__lt=desk.now - STUCK
    )
    done = claimed.update(state=IMPORTING, changed_at=desk.now, stage=0, stages=0)
    if done:
        delivery.refresh_from_db()
    return bool(done)


def carry_out(delivery: Delivery, *, desk: Desk) -> Delivery:
    """Import a workbook that ``begin`` claimed, as it was decided; what came of it is kept with it."""
    try:
        done = import_file(
            delivery.file_in(desk.folder),
            **_said(delivery, desk),
            progress=lambda stage, stages: _progress(delivery, stage, stages),
        )
    except Refused as error:
        return _say(delivery, READY, desk=desk, reason=str(error))
    except Exception:  # noqa: BLE001 - nobody stands beside work in the background: it tells on the page
        _log.exception("import of workbook %s broke off", delivery.uuid)
        reason = _("The import broke off and nothing was written; try again, or tell your administrator.")
        return _say(delivery, READY, desk=desk, reason=reason)
    if done.blocked:
        return _say(delivery, READY, desk=desk, reason=_("There are bad cells; nothing was imported."))
    outcome = outcome_body(done, choices_of(delivery))
    state = KNOWN if done.batch is None else IMPORTED
    told = _say(
        delivery, state, desk=desk, outcome=outcome, summary=counts_of(outcome), preview=None, reason="", seq=done.batch
    )
    keep_up()  # takes long, and may be ended from outside: by then the page says that it is imported
    return told


def undo_import(seq: int, *, reason: str, desk: Desk) -> Undone:
    """Cancel what an import brought and put back what stood before it, with a reason."""
    if not reason.strip():
        raise Refused(_("Say why the import is undone."))
    done = reverse_import(seq, reason=reason.strip(), clerk=desk.clerk)
    keep_up()
    return done


def marked_copy(delivery: Delivery, *, desk: Desk) -> Path:
    """A copy of the workbook with its bad cells marked, written beside it."""
    path = delivery.file_in(desk.folder)
    if delivery.erased_at is not None or not path.is_file():
        raise Refused(_("%(file)s was erased here; hand it in again.") % {"file": delivery.name})
    out = path.parent / f"{path.stem}-{_('marked')}.xlsx"
    planned = plan_book(read_workbook(path), **_said(delivery, desk))
    mark_workbook(path, planned.reading.faults, out)
    return out


def drop(delivery: Delivery, *, desk: Desk) -> None:
    """Take a workbook back that was not imported; Refused while it is being imported or once it was."""
    gone, _tables = Delivery.objects.filter(
        uuid=delivery.uuid, state__in=(WAITING, READING, READY, UNREADABLE, KNOWN)
    ).delete()
    if not gone:
        raise Refused(_("%(file)s is imported; undo the import instead.") % {"file": delivery.name})
    erase(delivery.file_in(desk.folder))


def _progress(delivery: Delivery, stage: int, stages: int) -> None:
    Delivery.objects.filter(uuid=delivery.uuid).update(stage=stage, stages=stages)


def _say(delivery: Delivery, state: str, *, desk: Desk, **fields: Any) -> Delivery:
    """Keep how far a workbook is; nothing happens where it was dropped meanwhile."""
    fields |= {"state": state, "changed_at": desk.now}
    Delivery.objects.filter(uuid=delivery.uuid).update(**fields)
    for name, value in fields.items():
        setattr(delivery, name, value)
    return delivery
