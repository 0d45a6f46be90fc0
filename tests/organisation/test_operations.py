import pytest

from cast import person_uuid as p
from shilu.organisation.operations import forget_people, keep_people
from shilu.organisation.person import KnownPerson
from shilu.organisation.queries import known_people, names_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_people_are_kept_completed_and_forgotten():
    keep_people([KnownPerson(p("甲"), "赵䶮", ""), KnownPerson(p("乙"), "𠮷田", "0102")])
    keep_people([KnownPerson(p("甲"), "赵䶮", "0101"), KnownPerson(p("丙"), "王伟", "0103")])
    assert known_people() == [
        KnownPerson(p("甲"), "赵䶮", "0101"),
        KnownPerson(p("乙"), "𠮷田", "0102"),
        KnownPerson(p("丙"), "王伟", "0103"),
    ]
    forget_people([p("乙")])
    assert names_of([p("甲"), p("乙")]) == {p("甲"): "赵䶮"}
