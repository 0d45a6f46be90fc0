"""Who attended an entry's event: kept beside the log, so that people can be counted once and forgotten on request."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from shilu.ledger.models import Attendance
from shilu.organisation.operations import forget_people


def record_attendance(entry: int, people: Iterable[UUID]) -> None:
    """Keep who attended; the same person twice is one."""
    if not (people := list(people)):
        return
    rows = [Attendance(entry=entry, person=person) for person in dict.fromkeys(people)]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)


def attended_by(entry: int) -> list[UUID]:
    """Who attended an entry's event."""
    return list(Attendance.objects.filter(entry=entry).order_by("id").values_list("person", flat=True))


def forget_person(person: UUID) -> int:
    """Erase a person's name, number and attendances; return how many attendances there were. Counts in the log stay."""
    with transaction.atomic():
        forget_people([person])
        erased, _rows = Attendance.objects.filter(person=person).delete()
        return erased
