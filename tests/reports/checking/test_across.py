"""Several papers against each other and against what was issued."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from shilu.lib.periods import parse_period
from shilu.reports.binding import Query
from shilu.reports.checking.across import Said, across, said_by
from shilu.reports.flow import Expected
from shilu.reports.queries import Frozen, Issued

SAID = Said(
    document="甲.docx",
    start=10,
    end=13,
    quote="27次",
    title="院坝会",
    figure="grassroots/yard-meeting",
    quantity="times",
    unit="X",
    period=parse_period("2026-H1"),
    lowest=Decimal(27),
    highest=Decimal(27),
)


def said(document: str, value: int, *, period: str = "2026-H1", **more: object) -> Said:
    amount = Decimal(value)
    return replace(
        SAID, document=document, quote=f"{value}次", lowest=amount, highest=amount, period=parse_period(period), **more
    )


def told(*numbers: Said, issued: tuple[Said, ...] = ()) -> list[tuple[str, str, str]]:
    return [(one.rule, one.document, one.message) for one in across(numbers, issued)]


def test_two_papers_with_two_values_are_told_in_the_second() -> None:
    assert told(SAID, said("乙.docx", 28)) == [
        ("across", "乙.docx", "院坝会2026年上半年此处为28次，《甲.docx》为27次，两处不一致。")
    ]


def test_values_that_go_together_are_passed() -> None:
    about = replace(SAID, document="乙.docx", quote="20余次", lowest=Decimal(21), highest=Decimal(29))

    assert told(SAID, about, said("丙.docx", 27)) == []


def test_other_units_labels_and_quantities_are_other_figures() -> None:
    others = [
        said("乙.docx", 3, unit="X01"),
        said("乙.docx", 4, labels={"outlet": "city"}),
        said("乙.docx", 900, quantity="people"),
    ]

    assert told(SAID, *others) == []


def test_running_total_below_an_earlier_one_is_told() -> None:
    may, june = said("5月.docx", 30, period="2026-01-01/2026-05-31"), said("6月.docx", 27)

    fallen = "院坝会2026年上半年为27次，《5月.docx》2026年1—5月为30次，时间更长的累计数反而更少。"
    assert told(may, june) == [("fell", "6月.docx", fallen)]
    assert [rule for rule, _document, _message in told(june, may)] == ["fell"]
    assert told(may, said("6月.docx", 31)) == []


def test_stock_may_fall() -> None:
    assert told(said("5月.docx", 8, period="2026-01", grows=False), said("6月.docx", 6, grows=False)) == []


def test_issued_paper_is_named_with_its_day() -> None:
    issued = said("半年报告", 26, issued=date(2026, 6, 30))

    assert told(SAID, issued=(issued,)) == [
        ("across", "甲.docx", "院坝会2026年上半年此处为27次，2026-06-30定稿的《半年报告》为26次，两处不一致。")
    ]


def test_number_may_contradict_an_issued_paper_and_another_one() -> None:
    issued = said("半年报告", 26, issued=date(2026, 6, 30))

    assert [(rule, document) for rule, document, _message in told(SAID, said("乙.docx", 28), issued=(issued,))] == [
        ("across", "甲.docx"),
        ("across", "乙.docx"),
        ("across", "乙.docx"),
    ]


def test_issued_papers_are_not_compared_among_themselves() -> None:
    issued = (said("一", 26, issued=date(2026, 6, 29)), said("二", 28, issued=date(2026, 6, 30)))

    assert told(issued=issued) == []


def frozen(figure: str, value: str | None, **query: object) -> Frozen:
    asked = Query(figure=figure, quantity="times", unit="X", period="2026-H1", **query)  # type: ignore[arg-type]
    return Frozen("n1", "院坝会", "", value, "次", asked, Expected("n1", f"{value}次", "", ""))


def paper(uuid: str, *numbers: Frozen, supersedes: str | None = None) -> Issued:
    return Issued(
        seq=1,
        uuid=uuid,
        issued=datetime(2026, 6, 30, tzinfo=UTC),
        template="半年报告.md",
        title="半年报告",
        unit="X",
        period="2026-H1",
        lang="zh-hans",
        as_of=9,
        root="",
        supersedes=supersedes,
        numbers=numbers,
        text_digest="",
        clean_digest="",
    )


def test_issued_papers_say_their_values_but_not_parts_changes_and_what_was_replaced() -> None:
    number = frozen("grassroots/yard-meeting", "26")
    others = [
        frozen("grassroots/yard-meeting", "4", by="month", part="2026-01"),
        frozen("grassroots/yard-meeting", "7", against="last-year", show="change"),
        frozen("grassroots/yard-meeting", None),
    ]
    papers = [paper("a", frozen("grassroots/yard-meeting", "25")), paper("b", number, *others, supersedes="a")]

    issued = said_by(papers, grows=lambda _key: True)

    assert [(one.document, one.quote, one.lowest, one.period.name, one.issued) for one in issued] == [
        ("半年报告", "26次", Decimal(26), "2026-H1", date(2026, 6, 30))
    ]
