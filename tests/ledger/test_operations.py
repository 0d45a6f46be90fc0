"""Posting, reversing, correcting, closing and joining."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.entries import Wanted, entries_by_seq, entries_listed
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.models import Amount, Head
from shilu.ledger.occasions import join_occasion, leave_occasion
from shilu.ledger.operations import change_month, correct_entry, draft_of, post_entries, reverse_entries
from shilu.ledger.queries import memberships, position, root_at, said_of_periods
from shilu.ledger.tree import Frontier
from shilu.ledger.undoing import reverse_import
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def listed(**wanted: object) -> list[str]:
    """The ledger as a text table: position, type, day, unit's place, kind, quantities, what it cancels or corrects."""
    return [_line(entry) for entry in entries_listed(Wanted(**wanted))]


def _line(entry: Entry) -> str:
    counts = " ".join(f"{key}={amount}" for key, amount in sorted(entry.quantities.items()))
    link = f" ~{entry.reverses or entry.corrects}" if entry.reverses or entry.corrects else ""
    return f"{entry.seq} {entry.type} {entry.last} {entry.kind} {counts}{link}"


def sums() -> dict[int, int]:
    """What stands of each entry in the sums, in thousandths of its first quantity."""
    found: dict[int, int] = {}
    for amount in Amount.objects.all():
        found[amount.entry] = found.get(amount.entry, 0) + amount.amount
    return found


def test_posted_entries_get_gapless_positions_and_are_read_back_whole(bureau: cast.Bureau, clerk: Clerk) -> None:
    start = position()
    seqs = cast.post(
        """
        2022-03-01 | X02  | meeting              | times=1 people=82 | 第一次学习
        2022-03-05 | X03  | article(level=city)  | items=2           | 两篇
        """,
        clerk=clerk,
    )
    assert seqs == [start + 1, start + 2]
    meeting, article = entries_by_seq(seqs)
    assert (meeting.texts.title, meeting.quantities) == ("第一次学习", {"times": Decimal(1), "people": Decimal(82)})
    assert (article.labels, article.unit, article.account) == ({"level": "city"}, bureau["X03"], clerk.account)
    assert meeting.received == clerk.now


def test_the_head_keeps_the_root_of_all_rows(bureau: cast.Bureau, clerk: Clerk) -> None:
    for day in ("2022-03-01", "2022-03-02", "2022-03-03"):
        cast.post(f"{day} | X02 | meeting | times=1 | 会", clerk=clerk)
    head = Head.objects.get()
    frontier = Frontier.from_bytes(bytes(head.frontier), size=head.size, algorithm=head.algorithm)
    assert frontier.root() == root_at(head.size)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2022-03-01 | X02 | nothing | times=1 |", "没有“test/nothing”这个事项类别"),
        ("2022-03-01 | X02 | meeting | items=1 |", "例会不统计“items”"),
        ("2022-03-01 | X02 | meeting | times=-1 |", "-1"),
        ("2022-03-01 | X02 | meeting | times=1.0005 |", "1.0005"),
        ("2022-03-01 | X02 | meeting | times=1 people=3.5 |", "3.5"),
        ("2022-03-01 | X02 | meeting | times=0 |", "例会"),
        ("2022-03-01 | X02 | meeting | times=1 people=100000001 |", "100000001"),
        ("2023-03-01 | X02 | meeting | times=1 |", "2023-03-01"),
        ("1900-03-01 | X02 | meeting | times=1 |", "1900-03-01"),
        ("2022-03-01 | X02 | article(level=moon) | items=1 |", "moon"),
        ("2022-03-01 | X02 | meeting(level=city) | times=1 |", "level"),
    ],
)
def test_a_fact_that_the_catalogue_does_not_allow_is_refused_and_nothing_is_posted(
    bureau: cast.Bureau, clerk: Clerk, line: str, message: str
) -> None:
    before = position()
    with pytest.raises(Refused, match=message):
        cast.post(f"2022-03-01 | X02 | meeting | times=1 | 好\n{line}", clerk=clerk)
    assert position() == before


def test_a_reversal_cancels_on_the_days_of_its_entry(bureau: cast.Bureau, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 people=8 | 会", clerk=clerk)
    later = replace(clerk, now=clerk.now.replace(year=2023))
    (reversal,) = reverse_entries([seq], reason="重复", clerk=later)
    entry, cancelled = entries_by_seq([seq, reversal])
    assert (entry.reversed_by, cancelled.reverses, cancelled.body) == (reversal, seq, {"reason": "重复"})
    assert (cancelled.first, cancelled.last) == (date(2022, 3, 1), date(2022, 3, 1))
    assert sums() == {seq: 0}


def test_a_reversal_needs_a_reason_and_a_standing_entry(bureau: cast.Bureau, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 | 会", clerk=clerk)
    with pytest.raises(Refused, match="--reason"):
        reverse_entries([seq], reason=" ", clerk=clerk)
    (reversal,) = reverse_entries([seq], reason="重复", clerk=clerk)
    with pytest.raises(Refused, match=f"{seq}.*{reversal}"):
        reverse_entries([seq], reason="重复", clerk=clerk)
    with pytest.raises(Refused, match="没有第 999 号记录"):
        reverse_entries([999], reason="重复", clerk=clerk)


def test_a_correction_is_a_reversal_and_a_new_entry_in_one_step(bureau: cast.Bureau, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 people=16 | 会", clerk=clerk)
    draft = draft_of(entries_by_seq([seq])[0])
    right = replace(draft, quantities={**draft.quantities, "people": Decimal(61)})
    reversal, posted = correct_entry(seq, right, reason="笔误", clerk=clerk)
    assert listed() == [
        f"{seq} entry 2022-03-01 test/meeting people=16 times=1",
        f"{reversal} reversal 2022-03-01 test/meeting people=16 times=1 ~{seq}",
        f"{posted} entry 2022-03-01 test/meeting people=61 times=1 ~{seq}",
    ]


def test_facts_of_a_private_kind_become_one_entry_a_month_without_words(bureau: cast.Bureau, clerk: Clerk) -> None:
    seqs = cast.post(
        """
        2022-03-01 | X02 | talk | times=1 people=1 | 与某某谈
        2022-03-09 | X02 | talk | times=1 people=1 | 与某某谈
        2022-03-09 | X03 | talk | times=1 people=1 | 与某某谈
        """,
        clerk=clerk,
    )
    assert seqs[0] == seqs[1] != seqs[2]
    first, second = entries_by_seq(seqs)
    assert first.quantities == {"times": Decimal(2), "people": Decimal(2)}
    assert (first.first, first.last, first.whole) == (date(2022, 3, 1), date(2022, 3, 31), True)
    assert not first.texts
    assert not second.texts


def test_a_private_fact_that_comes_later_corrects_the_months_sum(bureau: cast.Bureau, clerk: Clerk) -> None:
    (first,) = cast.post("2022-03-01 | X02 | talk | times=1 people=1 | 谈", clerk=clerk)
    (second,) = cast.post("2022-03-20 | X02 | talk | times=2 people=2 | 谈", clerk=clerk)
    assert listed() == [
        f"{first} entry 2022-03-31 test/talk people=1 times=1",
        f"{first + 1} reversal 2022-03-31 test/talk people=1 times=1 ~{first}",
        f"{second} entry 2022-03-31 test/talk people=3 times=3 ~{first}",
    ]


def test_a_private_month_never_falls_below_nothing(bureau: cast.Bureau, clerk: Clerk) -> None:
    cast.post("2022-03-01 | X02 | talk | times=1 people=1 | 谈", clerk=clerk)
    month = {"unit": bureau["X02"], "first": date(2022, 3, 1), "last": date(2022, 3, 31), "labels": {}}
    with pytest.raises(Refused, match="谈心谈话"):
        change_month("test/talk", **month, difference={"times": Decimal(-2)}, clerk=clerk)
    change_month("test/talk", **month, difference={"times": Decimal(-1), "people": Decimal(-1)}, clerk=clerk)
    assert [
        line for line in listed() if " entry " in line and entries_by_seq([int(line.split()[0])])[0].reversed_by is None
    ] == []


def test_what_is_said_of_periods_is_kept_in_order(bureau: cast.Bureau, clerk: Clerk) -> None:
    march = parse_period("2022-03")
    closed = close_period(bureau["X02"], period=march, clerk=clerk)
    opened = open_period(bureau["X02"], period=march, reason="补报", clerk=clerk)
    said = said_of_periods()
    assert [(one.seq, one.type, one.unit, one.first, one.last) for one in said] == [
        (closed, "closed", bureau["X02"], date(2022, 3, 1), date(2022, 3, 31)),
        (opened, "opened", bureau["X02"], date(2022, 3, 1), date(2022, 3, 31)),
    ]
    assert [one.type for one in said_of_periods(closed)] == ["closed"]


def test_entries_join_and_leave_an_occasion_as_of_a_position(bureau: cast.Bureau, clerk: Clerk) -> None:
    one, two = cast.post(
        """
        2022-03-01 | X02 | meeting | times=1 | 会
        2022-03-01 | X03 | meeting | times=1 | 会
        """,
        clerk=clerk,
    )
    occasion = join_occasion([one, two], clerk=clerk)
    joined = position()
    leave_occasion([two], occasion=occasion, clerk=clerk)
    assert memberships(two) == {}
    assert memberships(joined) == {one: occasion, two: occasion}
    assert memberships() == {one: occasion}


def test_an_import_that_does_not_exist_cannot_be_undone(bureau: cast.Bureau, clerk: Clerk) -> None:
    with pytest.raises(Refused, match="没有第 1 号导入"):
        reverse_import(1, reason="错", clerk=clerk)


def test_nothing_is_kept_of_a_post_that_fails_half_way(bureau: cast.Bureau, clerk: Clerk) -> None:
    good = EntryDraft("test/meeting", bureau["X02"], date(2022, 3, 1), date(2022, 3, 1), {"times": Decimal(1)})
    before = (position(), Amount.objects.count())
    with pytest.raises(Refused):
        post_entries([good, replace(good, first=date(2022, 3, 2))], clerk=clerk)
    assert (position(), Amount.objects.count()) == before


def test_a_corrected_entry_stays_at_its_occasion(bureau: cast.Bureau, clerk: Clerk) -> None:
    one, two = cast.post(
        """
        2022-03-01 | X02 | meeting | times=1 people=3 | 会
        2022-03-01 | X03 | meeting | times=1 people=4 | 会
        """,
        clerk=clerk,
    )
    occasion = join_occasion([one, two], clerk=clerk)
    right = replace(draft_of(entries_by_seq([two])[0]), quantities={"times": Decimal(1), "people": Decimal(5)})
    _reversal, posted = correct_entry(two, right, reason="笔误", clerk=clerk)
    assert memberships()[posted] == occasion


def test_a_private_fact_belongs_to_the_bodys_own_month(bureau: cast.Bureau, clerk: Clerk) -> None:
    own = replace(clerk, calendar=BodyCalendar(month_starts_on=26))
    (seq,) = cast.post("2022-06-27 | X02 | talk | times=1 people=1 | 谈", clerk=own)
    (entry,) = entries_by_seq([seq])
    assert (entry.first, entry.last) == (date(2022, 6, 26), date(2022, 7, 25))


def test_one_event_joins_at_least_two_records_of_one_day(bureau: cast.Bureau, clerk: Clerk) -> None:
    one, two, three, other = cast.post(
        """
        2022-03-01 | X02 | meeting | times=1 | 会
        2022-03-01 | X03 | meeting | times=1 | 会
        2022-03-01 | X01 | meeting | times=1 | 会
        2022-03-10 | X01 | meeting | times=1 | 会
        """,
        clerk=clerk,
    )
    with pytest.raises(Refused, match="至少要有两笔"):
        join_occasion([one], clerk=clerk)
    with pytest.raises(Refused, match="2022-03-01、2022-03-10"):
        join_occasion([one, other], clerk=clerk)
    occasion = join_occasion([one, two], clerk=clerk)
    assert join_occasion([two, three], clerk=clerk) == occasion
    assert memberships() == {one: occasion, two: occasion, three: occasion}


def test_a_period_is_confirmed_once_and_not_before_it_begins(bureau: cast.Bureau, clerk: Clerk) -> None:
    closed = close_period(bureau["X02"], period=parse_period("2022-03"), clerk=clerk)
    assert close_period(bureau["X02"], period=parse_period("2022-03"), clerk=clerk) == closed
    with pytest.raises(Refused, match="还没有开始"):
        close_period(bureau["X02"], period=parse_period("2022-09"), clerk=clerk)
