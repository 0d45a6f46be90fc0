from datetime import date

import pytest

from cast import Bureau, person_uuid
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising_people import (
    add_unit,
    end_post,
    give_post,
    let_go,
    place_person,
    rename_person,
    take_in_person,
)
from shilu.ledger.queries import position, structure_at
from shilu.lib.errors import Refused
from shilu.organisation.models import Person, Unit

pytestmark = pytest.mark.database

MAY = date(2022, 5, 1)
JUNE = date(2022, 6, 1)


def posts(name: str, day: date) -> list[str]:
    return [held.post for held in structure_at().posts_on(person_uuid(name), day=day)]


def test_unit_gets_the_next_code_below_its_parent(bureau: Bureau, clerk: Clerk):
    made = add_unit("城东所二队", under=bureau["X02"], on=MAY, clerk=clerk)
    unit = structure_at().units[made]
    assert (unit.code, unit.started, unit.parents.at(MAY)) == ("X0202", MAY, bureau["X02"])
    assert Unit.objects.get(code="X0202").name == "城东所二队"


def test_unit_at_the_top_gets_a_code_of_its_own(bureau: Bureau, clerk: Clerk):
    made = add_unit("协会", under=None, on=MAY, clerk=clerk)
    assert (structure_at().units[made].code, structure_at().units[made].parents.at(MAY)) == ("01", None)


@pytest.mark.parametrize(("name", "code"), [("", ""), ("城东所一队", ""), ("城东所三队", "X03")])
def test_unit_without_a_name_or_with_one_that_is_taken_is_refused(bureau: Bureau, clerk: Clerk, name: str, code: str):
    before = position()
    with pytest.raises(Refused):
        add_unit(name, code=code, under=bureau["X02"], on=MAY, clerk=clerk)
    assert position() == before


def test_person_is_taken_in_with_the_name_beside_the_log(bureau: Bureau, clerk: Clerk):
    made = take_in_person("王　伟", number=" 0612 ", unit=bureau["X02"], category="辅警", on=MAY, clerk=clerk)
    assert structure_at().people[made].since(MAY) == (bureau["X02"], "辅警")
    assert structure_at().people[made].since(date(2022, 4, 30)) is None
    assert (Person.objects.get(uuid=made).name, Person.objects.get(uuid=made).number) == ("王伟", "0612")


def test_number_that_is_taken_is_refused_whatever_zeros_stand_before_it(bureau: Bureau, clerk: Clerk):
    take_in_person("王伟", number="0612", unit=bureau["X02"], category="", on=MAY, clerk=clerk)
    with pytest.raises(Refused, match="王伟"):
        take_in_person("李四", number="612", unit=bureau["X02"], category="", on=MAY, clerk=clerk)
    assert Person.objects.count() == 1


def test_person_moves_and_posts_elsewhere_end(bureau: Bureau, clerk: Clerk):
    give_post(person_uuid("甲"), unit=bureau["X03"], post="所长", on=MAY, clerk=clerk)
    place_person(person_uuid("甲"), unit=bureau["X02"], category="民警", on=JUNE, clerk=clerk)
    places = structure_at().people[person_uuid("甲")]
    assert (places.since(date(2022, 5, 31)), places.since(JUNE)) == ((bureau["X03"], "民警"), (bureau["X02"], "民警"))
    assert (posts("甲", date(2022, 5, 31)), posts("甲", JUNE)) == (["所长"], [])


def test_place_where_the_person_is_writes_nothing(bureau: Bureau, clerk: Clerk):
    before = position()
    place_person(person_uuid("甲"), unit=bureau["X03"], category="民警", on=JUNE, clerk=clerk)
    assert position() == before


def test_who_is_let_go_keeps_the_days_before(bureau: Bureau, clerk: Clerk):
    give_post(person_uuid("甲"), unit=bureau["X03"], post="所长", on=MAY, clerk=clerk)
    let_go(person_uuid("甲"), on=JUNE, clerk=clerk)
    places = structure_at().people[person_uuid("甲")]
    assert (places.since(date(2022, 5, 31)), places.since(JUNE)) == ((bureau["X03"], "民警"), None)
    assert posts("甲", JUNE) == []
    with pytest.raises(Refused):
        let_go(person_uuid("甲"), on=JUNE, clerk=clerk)


def test_post_ends_and_cannot_end_twice_or_before_it_begins(bureau: Bureau, clerk: Clerk):
    give_post(person_uuid("甲"), unit=bureau["X03"], post="所长", on=MAY, clerk=clerk)
    end_post(person_uuid("甲"), unit=bureau["X03"], post="所长", until=JUNE, clerk=clerk)
    assert (posts("甲", date(2022, 5, 31)), posts("甲", JUNE)) == (["所长"], [])
    with pytest.raises(Refused):
        end_post(person_uuid("甲"), unit=bureau["X03"], post="所长", until=JUNE, clerk=clerk)
    with pytest.raises(Refused):
        give_post(person_uuid("甲"), unit=bureau["X03"], post="政委", on=JUNE, until=MAY, clerk=clerk)


def test_name_is_mended_without_a_row_of_the_log(bureau: Bureau, clerk: Clerk):
    made = take_in_person("王伟", number="0612", unit=bureau["X02"], category="", on=MAY, clerk=clerk)
    before = position()
    rename_person(made, name="王玮", number="0612")
    assert (Person.objects.get(uuid=made).name, position()) == ("王玮", before)
