"""Who is signed in: the session behind a cookie and the account behind a session, which every page asks for."""

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import BigIntegerField, CharField, DateTimeField
from django.utils import timezone

from shilu.access.models import Account
from shilu.lib.prepared import Prepared, Slot

_SESSION: Final = Prepared(
    lambda: Session.objects.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField())
    ).values_list("session_data")
)
_ACCOUNT: Final = Prepared(lambda: Account.objects.filter(pk=Slot("id", BigIntegerField())))


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read by a query that is written once."""

    def load(self) -> dict[str, Any]:
        """What the session keeps; nothing, under a new key, where it has ended."""
        found = _SESSION.rows(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])


class Accounts(ModelBackend):
    """Django's sign-in by staff number and code; the account is read by a query that is written once."""

    def get_user(self, user_id: int) -> Account | None:
        """The account, where it may sign in still."""
        account = next(iter(_ACCOUNT.objects(Account, id=user_id)), None)
        return account if account is not None and self.user_can_authenticate(account) else None
