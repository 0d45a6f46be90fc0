"""A workspace without units: every page says where to begin, and none is missing or broken."""

from datetime import date

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

import cast
from shilu.access.may import WHOLE
from shilu.access.models import Account
from shilu.access.operations import appoint
from shilu.access.roles import CONTENT, Role
from shilu.web.urls import urlpatterns
from shilu.workspace.opening import Workspace
from web.world import BY

pytestmark = pytest.mark.database


def signed_in(role: Role) -> Client:
    account = Account(uuid=cast.person_uuid("one"), number="1", name="甲", must_change=False, made_at=BY.now)
    account.set_unusable_password()
    account.save()
    appoint(account, role, unit=WHOLE, on=date(2022, 1, 1), by=BY)
    client = Client()
    client.force_login(account, backend="shilu.access.signed_in.Accounts")
    return client


def plain_pages() -> list[str]:
    """Addresses of content that name nothing."""
    found = []
    for pattern in urlpatterns:
        if getattr(pattern.callback, "right", None) in CONTENT:
            try:
                found.append(reverse(str(pattern.name)))
            except NoReverseMatch:
                continue
    return found


def test_pages_say_where_to_begin_before_there_is_a_unit(workspace: Workspace, catalogue: object) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    answers = {address: client.get(address) for address in plain_pages()}
    assert {
        address: answer.status_code for address, answer in answers.items() if answer.status_code in {404, 500}
    } == {}
    told = answers["/ledger/"]
    assert (told.status_code, client.post("/ledger/").status_code) == (200, 422)
    for part in ("先导入花名册或新增单位", reverse("people_staff_list"), reverse("organisation_new")):
        assert part in told.content.decode()
    assert answers[reverse("people_staff_list")].status_code == answers[reverse("organisation_new")].status_code == 200
    for address in ("/record/", "/record/test/meeting/", "/record/paste/test/meeting/", "/record/other/"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(address, headers=headers)
            page = answer.content.decode()
            assert (answer.status_code, "先导入花名册或新增单位" in page) == (200, True), address
            assert f'href="{reverse("people_staff_list")}"' in page
            assert f'href="{reverse("organisation_new")}"' in page


def test_home_begins_with_the_units_and_says_so(workspace: Workspace, catalogue: object) -> None:
    page = signed_in(Role.ADMINISTRATOR).get("/").content.decode()
    assert "四步，从第一步做起：记录要记在单位名下；其余各步可以跳过。" in page
    assert "不做也能记" not in page
    assert f'<a href="{reverse("organisation_new")}">没有花名册就新增单位</a>' in page


def test_page_without_the_right_is_not_there_before_there_is_a_unit_either(
    workspace: Workspace, catalogue: object
) -> None:
    client = signed_in(Role.SYSTEM)
    assert {client.get(address).status_code for address in ("/ledger/", "/import/", "/settings/")} == {404}
