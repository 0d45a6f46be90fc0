"""A session serves until it ends, and an account as long as it may sign in."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from shilu.access.models import Account
from shilu.access.signed_in import Accounts, SessionStore

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def kept_session(*, days: int) -> str:
    store = SessionStore()
    store["seen"] = "today"
    store.set_expiry(timezone.now() + timedelta(days=days))
    store.create()
    return str(store.session_key)


def test_session_keeps_what_was_put_into_it() -> None:
    assert SessionStore(kept_session(days=1)).get("seen") == "today"


def test_session_that_is_none_keeps_nothing_and_gives_up_its_key() -> None:
    for key in (kept_session(days=-1), "x" * 32):
        store = SessionStore(key)
        assert (store.get("seen"), store.session_key) == (None, None)


def test_account_is_signed_in_until_it_is_closed() -> None:
    account = Account.objects.create(uuid=uuid4(), number="900001", name="甲", made_at=datetime(2022, 6, 1, tzinfo=UTC))
    assert Accounts().get_user(account.pk) == account
    Account.objects.update(is_active=False)
    assert Accounts().get_user(account.pk) is None
    assert Accounts().get_user(account.pk + 1) is None
