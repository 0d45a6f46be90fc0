"""A fictional paper (虚构示例) that tests of Word, HTML and reading share."""

from collections.abc import Mapping
from typing import Any

from shilu.reports.document import Binding, Bound, Chart, Document, IssueStamp, Number, Record, Series, Stored
from shilu.reports.docx import write_docx
from shilu.reports.front_matter import parse_front_matter
from shilu.reports.markdown import marker, to_document
from shilu.reports.paper import numbers_of, paper_of

ISSUE = IssueStamp("0f8fad5b-d9cb-469f-a165-70867728950e", 112, "ab" * 32)

SETTINGS: Mapping[str, Any] = {
    "to": '"示例市公安局"',
    "from": '"示例县公安局"',
    "date": "2022-06-20",
}
ISSUED: Mapping[str, Any] = {
    **SETTINGS,
    "issuer_mark": '"示例县公安局文件"',
    "number": '"示公〔2022〕8号"',
    "copy_number": "12",
    "classification": '"秘密★1年"',
    "urgency": '"加急"',
    "copies_to": '"示例市局政治部，示例县委办公室"',
    "printed_by": '"示例县公安局办公室"',
    "printed_on": "2022-06-21",
}
TEXT = """
# 示例县公安局关于2022年上半年政治工作情况的报告

今年以来，示例县公安局把学习教育作为基础工作来抓，现将有关情况报告如下。

## 抓学习教育

### 理论学习

上半年组织中心组学习{n1}，比去年同期增加{n2}，参加{n3}，到课率{n4}。各支部举办专题研讨{n5}，另有手填的数字17场。

1. 培训民辅警{n6}，
2. 办班{n7}。

表：各单位学习情况

| 序号 | 单位 | 中心组学习（次） | 参加（人次） |
|---|---|---|---|
| 1 | 北塬派出所 | {n8} | {n9} |
| 2 | 南川派出所 | {n10} | 35 |

### 获奖情况

其间{r1}获奖。

{c1}

## 存在的问题

谈心谈话{n11}，走访慰问不足。
"""


def binding(key: str, value: str | None, *, title: str = "中心组学习", measure: str = "次") -> Binding:
    return Binding(
        id=key,
        figure="grassroots/study",
        title=title,
        definition=f"{title}的合计",
        value=value,
        unit="X01",
        unit_name="示例县公安局",
        period="2022-H1",
        quantity="times",
        measure=measure,
        as_of=112,
        root="ab" * 32,
        labels={"level": "省级"},
        query='{"figure":"grassroots/study"}',
        period_title="2022年上半年",
    )


def number(key: str, shown: str, value: str | None = None) -> Number:
    digits = "".join(char for char in shown if char.isdigit() or char == ".")
    return Number(binding(key, value if value is not None else digits or None), shown)


SHOWN = {
    "n1": "8次", "n2": "3次", "n3": "1204人次", "n4": "98.5%", "n5": "12场", "n6": "120人次", "n7": "3期", "n8": "3",
    "n9": "41", "n10": "3", "n11": "不足5人",
}  # fmt: skip


def bound() -> dict[str, Bound]:
    found: dict[str, Bound] = {key: number(key, shown) for key, shown in SHOWN.items()}
    found["n11"] = Number(binding("n11", None, title="谈心谈话"), "不足5人")
    found["r1"] = Record(binding("r1", None, title="奖项"), "《基层的一天》（省级二等奖，2022年3月）")
    found["c1"] = Chart(
        "bar",
        "中心组学习",
        ("4月", "5月", "6月"),
        (
            Series("2022年", (number("p1", "2"), number("p2", "4"), number("p3", "2"))),
            Series("2021年", (number("p4", "1"), None, number("p5", "3"))),
        ),
        measure="次",
        source="来源：示例县公安局台账",
    )
    return found


def template(settings: Mapping[str, Any] = SETTINGS, text: str = TEXT) -> str:
    front = "\n".join(f"{key} = {value}" for key, value in settings.items())
    for key in (*SHOWN, "r1", "c1"):
        text = text.replace("{" + key + "}", marker(key))
    return f"+++\n{front}\n+++\n{text}"


def paper(settings: Mapping[str, Any] = SETTINGS, text: str = TEXT) -> Document:
    front, body = parse_front_matter(template(settings, text))
    return to_document(body, bound(), front)


def word(settings: Mapping[str, Any] = SETTINGS, text: str = TEXT, *, clean: bool = False) -> bytes:
    return write_docx(paper(settings, text), issue=ISSUE, clean=clean)


def numbers(settings: Mapping[str, Any] = SETTINGS, text: str = TEXT) -> tuple[Stored, ...]:
    return numbers_of(paper_of(paper(settings, text)))


LONG_TEXT = "# 长文\n\n" + "\n\n".join(
    ["示例县公安局坚持把学习教育放在首位扎实推进各项工作取得新的进展并且得到广大群众的充分肯定" * 8] * 8
)
