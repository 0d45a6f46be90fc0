"""Whether somebody else could take the second look at what one wrote oneself."""

from datetime import date
from uuid import UUID

from shilu.access.models import Appointment
from shilu.access.queries import roles_held
from shilu.access.roles import RIGHTS, Right, Role
from shilu.organisation.structure import Structure


def others_review(unit: UUID, *, besides: UUID, structure: Structure, on: date) -> bool:
    """Whether an account other than ``besides`` reviews the papers of ``unit`` on a day.

    A leader whose lines are kinds alone does not: papers tell all kinds.
    """
    roles = [role for role in Role if Right.REVIEW in RIGHTS[role]]
    held = Appointment.objects.filter(role__in=roles, on__lte=on, account__is_active=True).exclude(until__lte=on)
    above = set(structure.tree_now().chain(unit))
    return any(
        not above.isdisjoint(role.acts)
        for one in held.exclude(account__uuid=besides).order_by("id")
        for role in roles_held(one, structure=structure)
        if role.line_units or not role.line_kinds
    )
