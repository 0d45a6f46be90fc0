"""A query that is written once answers as the models would, whatever its slots are given."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, UUIDField
from django.test.utils import CaptureQueriesContext

from shilu.access.models import Account, Appointment
from shilu.lib.prepared import Prepared, Slot

pytestmark = [pytest.mark.database, pytest.mark.django_db]

UNIT, OTHER = UUID(int=1), UUID(int=2)
DAY = date(2022, 6, 30)


def account(number: str) -> Account:
    return Account.objects.create(uuid=uuid4(), number=number, name="甲", made_at=datetime(2022, 6, 1, tzinfo=UTC))


def roles_of_account() -> Prepared:
    return Prepared(
        lambda: (
            Appointment.objects.filter(account=Slot("account", BigIntegerField()), on__lte=Slot("day", DateField()))
            .order_by("id")
            .values_list("role", "unit", "lines", "on", "until")
        )
    )


def test_answer_has_the_types_of_the_models() -> None:
    one = account("900001")
    Appointment.objects.create(account=one, role="leader", unit=UNIT, on=DAY, lines={"kinds": ["talk"]})
    assert roles_of_account().rows(account=one.pk, day=DAY) == [("leader", UNIT, {"kinds": ["talk"]}, DAY, None)]


def test_each_question_is_answered_with_what_it_gives_and_with_what_is_there_now() -> None:
    one, two = account("900001"), account("900002")
    asked = roles_of_account()
    Appointment.objects.create(account=one, role="member", unit=UNIT, on=DAY)
    assert [len(asked.rows(account=who.pk, day=DAY)) for who in (one, two)] == [1, 0]
    Appointment.objects.create(account=two, role="member", unit=UNIT, on=DAY)
    assert [len(asked.rows(account=who.pk, day=DAY)) for who in (one, two)] == [1, 1]
    assert asked.rows(account=one.pk, day=date(2022, 6, 29)) == []


def test_answer_is_objects_of_the_model_where_the_query_has_all_its_columns() -> None:
    one = account("900001")
    by_number = Prepared(lambda: Account.objects.filter(number=Slot("number", CharField())))
    (found,) = by_number.objects(Account, number="900001")
    assert (found, found.uuid, found.made_at) == (one, one.uuid, one.made_at)
    found.name = "乙"
    found.save(update_fields=("name",))
    assert Account.objects.get().name == "乙"


def test_slot_takes_a_value_as_its_field_does() -> None:
    Appointment.objects.create(account=account("900001"), role="member", unit=UNIT, on=DAY)
    by_unit = Prepared(lambda: Appointment.objects.filter(unit=Slot("unit", UUIDField())).values_list("role"))
    assert [by_unit.rows(unit=unit) for unit in (UNIT, str(UNIT), OTHER)] == [[("member",)], [("member",)], []]


def test_slot_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="day"):
        roles_of_account().rows(account=1)


def test_one_question_is_one_query_even_the_first() -> None:
    asked = roles_of_account()
    with CaptureQueriesContext(connection) as queries:
        asked.rows(account=1, day=DAY)
        asked.rows(account=2, day=DAY)
    assert len(queries) == 2
