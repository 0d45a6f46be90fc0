"""Figures as programs read them, within what their key may see."""

from datetime import date

import pytest

from api.conftest import Api
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period, open_period
from shilu.lib.periods import parse_period
from web.world import BY, World

pytestmark = pytest.mark.database


def test_figures_have_one_object_a_quantity(api: Api):
    found = api("recorder").get("/figures", unit="X02", name="例会", period="2022-06")
    assert found.status == 200
    assert [(one["figure"], one["quantity"], one["value"], one["shown"], one["entries"]) for one in found.value] == [
        ("test/meeting", "times", 1, "1次", 1),
        ("test/meeting", "people", 20, "20人次", 1),
    ]


def test_figures_compare_and_part(api: Api):
    found = api("chief").get("/figures", unit="X", name="test/meeting", period="2022-06", by="unit", compare="previous")
    assert [(one["unit"], one["value"]) for one in found.value if one["quantity"] == "times"] == [
        ("X01", None),
        ("X02", 1),
        ("X03", 1),
    ]
    assert found.value[0]["compare"]["period"] == "2022-05"


def test_without_names_all_that_was_recorded(api: Api):
    found = api("recorder").get("/figures", unit="X02", period="2022").value
    assert {one["figure"] for one in found} == {"test/meeting", "test/article"}


def test_figures_of_other_units_are_not_there(api: Api):
    assert api("recorder").get("/figures", unit="X03", name="例会").status == 404
    assert api("recorder").get("/figures", unit="X", name="例会").status == 404
    assert api("system").get("/figures", unit="X02", name="例会").status == 404


def test_line_of_kinds_shows_these_kinds_only(api: Api, world: World):
    appoint(
        world.accounts["inspector"],
        Role.LEADER,
        unit=world.bureau["X03"],
        on=date(2020, 1, 1),
        by=BY,
        lines={"kinds": ["test/article"]},
    )
    caller = api("inspector")
    assert [one["figure"] for one in caller.get("/figures", unit="X03", period="2022").value] == ["test/article"]
    assert caller.get("/figures", unit="X03", name="test/article", period="2022").value[0]["value"] == 2
    assert caller.get("/figures", unit="X03", name="例会", period="2022").status == 404
    assert [one["title"] for one in caller.get("/entries", unit="X03").value["entries"]] == ["城西稿件"]


def test_entries_behind_a_value(api: Api, world: World):
    found = api("recorder").get("/figures/entries", unit="X02", name="例会", period="2022-06", quantity="people")
    assert found.value == [world.entries["own"]]
    assert api("recorder").get("/figures/entries", unit="X02", name="例会", quantity="items").status == 404
    assert api("recorder").get("/figures/entries", unit="X02", period="2022-06").status == 422


@pytest.mark.parametrize(
    "asked",
    [{"period": "2022-13"}, {"as_of": "9999"}, {"by": "nonsense"}, {"name": "没有这个"}, {"structure": "later"}],
)
def test_what_is_asked_wrongly_is_told_in_one_line(api: Api, asked: dict[str, str]):
    found = api("recorder").get("/figures", **{"unit": "X02", "name": "例会", **asked})
    assert (found.status, list(found.value)) == (422, ["error"])


def test_year_that_is_not_over_misses_who_has_not_reported_the_months_that_are(api: Api, world: World, clerk: Clerk):
    close_period(world.bureau["X"], period=parse_period("2022-H1"), clerk=clerk)
    open_period(world.bureau["X03"], period=parse_period("2022-05"), reason="补报", clerk=clerk)
    (now, _people) = api("chief").get("/figures", unit="X", name="例会", period="2022").value
    assert (now["value"], now["status"], now["missing"]) == (2, "partial", ["城西所"])
    (own, _people) = api("recorder").get("/figures", unit="X02", name="例会", period="2022").value
    assert (own["status"], own["missing"]) == ("reported", [])
