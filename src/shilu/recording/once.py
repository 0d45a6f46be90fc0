"""Doing a thing once, however often it is sent: what was answered under a caller's key is answered again."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shilu.lib.canonical import canonical
from shilu.lib.errors import Refused
from shilu.lib.group_commit import committed
from shilu.recording.models import Acknowledged

LONGEST_KEY = 200


class KeyReused(Refused):
    """The caller's key came with other content before."""


def once(
    do: Callable[[], dict[str, Any]], *, account: str, key: str, content: Any, now: datetime
) -> tuple[dict[str, Any], bool]:
    """What ``do`` gives, and whether it was done before under ``key``; both in one transaction, or neither.

    ``content`` is plain JSON that says what was sent; KeyReused where the key came with other content. Callers that send
    at the same time wait for the first. Where ``do`` is refused the key stays free.
    """
    if not key.strip() or len(key) > LONGEST_KEY:
        raise Refused(_("The key of a request has 1 to %(most)s signs.") % {"most": LONGEST_KEY})
    digest = hashlib.sha256(canonical(content).encode()).hexdigest()

    def done() -> tuple[dict[str, Any], bool]:
        try:
            with transaction.atomic():
                row = Acknowledged.objects.create(account=account, key=key, digest=digest, at=now)
        except IntegrityError:
            row = Acknowledged.objects.get(account=account, key=key)
            if row.digest != digest:
                raise KeyReused(
                    _("The key %(key)s was used for something else; send each new thing under a new key.")
                    % {"key": key}
                ) from None
            return row.outcome, True
        row.outcome = do()
        row.save(update_fields=("outcome",))
        return row.outcome, False

    return committed(done)


def was_done(key: str, *, account: str) -> bool:
    """Whether something was answered under ``key`` already."""
    return Acknowledged.objects.filter(account=account, key=key).exists()


def forget_acknowledged(*, before: datetime) -> int:
    """Forget the answers from before an instant; return how many there were."""
    return Acknowledged.objects.filter(at__lt=before).delete()[0]
