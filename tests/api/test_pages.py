"""Papers and workbooks are read page by page, as entries are: none twice, none left out, none of others."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import translation

import cast
from api.conftest import Api, Caller
from shilu.collecting.models import IMPORTED, Delivery
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import structure_at
from shilu.lib.periods import GREGORIAN, parse_period
from shilu.reports.drafting.issuing import issue_report
from web.world import BY, TODAY, World

pytestmark = pytest.mark.database

TEMPLATE = "# {{ unit }}%s\n\n{{ period }}召开例会{{ figure('例会') }}。\n"


def read(caller: Caller, name: str, shown: str, *, limit: int) -> tuple[list[str], int]:
    """All of a list, by what it says under ``shown``, and how many pages it had."""
    found, cursor, pages = [], "", 0
    while cursor is not None:
        page = caller.get(f"/{name}", cursor=cursor, limit=limit).value
        found += [one[shown] for one in page[name]]
        cursor, pages = page["next"], pages + 1
    return found, pages


@pytest.fixture
def papers(world: World, clerk: Clerk, tmp_path: Path) -> None:
    """Five papers of X02, and between them three of X03."""
    with translation.override("zh-hans"):
        for at, unit in enumerate(("X02", "X03", "X02", "X02", "X03", "X02", "X03", "X02")):
            issue_report(
                TEMPLATE % at,
                name="月报.md",
                unit=structure_at().units[world.bureau[unit]],
                period=parse_period("2022-06"),
                outs={tmp_path / f"{at}.html": False},
                calendar=GREGORIAN,
                today=TODAY,
                clerk=clerk,
            )


@pytest.fixture
def workbooks(world: World) -> None:
    """Five workbooks of X02, and between them three of X03."""
    for at, unit in enumerate(("X02", "X03", "X02", "X02", "X03", "X02", "X03", "X02")):
        Delivery.objects.create(
            uuid=uuid4(),
            together=UUID(int=at),
            account=cast.ACCOUNT,
            unit=world.bureau[unit],
            name=f"{at}.xlsx",
            size=1,
            received_at=BY.now,
            changed_at=BY.now,
            state=IMPORTED,
        )


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(("limit", "pages"), [(1, 5), (2, 3), (5, 1), (500, 1)])
def test_papers_come_page_by_page_oldest_first(api: Api, limit: int, pages: int) -> None:
    titles, read_in = read(api("recorder"), "reports", "title", limit=limit)
    assert titles == ["城东所0", "城东所2", "城东所3", "城东所5", "城东所7"]
    assert read_in == pages


@pytest.mark.usefixtures("papers")
def test_papers_tell_what_was_issued_and_where_it_was_read(api: Api) -> None:
    page = api("other").get("/reports", limit=1).value
    (paper,) = page["reports"]
    assert (paper["title"], paper["unit"], paper["period"], paper["template"]) == (
        "城西所1",
        "X03",
        "2022-06",
        "月报.md",
    )
    assert (paper["seq"], len(paper["root"]), paper["supersedes"]) == (paper["as_of"] + 1, 64, None)


@pytest.mark.usefixtures("papers")
def test_papers_are_found_by_one_question_however_many_there_are(api: Api, django_assert_max_num_queries: Any) -> None:
    caller = api("recorder")
    caller.get("/reports")
    with django_assert_max_num_queries(12):
        caller.get("/reports")


@pytest.mark.usefixtures("workbooks")
@pytest.mark.parametrize(("limit", "pages"), [(1, 5), (2, 3), (5, 1), (500, 1)])
def test_workbooks_come_page_by_page_newest_first(api: Api, limit: int, pages: int) -> None:
    names, read_in = read(api("recorder"), "imports", "file", limit=limit)
    assert names == ["7.xlsx", "5.xlsx", "3.xlsx", "2.xlsx", "0.xlsx"]
    assert read_in == pages


@pytest.mark.parametrize("address", ["/entries", "/reports", "/imports"])
@pytest.mark.parametrize(
    "asked",
    [{"cursor": "nonsense"}, {"cursor": "c2VxOi0x"}, {"limit": "0"}, {"limit": "501"}, {"limit": "9" * 5_000}],
)
def test_page_that_cannot_be_is_refused_in_a_line(api: Api, address: str, asked: dict[str, str]) -> None:
    answer = api("recorder").get(address, **asked)
    assert (answer.status, list(answer.value)) == (422, ["error"])
