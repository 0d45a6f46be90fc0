"""What the table of people says."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.organisation.models import Person
from shilu.organisation.person import KnownPerson


def known_people() -> list[KnownPerson]:
    """Everybody whose name was not erased, in the order in which they came."""
    rows = Person.objects.order_by("id").values_list("uuid", "name", "number")
    return [KnownPerson(uuid, name, number) for uuid, name, number in rows]


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of ``people``; one who was erased has none."""
    wanted = set(people)
    return {uuid: name for uuid, name in Person.objects.values_list("uuid", "name") if uuid in wanted}


def person_called(text: str) -> KnownPerson:
    """The person with that staff number, or the only one with that name; Refused where there is none, or are several."""
    wanted = text.strip()
    people = known_people()
    found = [one for one in people if one.number and one.number == wanted] or [
        one for one in people if one.name == wanted
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(_("Nobody is called “%(text)s”, nor has that staff number.") % {"text": text})
    numbers = enumerated(one.number or "—" for one in found)
    raise Refused(
        _("%(count)s people are called “%(text)s”; say the staff number: %(numbers)s.")
        % {"count": len(found), "text": text, "numbers": numbers}
    )
