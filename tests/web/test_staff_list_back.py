"""A staff list that was the wrong one is taken back in one act, or what stops that is told line by line."""

import re
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shilu.access.hanging import TITLES, naming_units
from shilu.access.models import Account, Appointment
from shilu.ledger.queries import position, structure_at
from shilu.organisation.models import Person
from web.world import World

pytestmark = pytest.mark.database

LIST = (("姓名", "警号", "单位"), ("赵某", "301", "新区分局"), ("钱某", "302", "新区分局一队"))


@pytest.fixture
def client(world: World) -> Client:
    """The browser of the administrator of the whole body."""
    Appointment.objects.filter(role="administrator").update(unit=world.bureau["X"])
    return world.as_("administrator")


def taken_in(client: Client, rows: tuple[tuple[str, ...], ...] = LIST) -> str:
    """Take the list in; the address on which it is taken back."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_string(0, 0, "示例局花名册")
        for row, cells in enumerate(rows, start=1):
            sheet.write_row(row, 0, cells)
    answer = client.post("/people/staff-list/", {"file": SimpleUploadedFile("花名册.xlsx", stream.getvalue())})
    assert "导错了，撤回" in answer.content.decode()
    listed = client.get("/organisation/changes/").content.decode()
    return next(iter(re.findall(r"/organisation/changes/\d+/back/", listed)))


def words(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def test_list_is_taken_back_in_one_act(client: Client) -> None:
    before, people = structure_at(), Person.objects.count()
    address = taken_in(client)
    assert "2个单位、2人随之撤去，姓名删除" in words(client.get(address).content)
    assert "要恢复请重新导入花名册" in words(client.post(address, follow=True).content)
    assert structure_at() == before
    assert Person.objects.count() == people
    shown = words(client.get("/organisation/changes/").content)
    assert "撤回：新区分局设立" in shown or "撤回：新区分局" in shown
    assert "新区分局" not in words(client.get("/organisation/").content)
    assert "姓名已删除的人员到新区分局" in shown
    again = f"/organisation/changes/{position()}/back/"
    assert again not in client.get("/organisation/changes/").content.decode()
    assert "请重新导入花名册" in words(client.get(again).content)


def test_what_hangs_on_a_list_is_told_line_by_line(client: Client) -> None:
    address = taken_in(client)
    unit = next(one for one in structure_at().units.values() if one.name == "新区分局一队")
    assert client.post(f"/people/slips/?unit={unit.code}").status_code == 200
    made = structure_at()
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 422
        assert "钱某 已有账号（302）" in words(answer.content)
        assert "新区分局一队 角色" in words(answer.content)
        assert "赵某" not in words(answer.content)
    assert structure_at() == made
    assert Account.objects.filter(number="302").exists()


def test_every_table_that_names_a_unit_is_called_by_a_word() -> None:
    assert {model.__name__ for model in naming_units()} == TITLES.keys()


def test_question_tells_of_people_alone_where_no_unit_came_with_them(client: Client, world: World) -> None:
    address = taken_in(client, rows=(("姓名", "警号", "单位"), ("孙某", "303", "城东所")))
    asked = words(client.get(address).content)
    assert "由它而来的1人随之撤去，姓名一并删除。" in asked
    assert "0个单位" not in asked
