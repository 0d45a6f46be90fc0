"""Numbers of an address that are none, or larger than anything is counted in: the page is there, or it is not, but stands."""

import pytest

from web.world import World

pytestmark = pytest.mark.database

VALUES = (
    "9" * 18,
    "9" * 19,
    "9" * 5_000,
    "-1",
    "0",
    "٣٣٣",
    "²",
    "1e400",
    "NaN",
    "1.5",
    "9-9",
    f"{'9' * 18}-{'9' * 18}",
)
PLACES = (
    ("office", "/ledger/?unit=X&period=2022-06", ("after", "before", "page", "import")),
    ("office", "/ledger/?unit=X&period=2022-06&order=kind", ("page",)),
    ("office", "/ledger/export/?unit=X&period=2022-06", ("import",)),
    ("office", "/statistics/?unit=X&period=2022-06&by=unit", ("page",)),
    ("office", "/statistics/entries/?unit=X&period=2022-06&figure=test/meeting&quantity=times", ("page",)),
    ("office", "/reports/?unit=X", ("page",)),
    ("office", "/reports/?unit=X&show=final", ("after", "before")),
    ("office", "/import/history/?unit=X", ("before",)),
    ("office", "/record/test/meeting/", ("correct", "waiting", "draft")),
    ("administrator", "/people/?unit=X02", ("page",)),
    ("administrator", "/organisation/changes/", ("page", "before")),
    ("system", "/audit/", ("page", "before")),
)


@pytest.mark.parametrize(("role", "address", "names"), PLACES)
def test_page_stands_whatever_number_is_asked(world: World, role: str, address: str, names: tuple[str, ...]) -> None:
    client = world.as_(role)
    given = client.get(address)
    assert given.status_code == 200
    sign = "&" if "?" in address else "?"
    wrong = []
    for name in names:
        for value in VALUES:
            status = client.get(f"{address}{sign}{name}={value}").status_code
            if status not in {200, 404, 422}:
                wrong.append((name, value[:20], status))
    assert wrong == []
