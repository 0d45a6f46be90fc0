"""Keys to the programming interface: shown once, kept as hashes, good until a day."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.access.models import Account, Token
from shilu.access.operations import written_down
from shilu.lib.acting import By
from shilu.lib.errors import Refused

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


def account_with(plain: str, *, today: date) -> Account | None:
    """The account for which a key acts, or None where it is unknown, has run out, or the account is closed."""
    token = Token.objects.select_related("account").filter(digest=_digest(plain), until__gt=today).first()
    if token is None or not token.account.is_active or token.account.must_change:
        return None
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return token.account


def _digest(plain: str) -> str:
    """A fast hash is enough: 256 random bits cannot be guessed."""
    return hashlib.sha256(plain.encode()).hexdigest()
