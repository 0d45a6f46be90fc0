"""Two who change the same thing at the same moment: the second finds what the first left."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq, monthly_total
from shilu.ledger.entry import EntryDraft
from shilu.ledger.models import Amount, Row
from shilu.ledger.operations import correct_entry, draft_of, post_entries, reverse_entries
from shilu.lib.errors import Refused

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

_MANY = 8


def at_once(act: Callable[[], object], *, times: int = _MANY) -> Sequence[object]:
    """What so many threads that begin together get, their refusals too."""
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory belongs to one thread")
    ready, found = threading.Barrier(times), list[object]()

    def run() -> None:
        ready.wait()
        try:
            found.append(act())
        except Refused as refused:
            found.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def standing_sum(seqs: Sequence[int]) -> int:
    """What the sums hold of entries, in whole units."""
    return sum(Amount.objects.filter(entry__in=seqs).values_list("amount", flat=True)) // 1000


def test_records_are_cancelled_once(bureau: cast.Bureau, clerk: Clerk) -> None:
    seqs = cast.post("\n".join(["2022-03-01 | X02 | meeting | times=1 | 例会"] * 60), clerk=clerk)

    found = at_once(lambda: reverse_entries(seqs, reason="记重了", clerk=clerk))

    assert sum(isinstance(one, Refused) for one in found) == _MANY - 1
    assert Row.objects.filter(type="reversal", target__in=seqs).count() == len(seqs)
    assert standing_sum(seqs) == 0


def test_a_record_is_corrected_once(bureau: cast.Bureau, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 | 例会", clerk=clerk)
    right = replace(draft_of(*entries_by_seq([seq])), quantities={"times": Decimal(2)})

    found = at_once(lambda: correct_entry(seq, right, reason="笔误", clerk=clerk))

    ((_reversal, posted),) = [one for one in found if not isinstance(one, Refused)]
    assert standing_sum([seq, posted]) == 2
    assert Row.objects.filter(target=seq).count() == 2


def test_what_is_added_to_a_private_month_at_the_same_moment_is_all_in_its_sum(
    bureau: cast.Bureau, clerk: Clerk
) -> None:
    talk = EntryDraft("test/talk", bureau["X02"], date(2022, 6, 7), date(2022, 6, 7), {"times": Decimal(1)})

    found = at_once(lambda: post_entries([talk], clerk=clerk))

    assert not [one for one in found if isinstance(one, Refused)]
    month = monthly_total("test/talk", unit=bureau["X02"], first=date(2022, 6, 1), last=date(2022, 6, 30), labels={})
    assert month is not None
    assert month.quantities == {"times": Decimal(_MANY)}
