"""Where somebody is signed in: sessions of one account, to be seen and ended by their owner."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from shilu.access.models import Account


@dataclass(frozen=True, slots=True)
class Place:
    """One browser in which somebody is signed in; ``until`` it stays so without being used."""

    key: str
    until: datetime
    here: bool


def places_signed_in(account: Account, *, now: datetime, here: str) -> list[Place]:
    """The sessions of ``account``, this one (``here`` is its key) first."""
    found = [
        Place(session.session_key, session.expire_date, here=session.session_key == here)
        for session in Session.objects.filter(expire_date__gt=now).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(account.pk)
    ]
    return sorted(found, key=lambda place: (not place.here, place.until))


def sign_out_elsewhere(account: Account, *, now: datetime, here: str) -> int:
    """End every session of ``account`` but this one; return how many."""
    others = [place.key for place in places_signed_in(account, now=now, here=here) if not place.here]
    Session.objects.filter(session_key__in=others).delete()
    return len(others)
