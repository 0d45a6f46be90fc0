"""A workbook from the moment it is handed in to its rows in the ledger, and back out of it."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from openpyxl import load_workbook

import cast
from shilu.collecting.desk import Desk, own_prefix
from shilu.collecting.housekeeping import erase_old
from shilu.collecting.models import Delivery
from shilu.collecting.operations import (
    Handed,
    begin,
    carry_out,
    correct_guess,
    decide,
    drop,
    is_small,
    look,
    marked_copy,
    receive,
    undo_import,
)
from shilu.collecting.queries import imports_listed
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.importing.choices import Choices
from shilu.lib.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HandIn = Callable[..., Delivery]
ROWS = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 12
2022-03-08 | 城西所 | 例会 | 第二次例会 | 1 | 10
"""
BAD = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 12
2022-03-08 | 城西所 | 例会 | 第二次例会 | 1 | 约10人
"""


def through(delivery: Delivery, desk: Desk, **choices: bool) -> Delivery:
    """What is left of a workbook that was looked at and imported."""
    look(delivery, desk=desk)
    decide(delivery, Choices(**choices))
    assert begin(delivery, desk=desk)
    return carry_out(delivery, desk=desk)


def standing() -> list[str]:
    return [
        entry.texts.title for entry in entries_listed(Wanted()) if entry.type == "entry" and entry.reversed_by is None
    ]


def test_workbook_is_looked_at_and_imported(hand_in: HandIn, desk: Desk) -> None:
    delivery = look(hand_in(ROWS), desk=desk)
    assert (delivery.state, delivery.preview["new"]) == ("ready", 2)
    assert [row["state"] for row in delivery.preview["tables"][0]["rows"]] == ["new", "new"]
    assert standing() == []
    assert begin(delivery, desk=desk)
    carry_out(delivery, desk=desk)
    assert (delivery.state, delivery.outcome["new"]) == ("imported", 2)
    assert standing() == ["第一次例会", "第二次例会"]


def test_second_press_begins_nothing(hand_in: HandIn, desk: Desk) -> None:
    delivery = look(hand_in(ROWS), desk=desk)
    assert begin(delivery, desk=desk)
    assert not begin(delivery, desk=desk)
    later = replace(desk, clerk=replace(desk.clerk, now=desk.now + timedelta(minutes=16)))
    assert begin(delivery, desk=later)


def test_second_import_finds_all_known(hand_in: HandIn, desk: Desk) -> None:
    through(hand_in(ROWS), desk)
    again = through(hand_in(ROWS), desk)
    assert (again.state, again.outcome["known"], again.seq) == ("known", 2, None)
    assert len(standing()) == 2


def test_bad_cells_keep_all_out_until_the_rest_is_accepted(hand_in: HandIn, desk: Desk) -> None:
    delivery = through(hand_in(BAD), desk)
    assert (delivery.state, standing()) == ("ready", [])
    assert delivery.reason == "有单元格填写有误，没有导入任何记录。"
    delivery = through(delivery, desk, accept_valid=True)
    assert (delivery.state, standing()) == ("imported", ["第一次例会"])


def test_names_of_unknown_kinds_are_counted(hand_in: HandIn, desk: Desk) -> None:
    assert look(hand_in(BAD), desk=desk).preview["unknown_kinds"] == 0
    unknown = BAD.replace("例会 | 第二次", "没听过的事 | 第二次")
    assert look(hand_in(unknown), desk=desk).preview["unknown_kinds"] == 1


def test_marked_copy_names_the_bad_cell(hand_in: HandIn, desk: Desk) -> None:
    copy = marked_copy(look(hand_in(BAD), desk=desk), desk=desk)
    assert copy.name == "台账-标注.xlsx"
    comment = load_workbook(copy)["台账"]["F4"].comment
    assert comment is not None
    assert "约10人" in comment.text


def test_corrected_guess_is_read_and_kept(hand_in: HandIn, desk: Desk) -> None:
    header = "日期 | 单位 | 事项类别 | 活动名称 | 到场"
    delivery = look(hand_in("2022-03-01 | 城东所 | 例会 | 例会 | 12", header=header), desk=desk)
    faults = correct_guess(delivery, 0, columns={"E": "title"}, desk=desk).faults
    assert faults == {"E": "“名称”已经是 D 列，只能有一列是它。"}
    assert correct_guess(delivery, 0, columns={"E": "people"}, desk=desk).faults == {}
    look(delivery, desk=desk)
    assert delivery.preview["tables"][0]["rows"][0]["read"] == "2022-03-01 城东所 例会 例会 1次 12人次"
    with pytest.raises(Refused, match="没有这张表"):
        correct_guess(delivery, 1, columns={}, desk=desk)


def test_file_that_is_no_workbook_is_kept_with_the_reason_only(desk: Desk, bureau: cast.Bureau) -> None:
    (delivery,) = receive([Handed("扫描件.pdf", [b"%PDF-1.4 and so on"])], unit=bureau["X"], desk=desk)
    assert delivery.state == "unreadable"
    assert delivery.reason.startswith("扫描件.pdf")
    assert not delivery.file_in(desk.folder).exists()


def test_file_without_a_header_row_says_so(hand_in: HandIn, desk: Desk) -> None:
    delivery = look(hand_in("a | b", header="x | y", title="z"), desk=desk)
    assert (delivery.state, delivery.preview) == ("unreadable", None)
    assert "台账.xlsx" in delivery.reason


def test_too_many_files_are_refused(desk: Desk, bureau: cast.Bureau) -> None:
    with pytest.raises(Refused, match="31"):
        receive([Handed("a.xlsx", [b"x"])] * 31, unit=bureau["X"], desk=desk)
    with pytest.raises(Refused):
        receive([], unit=bureau["X"], desk=desk)
    assert Delivery.objects.count() == 0


def test_name_with_folders_stays_in_its_own_folder(desk: Desk, bureau: cast.Bureau) -> None:
    (delivery,) = receive([Handed("../../etc/城东所\x00.csv", [b"a,b\n1,2\n"])], unit=bureau["X"], desk=desk)
    assert delivery.name == "城东所.csv"
    assert delivery.file_in(desk.folder).parent.parent == desk.folder


def test_import_is_undone_with_a_reason(hand_in: HandIn, desk: Desk) -> None:
    delivery = through(hand_in(ROWS), desk)
    with pytest.raises(Refused):
        undo_import(delivery.seq or 0, reason=" ", desk=desk)
    assert undo_import(delivery.seq or 0, reason="导错了", desk=desk).cancelled == 2
    (seen,) = imports_listed(None)
    assert (seen.undone, seen.reason, seen.brought, seen.rows) == (True, "导错了", 2, 2)
    assert standing() == []


def test_workbook_can_be_dropped_until_it_is_imported(hand_in: HandIn, desk: Desk) -> None:
    delivery = hand_in(ROWS)
    drop(delivery, desk=desk)
    assert (Delivery.objects.count(), delivery.file_in(desk.folder).exists()) == (0, False)
    with pytest.raises(Refused, match="撤销"):
        drop(through(hand_in(ROWS), desk), desk=desk)


def test_old_files_are_erased_with_what_was_kept_of_them(hand_in: HandIn, desk: Desk) -> None:
    delivery = look(hand_in(ROWS), desk=desk)
    assert erase_old(desk.folder, now=desk.now + timedelta(days=29)) == 0
    assert erase_old(desk.folder, now=desk.now + timedelta(days=31)) == 1
    delivery.refresh_from_db()
    assert (delivery.preview, delivery.file_in(desk.folder).exists()) == (None, False)
    with pytest.raises(Refused, match="重新上传"):
        marked_copy(delivery, desk=desk)


def test_small_files_are_told_from_large_ones(desk: Desk) -> None:
    def of(size: int) -> Delivery:
        return Delivery(uuid=uuid4(), name="台账.xlsx", size=size)

    assert is_small([of(100_000), of(100_000)], desk=desk)
    assert not is_small([of(300_000)], desk=desk)
    assert not is_small([of(1)] * 13, desk=desk)


def test_what_is_packed_small_and_takes_long_to_read_goes_to_the_background(desk: Desk) -> None:
    one = Delivery(uuid=uuid4(), name="台账.xlsx", size=9_000)
    one.file_in(desk.folder).parent.mkdir(parents=True)
    for size, small in ((1_000_000, True), (5_000_000, False)):
        with zipfile.ZipFile(one.file_in(desk.folder), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * (size // 6))
        assert is_small([one], desk=desk) is small


def test_own_prefix_holds_nothing_that_a_key_may_not() -> None:
    assert own_prefix("清 河/县局.") == "清-河-县局"
    assert own_prefix(" ") == "own"


def test_workbook_of_another_unit_is_not_entered_unless_that_was_decided(hand_in: HandIn, desk: Desk) -> None:
    title, header = "城西所2022年3月台账", "日期 | 事项类别 | 活动名称 | 次数 | 参加人次"
    delivery = hand_in("2022-03-01 | 例会 | 例会 | 1 | 12", title=title, header=header, unit="X02")
    look(delivery, desk=desk)
    assert delivery.summary["elsewhere"] == "城西所"
    with pytest.raises(Refused, match="城西所"):
        begin(decide(delivery, Choices()), desk=desk)
    assert begin(decide(delivery, Choices(), elsewhere=True), desk=desk)


def test_workbook_that_names_its_unit_or_one_above_is_of_its_unit(hand_in: HandIn, desk: Desk) -> None:
    header = "日期 | 事项类别 | 活动名称 | 次数 | 参加人次"
    for title in ("示例局2022年3月台账", "城东所2022年3月台账", "城东所一队2022年3月台账", "2022年3月台账"):
        delivery = hand_in("2022-03-01 | 例会 | 例会 | 1 | 12", title=title, header=header, unit="X02")
        assert look(delivery, desk=desk).summary["elsewhere"] == ""
