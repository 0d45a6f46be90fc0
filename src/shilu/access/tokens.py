"""Keys to the programming interface: shown once, kept as hashes, good until a day."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Final

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import CharField, DateField
from django.utils.translation import gettext as _

from shilu.access.models import Account, Token
from shilu.access.operations import written_down
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.lib.prepared import Prepared, Slot

_BEGINNING: Final = "shilu_"  # lets a scan of a disk or a chat find one that was left lying about
_LONGEST: Final = timedelta(days=366)
_MOST: Final = 10


def make_token(account: Account, *, name: str, until: date, by: By) -> str:
    """Make a key that acts as ``account`` until the day before ``until``; it is returned here and known nowhere else."""
    if not name.strip():
        raise Refused(_("Say what the key is for."), field="name")
    if not by.now.date() < until <= by.now.date() + _LONGEST:
        raise Refused(_("A key ends on a day within a year from now."), field="until")
    plain = _BEGINNING + secrets.token_urlsafe(32)
    with transaction.atomic():
        if account.tokens.filter(until__gt=by.now.date()).count() >= _MOST:
            raise Refused(_("There are %(most)s keys already; end one of them first.") % {"most": _MOST})
        Token.objects.create(account=account, name=name.strip(), digest=_digest(plain), made_at=by.now, until=until)
        written_down("token-made", by=by, what=account.number, after={"name": name.strip(), "until": until.isoformat()})
    return plain


def end_token(token: Token, *, by: By) -> None:
    """Take a key away at once."""
    with transaction.atomic():
        written_down("token-ended", by=by, what=token.account.number, before={"name": token.name})
        token.delete()


_ACCOUNT: Final = [field.attname for field in Account._meta.concrete_fields]
_KEY: Final = Prepared(
    lambda: Token.objects.filter(
        digest=Slot("digest", CharField()),
        until__gt=Slot("today", DateField()),
        account__is_active=True,
        account__must_change=False,
    ).values_list("pk", "used_on", *(f"account__{name}" for name in _ACCOUNT))
)


def account_with(plain: str, *, today: date) -> Account | None:
    """The account for which a key acts, or None where it is unknown, has run out, or the account is closed."""
    found = _KEY.rows(digest=_digest(plain), today=today)
    if not found:
        return None
    ((key, used_on, *account),) = found
    if used_on != today:
        Token.objects.filter(pk=key).update(used_on=today)
    return Account.from_db(DEFAULT_DB_ALIAS, _ACCOUNT, account)


def _digest(plain: str) -> str:
    """A fast hash is enough: 256 random bits cannot be guessed."""
    return hashlib.sha256(plain.encode()).hexdigest()
