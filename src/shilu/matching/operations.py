"""What was said of phrases, kept: each time as one row of the log that applies the catalogue with the further names."""

from collections.abc import Iterable

from django.db import transaction

from shilu.ledger.clerk import Clerk
from shilu.ledger.log import lock_log
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.queries import catalogue_at
from shilu.matching.learning import learned


def learn(pairs: Iterable[tuple[str, str]], *, clerk: Clerk) -> int | None:
    """Keep what each phrase means (phrase, name of a figure or "" for none of ours), all or none.

    Returns the position of the catalogue's row, None where all was known. Refused for an unknown name or a phrase that
    means something else already.
    """
    with transaction.atomic():
        # Two who learn at once must not each lay their name into the catalogue before the other's.
        lock_log()
        before = catalogue_at()
        after = before
        for phrase, name in pairs:
            after = learned(after, phrase, name)
        return apply_catalogue(after, clerk=clerk) if after.body() != before.body() else None
