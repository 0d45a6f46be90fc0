"""Workbooks that wait for a reviewer, to be imported or to be undone: of units whose records are looked at first."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shilu.collecting.desk import Desk
from shilu.collecting.models import IMPORTED, READY, Delivery
from shilu.ledger.models import Row
from shilu.lib.errors import Refused
from shilu.organisation.models import Unit


def units_touched(delivery: Delivery) -> list[UUID]:
    """The units of which a workbook that was looked at would bring, change or cancel records."""
    return [UUID(unit) for unit in (delivery.summary or {}).get("units", ())]


def units_of_import(seq: int) -> list[UUID]:
    """The units of which an import brought, corrected or cancelled records."""
    ids = Row.objects.filter(batch=seq, type__in=("entry", "reversal")).order_by().values("unit").distinct()
    return list(Unit.objects.filter(id__in=ids).values_list("uuid", flat=True))


def asked_by(delivery: Delivery) -> UUID | None:
    """Who asks that a workbook is imported, or that its import is undone; None where nobody waits for a reviewer."""
    asked = delivery.choices.get("undo" if delivery.state == IMPORTED else "asks")
    return UUID(asked["account"]) if asked and delivery.state in {READY, IMPORTED} else None


def ask_to_import(delivery: Delivery, *, desk: Desk) -> None:
    """Hand a workbook over to a reviewer, as it was decided; deciding or reading it anew takes it back."""
    _keep(delivery, asks={"account": str(desk.account)})
    Delivery.objects.filter(uuid=delivery.uuid).update(reason="")


def ask_to_undo(seq: int, *, reason: str, desk: Desk) -> None:
    """Ask a reviewer to undo an import; Refused without a reason, and where nothing but the ledger tells of it."""
    delivery = Delivery.objects.filter(seq=seq).first()
    if delivery is None:
        raise Refused(_("Records of its units are reviewed; a reviewer who may import has to undo this import."))
    if not reason.strip():
        raise Refused(_("Say why the import is undone."))
    _keep(delivery, undo={"account": str(desk.account), "reason": reason.strip()})


def passed(delivery: Delivery, *, desk: Desk) -> None:
    """Keep who let a workbook pass."""
    _keep(delivery, passed=str(desk.account))


def give_back(delivery: Delivery, *, words: str) -> None:
    """Let a workbook wait no more, with words for whoever asked."""
    words = words.strip()
    if not words:
        raise Refused(_("Say in a few words why it comes back."), field="words")
    name = "undo" if delivery.state == IMPORTED else "asks"
    delivery.choices = {key: value for key, value in delivery.choices.items() if key != name}
    delivery.reason = _("Returned by the reviewer: %(words)s") % {"words": words}
    delivery.save(update_fields=["choices", "reason"])


def take_out(delivery: Delivery) -> None:
    """Ask no more that a workbook is imported."""
    if "asks" in delivery.choices:
        delivery.choices = {key: value for key, value in delivery.choices.items() if key != "asks"}
        delivery.save(update_fields=["choices"])


def waiting_deliveries(units: Iterable[UUID]) -> list[Delivery]:
    """The workbooks handed in for one of ``units`` that wait for a reviewer, oldest first."""
    return list(_waiting(units).order_by("id").defer("preview", "guesses", "outcome"))


def waiting_deliveries_count(units: Iterable[UUID]) -> int:
    """How many workbooks handed in for one of ``units`` wait for a reviewer."""
    return _waiting(units).count()


def _waiting(units: Iterable[UUID]) -> QuerySet[Delivery]:
    waits = Q(state=READY, choices__has_key="asks") | Q(state=IMPORTED, choices__has_key="undo")
    return Delivery.objects.filter(waits, unit__in=list(units))


def waits_to_be_undone(seqs: Iterable[int]) -> frozenset[int]:
    """Those of the imports at ``seqs`` that a reviewer was asked to undo."""
    found = Delivery.objects.filter(seq__in=list(seqs), choices__has_key="undo").values_list("seq", flat=True)
    return frozenset(seq for seq in found if seq is not None)


def _keep(delivery: Delivery, **said: object) -> None:
    delivery.choices = {**delivery.choices, **said}
    delivery.save(update_fields=["choices"])
