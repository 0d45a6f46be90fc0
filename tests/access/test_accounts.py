"""Accounts made, changed, closed and erased; each act is written down."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from cast import Bureau, person_uuid
from shilu.access.audit import WantedActs, acts, title_of, told
from shilu.access.closing import close_account, end_role, reopen_account
from shilu.access.colleagues import colleague, colleagues, roles_from
from shilu.access.first_accounts import open_accounts, people_without_account
from shilu.access.following import follow_people, move_roles, rename_account
from shilu.access.handover import hand_over
from shilu.access.may import WHOLE
from shilu.access.models import Account, Act
from shilu.access.operations import NewAccount, appoint, change_code, make_accounts, reset_code
from shilu.access.own_data import data_of, erase_data
from shilu.access.roles import Role
from shilu.access.tokens import account_with, end_token, make_token
from shilu.ledger.attendance import record_attendance
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import structure_at
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.organisation.changes import PersonLeft, PersonPlaced
from shilu.organisation.models import Person
from shilu.organisation.operations import keep_people
from shilu.organisation.person import KnownPerson

pytestmark = pytest.mark.database

NOW = datetime(2022, 6, 30, 8, tzinfo=UTC)
TODAY = NOW.date()
BY = By(person_uuid("管理员"), "管理员", NOW)


@pytest.fixture
def staff(bureau: Bureau) -> Bureau:
    """The three people of the station with their names; one has no staff number."""
    keep_people(
        [KnownPerson(person_uuid(name), name, number) for name, number in (("甲", "061"), ("乙", "062"), ("丙", ""))]
    )
    return bureau


def account(number: str = "100", name: str = "张三") -> Account:
    make_accounts([NewAccount(number, name)], by=BY)
    return Account.objects.get(number=number)


def test_whole_unit_gets_accounts_and_slips(staff: Bureau) -> None:
    opened = open_accounts([staff["X03"]], structure=structure_at(), on=TODAY, by=BY)
    (of_unit,) = opened.units
    assert (of_unit.unit.name, [(slip.number, slip.name) for slip in of_unit.slips]) == (
        "城西所",
        [("061", "甲"), ("062", "乙")],
    )
    assert opened.without_number == ("丙",)
    first = Account.objects.get(number="061")
    assert first.check_password(of_unit.slips[0].code)
    assert first.must_change
    assert [(one.role, one.unit, one.on) for one in first.appointments.all()] == [("member", staff["X03"], TODAY)]
    assert [one.name for one in people_without_account([staff["X03"]], structure=structure_at(), on=TODAY)] == ["丙"]


def test_second_round_of_slips_is_refused(staff: Bureau) -> None:
    open_accounts([staff["X03"]], structure=structure_at(), on=TODAY, by=BY)
    with pytest.raises(Refused, match="都已有账号"):
        open_accounts([staff["X03"]], structure=structure_at(), on=TODAY, by=BY)


def test_account_with_a_number_that_is_there_makes_none_at_all(bureau: Bureau) -> None:
    account("100")
    with pytest.raises(Refused, match="100"):
        make_accounts([NewAccount("101", "李四"), NewAccount("100", "王五")], by=BY)
    assert list(Account.objects.values_list("number", flat=True)) == ["100"]


def test_code_is_reset_and_chosen_anew(db: None) -> None:
    one = account()
    slip = reset_code(one, by=BY)
    assert one.check_password(slip.code)
    with pytest.raises(Refused):
        change_code(one, code="12345678", by=BY)
    change_code(one, code="北塬雪落三尺厚x", by=BY)
    again = Account.objects.get()
    assert (again.must_change, again.check_password("北塬雪落三尺厚x")) == (False, True)
    assert again.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert [act.act for act in acts(WantedActs())] == ["code-changed", "code-reset", "account-made"]


def test_colleagues_are_those_of_the_units_with_roles(staff: Bureau) -> None:
    open_accounts([staff["X03"]], structure=structure_at(), on=TODAY, by=BY)
    system = account("900", "系统员")
    appoint(system, Role.SYSTEM, unit=staff["X"], on=TODAY, by=BY)
    found = colleagues([staff["X"], staff["X03"]], structure=structure_at(), on=TODAY)
    assert [(one.name, [held.role for held in one.held]) for one in found] == [
        ("系统员", ["system"]), ("甲", ["member"]), ("乙", ["member"]), ("丙", []),
    ]  # fmt: skip
    assert [one.name for one in colleagues([staff["X03"]], structure=structure_at(), on=TODAY, text="06")] == [
        "甲",
        "乙",
    ]
    assert colleagues([staff["X02"]], structure=structure_at(), on=TODAY) == []
    found_again = colleague(found[0].key, structure=structure_at(), on=TODAY)
    assert found_again is not None
    assert (found_again.name, found_again.unit) == ("系统员", structure_at().units[staff["X"]])


def test_who_left_is_found_among_those_who_left(staff: Bureau, clerk: Clerk) -> None:
    change_organisation([PersonLeft(person_uuid("乙"), TODAY)], clerk=clerk)
    here = colleagues([staff["X03"]], structure=structure_at(), on=TODAY)
    gone = colleagues([staff["X03"]], structure=structure_at(), on=TODAY, left=True)
    assert ([one.name for one in here], [one.name for one in gone]) == (["甲", "丙"], ["乙"])


def test_last_administrator_stays(bureau: Bureau) -> None:
    one, other = account("100"), account("101", "李四")
    first = appoint(one, Role.ADMINISTRATOR, unit=bureau["X"], on=TODAY, by=BY)
    with pytest.raises(Refused, match="示例局"):
        end_role(first, until=TODAY, by=BY)
    with pytest.raises(Refused, match="示例局"):
        close_account(one, on=TODAY, by=BY)
    appoint(other, Role.ADMINISTRATOR, unit=bureau["X"], on=TODAY, by=BY)
    end_role(first, until=TODAY, by=BY)
    assert first.until == TODAY


def test_last_administrator_of_the_whole_body_stays(bureau: Bureau) -> None:
    whole = appoint(account("100"), Role.ADMINISTRATOR, unit=WHOLE, on=TODAY, by=BY)
    with pytest.raises(Refused, match="全单位"):
        end_role(whole, until=TODAY, by=BY)
    at_the_top = appoint(account("101", "李四"), Role.ADMINISTRATOR, unit=bureau["X"], on=TODAY, by=BY)
    end_role(at_the_top, until=TODAY, by=BY)  # the one of the whole body is left


def test_closed_account_keeps_nothing_it_could_act_with(bureau: Bureau) -> None:
    one = account()
    appoint(one, Role.RECORDER, unit=bureau["X02"], on=TODAY, by=BY)
    make_token(one, name="脚本", until=TODAY + timedelta(days=30), by=BY)
    close_account(one, on=TODAY, by=BY)
    one.refresh_from_db()
    assert (one.is_active, one.tokens.count(), [held.until for held in one.appointments.all()]) == (False, 0, [TODAY])
    reopen_account(one, by=BY)
    assert Account.objects.get().is_active


def test_token_acts_until_its_day_and_is_kept_as_a_hash(bureau: Bureau) -> None:
    one = account()
    plain = make_token(one, name="脚本", until=date(2022, 7, 10), by=BY)
    assert account_with(plain, today=TODAY) is None  # the first code has not been changed
    change_code(one, code="北塬雪落三尺厚x", by=BY)
    assert account_with(plain, today=TODAY) == one
    assert account_with(plain, today=date(2022, 7, 10)) is None
    assert account_with(plain + "x", today=TODAY) is None
    token = one.tokens.get()
    assert (token.used_on, plain in token.digest) == (TODAY, False)
    end_token(token, by=BY)
    assert account_with(plain, today=TODAY) is None


def test_token_ends_with_the_code_that_is_taken_away(bureau: Bureau) -> None:
    one = account()
    plain = make_token(one, name="脚本", until=date(2022, 7, 10), by=BY)
    reset_code(one, by=BY)
    change_code(one, code="北塬雪落三尺厚x", by=BY)
    assert account_with(plain, today=TODAY) is None


@pytest.mark.parametrize("until", [TODAY, date(2024, 1, 1)])
def test_token_that_ends_never_or_at_once_is_refused(db: None, until: date) -> None:
    with pytest.raises(Refused):
        make_token(account(), name="脚本", until=until, by=BY)


def test_act_is_never_changed_nor_taken_away(db: None) -> None:
    account()
    act = Act.objects.get()
    with pytest.raises(TypeError):
        act.save()
    with pytest.raises(TypeError):
        act.delete()
    assert title_of(act.act) == "开设账号"
    assert told({"role": "member", "on": "2022-06-30", "lines": []}) == "角色 一般人员；起始日期 2022-06-30"


def test_own_data_holds_place_account_and_roles(staff: Bureau) -> None:
    open_accounts([staff["X03"]], structure=structure_at(), on=TODAY, by=BY)
    one = Account.objects.get(number="061")
    data = data_of(one.person, one)
    assert data["places"] == [{"from": date(2020, 1, 1), "unit": "城西所", "category": "民警"}]
    assert data["roles"] == [{"role": "member", "unit": "城西所", "from": TODAY, "until": None, "lines": {}}]
    assert (data["account"]["number"], data["recorded"], data["drafts"]) == ("061", [], [])


def test_erasing_waits_until_the_person_left(staff: Bureau, clerk: Clerk) -> None:
    open_accounts([staff["X03"]], structure=structure_at(), on=TODAY, by=BY)
    one = Account.objects.get(number="061")
    with pytest.raises(Refused, match="仍"):
        erase_data(one.person, one, by=BY)
    change_organisation([PersonLeft(person_uuid("甲"), TODAY)], clerk=clerk)
    record_attendance(7, [person_uuid("甲")])
    assert erase_data(one.person, one, by=BY) == 1
    assert not Person.objects.filter(number="061").exists()
    assert not Account.objects.filter(number="061").exists()
    assert not Act.objects.filter(what="061").exists()
    assert Act.objects.filter(act="data-erased", what=str(one.uuid)).exists()


def test_number_gives_way_to_the_uuid_in_all_of_the_audit(bureau: Bureau) -> None:
    one, other = account("100"), account("101", "李四")
    hand_over(other, to=one, by=BY)
    rename_account(one, name="张三丰", number="1000", by=BY)
    erase_data(None, one, by=BY)
    told_of = {(act.act, act.what, str(act.before), str(act.after)) for act in Act.objects.all()}
    assert not any(number in text for row in told_of for text in row for number in ("'100'", "1000"))
    assert Act.objects.get(act="handover").after == {"to": str(one.uuid), "count": 0}


def test_account_is_called_as_its_person_and_no_two_share_a_number(bureau: Bureau) -> None:
    one = account("100")
    account("101", "李四")
    for number in ("", "101"):
        with pytest.raises(Refused):
            rename_account(one, name="张三", number=number, by=BY)
    rename_account(one, name="张三丰", number="102", by=BY)
    assert list(Account.objects.order_by("id").values_list("number", "name")) == [("102", "张三丰"), ("101", "李四")]


def roles_then(one: Account) -> list[tuple[str, str, date | None]]:
    units = structure_at().units
    return [(held.role, units[held.unit].code, held.until) for held in one.appointments.order_by("id")]


def test_roles_of_the_unit_end_with_a_move_and_those_elsewhere_stay(bureau: Bureau) -> None:
    one = account()
    for role, unit in ((Role.RECORDER, "X02"), (Role.INSPECTOR, "X03")):
        appoint(one, role, unit=bureau[unit], on=date(2022, 1, 1), by=BY)
    move_roles(one, old=bureau["X02"], new=bureau["X01"], on=TODAY, by=BY)
    assert roles_then(one) == [("recorder", "X02", TODAY), ("inspector", "X03", None), ("member", "X01", None)]


def test_roles_follow_a_staff_list_but_the_last_administrator_stays(staff: Bureau, clerk: Clerk) -> None:
    open_accounts([staff["X03"]], structure=structure_at(), on=TODAY, by=BY)
    first, second = Account.objects.order_by("id")
    appoint(second, Role.ADMINISTRATOR, unit=staff["X"], on=TODAY, by=BY)
    before = structure_at()
    moves = [PersonPlaced(person_uuid(name), staff["X02"], "民警", TODAY) for name in ("甲", "乙")]
    after = change_organisation(moves, clerk=clerk)
    assert follow_people(before, after, on=TODAY, by=BY) == 2
    assert roles_then(first) == [("member", "X03", TODAY), ("member", "X02", None)]
    assert ("administrator", "X", None) in roles_then(second)
    assert follow_people(after, after, on=TODAY, by=BY) == 0


def test_role_that_begins_later_counts_before_a_code_is_given(bureau: Bureau) -> None:
    one = account()
    appoint(one, Role.ADMINISTRATOR, unit=bureau["X02"], on=date(2022, 8, 1), by=BY)
    assert [held.role for held in roles_from(one, on=TODAY, structure=structure_at())] == ["administrator"]


def test_administrator_is_not_erased(bureau: Bureau) -> None:
    one = account()
    appoint(one, Role.SYSTEM, unit=bureau["X"], on=TODAY, by=BY)
    with pytest.raises(Refused):
        erase_data(None, one, by=BY)
    assert timezone.is_aware(Account.objects.get().made_at)
