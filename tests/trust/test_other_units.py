"""What happens in another unit changes nothing that one reads: no row, no count, no suggestion, no export, no answer."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.urls import reverse

import cast
from api.conftest import _interface_alone, api  # noqa: F401 - fixtures of the interface serve here too
from api.test_permissions import EXAMPLES as OPERATIONS
from shilu.ledger.clerk import Clerk
from web.conftest import workspace, world  # noqa: F401 - and those of the pages
from web.examples.review import waiting
from web.test_permissions import ADDRESSES, again, examples, text_of
from web.world import OTHER, OWN, ROLES, World, rights_of

pytestmark = pytest.mark.trust

READERS = [role for role in ROLES if role != "system"]  # who reads no content, but the audit of all
CHANGES = re.compile(
    r"""csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|[0-9a-f]{64}|\d\d:\d\d(:\d\d(\.\d+)?)?|"""
    r"""name="key" value="[-\w]+"|name="draft" value="[-\w]+"|"""
    r"""'as_of': \d+|'seq': \d+(?=, 'file')|第 \d+ 号记录|取数时点：?\s?\d{4}-\d\d-\d\d \d\d:\d\d|data-as-of="\d+"(?=\W)"""
)
"""What every request has anew, times of day, and how many rows the log has, which every figure and paper says, and where
an import stands in it that is made for the question."""
BUT = frozenset({"account_data", "personal_export", "ledger_proof"})
"""Looking at one's own data is noted, and shown there the next time; a proof is of the whole log, in hashes."""
HAPPENED = """
2022-06-03 | X03 | meeting | times=1 people=41 | 城西又一次例会
2022-06-04 | X03 | meeting | times=1 people=42 | 城西第三次例会
2022-06-12 | X03 | article(level=city) | items=7 | 城西稿件二
2022-07-02 | X03 | meeting | times=1 people=43 | 城西七月例会
2022-06-01..2022-06-30 | X03 | talk | times=9 people=9 |
"""


def read_twice(ask: Callable[[], str], *, world: World, clerk: Clerk) -> str:  # noqa: F811 - the fixture
    """What differs between two answers to the same request, with something happening in the other unit in between."""
    before = undone(ask)
    cast.post(HAPPENED, clerk=clerk)
    waiting(world, OTHER)
    after = undone(ask)
    return differences(CHANGES.sub("", before), CHANGES.sub("", after))


def differences(before: str, after: str) -> str:
    """Where two texts begin to differ, and how."""
    if before == after:
        return ""
    at = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    return f"{before[max(at - 80, 0) : at + 60]} → {after[at : at + 120]}"


@pytest.fixture
def _pages(settings: object, _interface_alone: None) -> None:  # noqa: F811 - the fixture
    settings.ROOT_URLCONF = "shilu.urls"  # type: ignore[attr-defined]


def undone(compare: Callable[[], str]) -> str:
    mark = transaction.savepoint()
    try:
        return compare()
    finally:
        transaction.savepoint_rollback(mark)


def pages_of(role: str) -> Iterator[str]:
    for name, example in examples().items():
        if (
            example.data is None
            and ADDRESSES[name] in rights_of(role)
            and role not in example.without
            and name not in BUT
        ):
            yield name


@pytest.mark.usefixtures("_pages")
@pytest.mark.parametrize("role", READERS)
def test_no_page_tells_of_another_unit(world: World, clerk: Clerk, role: str):  # noqa: F811 - the fixture
    found, signed_in = {}, world.as_(role)
    for name in pages_of(role):
        example = examples()[name]

        def compare(name: str = name, example: object = example) -> str:
            address = reverse(name, kwargs=dict(example.kwargs(world, OWN)))  # type: ignore[attr-defined]
            query = dict(example.query(world, OWN))  # type: ignore[attr-defined]
            client = again(signed_in)
            ask = lambda: text_of(client.get(address, query, headers=example.headers))  # type: ignore[attr-defined]  # noqa: E731
            return read_twice(ask, world=world, clerk=clerk)

        if differs := undone(compare):
            found[name] = differs
    assert found == {}, "\n".join(f"{name}: {told}" for name, told in found.items())
    print(f"row 21: {role}: {len(list(pages_of(role)))} pages and files the same, whatever happens in another unit")


@pytest.mark.parametrize("role", READERS)
def test_no_operation_tells_of_another_unit(api: Callable, world: World, clerk: Clerk, role: str):  # noqa: F811
    asked = {name: one for name, one in OPERATIONS.items() if name.startswith("get") and one.right in rights_of(role)}
    caller, found = api(role), {}
    for name, one in asked.items():
        if differs := undone(
            lambda one=one: read_twice(lambda: str(one.ask(caller, world, OWN).value), world=world, clerk=clerk)
        ):
            found[name] = differs
    assert found == {}, "\n".join(f"{name}: {told}" for name, told in found.items())
    print(f"row 21: {role}: {len(asked)} operations answer alike")
