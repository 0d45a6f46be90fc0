from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import cast
from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.entry import EntryDraft
from shilu.ledger.row import Texts
from shilu.lib.dates import Days, Unreadable
from shilu.recording.fields import fields_of
from shilu.recording.typed import day_text, read_day, read_typed

TODAY = date(2022, 7, 4)
CATALOGUE = cast.small_catalogue()
UNIT = cast.unit_uuid("X02")


def read(kind: str, **typed: str):
    fields = fields_of(CATALOGUE.kinds[f"test/{kind}"], catalogue=CATALOGUE)
    cells = {name.replace("_", "-", 1) if name[1] == "_" else name: text for name, text in typed.items()}
    return read_typed(cells, fields=fields, unit=UNIT, today=TODAY)


def test_typed_fields_become_a_fact():
    found = read("meeting", day="6.27", title=" 部署 会 ", q_times="1", q_people="16/15人", place="三楼", remark="补记")

    assert found.faults == {}
    assert found.fact == EntryDraft(
        "test/meeting",
        UNIT,
        date(2022, 6, 27),
        date(2022, 6, 27),
        {"times": Decimal(1), "people": Decimal(15)},
        texts=Texts(title="部署 会", details='{"place":"三楼","remark":"补记；应到16"}'),
    )


def test_an_honour_without_its_name_is_not_taken():
    kind = replace(CATALOGUE.kinds["test/meeting"], section="honours")
    fields = fields_of(kind, catalogue=CATALOGUE)
    found = read_typed({"day": "6.27", "q-times": "1", "title": " "}, fields=fields, unit=UNIT, today=TODAY)
    assert found.faults == {"title": "请写明名称；没有名称的记录说明不了什么。"}


@pytest.mark.parametrize("text", ["明天", "后天"])
def test_a_day_to_come_by_its_word_has_not_come(text: str):
    assert read("meeting", day=text, q_times="1").faults == {"day": f"“{text}”还没到；记录只写已经发生的事。"}


def test_without_a_count_it_is_one_of_the_first_quantity():
    found = read("article", day="昨天", l_level="市级")

    assert found.fact == EntryDraft(
        "test/article", UNIT, date(2022, 7, 3), date(2022, 7, 3), {"items": Decimal(1)}, {"level": "city"}
    )


def test_every_fault_is_told_at_its_field():
    found = read("article", day="13月5日", title="字" * 201, q_items="约12篇", l_level="宇宙级", remark="x" * 1001)

    assert found.fact is None
    assert sorted(found.faults) == ["day", "l-level", "q-items", "remark", "title"]
    assert found.faults["l-level"] == "“宇宙级”不是级别，可选：市级、省级。"
    assert found.faults["title"] == "最多 200 个字，请缩短。"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("16场", "人次以“人次”计，不以“场”计。"),
        ("-3", "数量不能小于 0，请写准确数字"),
    ],
)
def test_count_of_another_measure_or_below_zero_is_a_fault(text: str, fault: str):
    assert read("meeting", day="7.1", q_people=text).faults == {"q-people": fault}


def test_stock_by_change_takes_a_decrease():
    assert read("members", day="7.1", q_persons="减少3人").fact.quantities == {"persons": Decimal(-3)}
    assert read("members", day="7.1", q_persons="-3").fact.quantities == {"persons": Decimal(-3)}


def test_private_kind_takes_no_words():
    assert read("talk", day="7.1", title="甲", place="办公室").fact.texts == Texts()


@pytest.mark.parametrize(
    ("text", "first", "last", "whole"),
    [
        ("2022-07-04", date(2022, 7, 4), date(2022, 7, 4), False),
        ("今天", date(2022, 7, 4), date(2022, 7, 4), False),
        ("前天", date(2022, 7, 2), date(2022, 7, 2), False),
        ("3日", date(2022, 7, 3), date(2022, 7, 3), False),
        ("12月30日", date(2021, 12, 30), date(2021, 12, 30), False),
        ("6月5日-7日", date(2022, 6, 5), date(2022, 6, 7), False),
        ("2022年6月", date(2022, 6, 1), date(2022, 6, 30), True),
    ],
)
def test_day_without_its_year_is_the_last_such_day(text: str, first: date, last: date, *, whole: bool):
    assert read_day(text, today=TODAY) == Days(first, last, whole)


def test_several_days_and_days_to_come_are_faults():
    with pytest.raises(Unreadable, match="逐条"):
        read_day("3月5日、12日", today=TODAY)
    assert read("meeting", day="2022-07-05").faults == {"day": "2022-07-05 还没有到，只能记已经发生的事。"}


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (Days(date(2022, 7, 4), date(2022, 7, 4), whole=False), "2022-07-04"),
        (Days(date(2021, 12, 30), date(2022, 1, 2), whole=False), "2021年12月30日-2022年1月2日"),
        (Days(date(2022, 6, 1), date(2022, 6, 30), whole=True), "2022年6月"),
        (Days(date(2022, 4, 1), date(2022, 6, 30), whole=True), "2022年4月-2022年6月"),
    ],
)
def test_days_written_out_are_read_back(days: Days, text: str):
    assert day_text(days.first, days.last, whole=days.whole) == text
    assert read_day(text, today=TODAY) == days


def test_label_and_value_that_ended_are_asked_of_the_record_alone_that_carries_them():
    level = CATALOGUE.labels["level"]
    ended = replace(level, values=(replace(level.values[0], ended=True), *level.values[1:]))
    article = replace(CATALOGUE.kinds["test/article"], former=("level",))
    catalogue = CATALOGUE.merged(Catalogue(labels={"level": ended}, kinds={article.key: article}))
    first, *others = (value.key for value in level.values)

    def asked(carried: dict[str, str], kind: Kind = article) -> list[list[str]]:
        fields = fields_of(kind, catalogue=catalogue, carried=carried)
        return [[value.key for value in label.values] for label in fields.labels]

    assert asked({}) == []
    assert asked({"level": first}) == [[first, *others]]
    assert asked({}, CATALOGUE.kinds["test/article"]) == [others]
