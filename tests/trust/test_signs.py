"""A sign that PostgreSQL takes in no text, in the address of any page, is no fault of ours."""

import pytest
from django.db import transaction
from django.urls import reverse

from web.conftest import workspace, world  # noqa: F401 - fixtures of the pages serve here too
from web.test_permissions import ADDRESSES, again, examples
from web.world import OWN, ROLES, World, rights_of

pytestmark = [pytest.mark.trust, pytest.mark.database]


def test_no_page_is_asked_with_a_sign_that_is_no_text(world: World):  # noqa: F811 - the fixture
    wrong, clients = {}, {role: world.as_(role) for role in ROLES}
    for name, example in examples().items():
        role = next((one for one in ROLES if ADDRESSES[name] in rights_of(one) and one not in example.without), "")
        if not role or example.data is not None:
            continue
        mark = transaction.savepoint()
        address = reverse(name, kwargs=dict(example.kwargs(world, OWN)))
        client = again(clients[role])
        client.raise_request_exception = False
        status = client.get(f"{address}?text=%E4%B9%9D%00", headers=example.headers).status_code
        transaction.savepoint_rollback(mark)
        if status != 400:
            wrong[name] = status
    assert wrong == {}
