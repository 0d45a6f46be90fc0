"""Whose page it is: somebody of a unit whose people are the reader's to look after."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from shilu.access.colleagues import Colleague, colleague
from shilu.access.models import Account
from shilu.access.roles import Right
from shilu.web.asking import Request


def found_colleague(request: Request, key: UUID, right: Right = Right.RESET) -> Colleague:
    """The person or account; Http404 unless ``right`` holds in their unit (in the whole body for who has no unit)."""
    asking = request.asking
    found = colleague(key, structure=asking.structure, on=asking.today)
    if found is None:
        raise Http404
    if found.unit is None:
        if not asking.viewer.everywhere(right):
            raise Http404
        return found
    asking.check(right, found.unit.uuid)
    return found


def found_account(request: Request, key: UUID, right: Right = Right.RESET) -> tuple[Colleague, Account]:
    """The same, of somebody who has an account."""
    found = found_colleague(request, key, right)
    if found.account is None:
        raise Http404
    return found, found.account


def person_address(key: UUID) -> str:
    """The page of a person."""
    return reverse("people_person", args=[key])
