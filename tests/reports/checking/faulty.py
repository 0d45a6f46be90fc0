"""Made reports of the sample organisation, honest and faulty, with the truth about each claim: what `benchmarks/check.py` measures on."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Literal

from reports.checking.facts import ROOT, SPANS, Facts, Span, span
from reports.checking.styles import Shown, shown

Wordings = dict[str, dict[str, list[str]]]
PEOPLE = "人次"

Truth = Literal["true", "false", "unknown"]
Fault = Literal["", "number", "unit", "period", "kind", "sum", "share", "change", "repeat", "day"]


@dataclass(frozen=True)
class Wanted:
    """A claim as it was written: what is true of it, by which records, and the fault that was planted, if any."""

    start: int
    end: int
    quote: str
    truth: Truth
    value: Decimal | None
    kind: str
    fault: Fault = ""


@dataclass(frozen=True)
class Planted:
    """A fault and where in the text it may be called out."""

    fault: Fault
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Paper:
    """A made report."""

    name: str
    unit: str
    period: str
    text: str
    wanted: tuple[Wanted, ...]
    planted: tuple[Planted, ...]


@dataclass
class Writer:
    """Text as it grows, with the claims in it."""

    text: str = ""
    wanted: list[Wanted] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)

    def add(self, words: str) -> None:
        self.text += words

    def claim(
        self, style: Shown, measure: str, *, truth: Truth = "true", value: Decimal | None, kind: str, fault: Fault = ""
    ) -> Wanted:
        start = len(self.text)
        quote = f"{style.before}{style.number}{style.after}{measure}"
        if style.after == "左右":
            quote = f"{style.number}{measure}左右"
        self.text += quote
        wanted = Wanted(start, len(self.text), quote, truth, value, kind, fault)
        self.wanted.append(wanted)
        if fault:
            self.planted.append(Planted(fault, ((wanted.start, wanted.end),)))
        return wanted


def exactly(value: Decimal) -> Shown:
    return Shown("", f"{value.normalize():f}", "", value, value)


def read_wordings(name: str = "wordings") -> Wordings:
    """How the things are written of: ``wordings``, or ``wordings_held``, which nothing was improved by."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def papers(facts: Facts, *, seed: int, honest: int, faulty: int, wordings: Wordings | None = None) -> Iterator[Paper]:
    """That many reports of each sort, the same for one seed."""
    random = Random(seed)
    words = wordings or read_wordings()
    for at in range(honest):
        yield _Report(facts, random, f"honest-{at:03}", words, faults=0).paper()
    for at in range(faulty):
        yield _Report(facts, random, f"faulty-{at:03}", words, faults=random.choice((1, 1, 2, 3))).paper()


@dataclass
class _Fact:
    kind: str
    quantity: str
    value: Decimal


class _Report:
    """One report being written; ``faults`` are still to be planted."""

    def __init__(self, facts: Facts, random: Random, name: str, wordings: Wordings, *, faults: int) -> None:
        self.facts, self.random, self.name, self.faults = facts, random, name, faults
        self.words = {kind: words for kind, words in wordings.items() if kind != "other"}
        self.other = wordings["other"]
        self.writer = Writer()
        self.kinds: list[str] = []
        self.unit, self.span = self._scope()

    def paper(self) -> Paper:
        while True:
            self.writer = Writer()
            wanted = self.faults
            self._write()
            if not self.faults:
                break
            self.faults = wanted
        writer = self.writer
        return Paper(self.name, self.unit, self.span.name, writer.text, tuple(writer.wanted), tuple(writer.planted))

    # What the report is about.

    def _scope(self) -> tuple[str, Span]:
        random = self.random
        stations = sorted(code for code, name in self.facts.names.items() if name.endswith("派出所"))
        while True:
            unit = random.choice(stations) if random.random() < 0.3 else ROOT
            weights = [
                4 if "H" in one.name else 3 if len(one.name) == 4 else 2 if "Q" in one.name else 0.5 for one in SPANS
            ]
            at = random.choices(SPANS, weights)[0]
            self.unit, self.span = unit, at
            self.kinds = [kind for kind in self.words if self._fact(kind) is not None]
            if len(self.kinds) >= (3 if unit != ROOT else 8):
                return unit, at

    def _fact(self, kind: str, *, unit: str = "", at: Span | None = None, quantity: str = "") -> Decimal | None:
        wanted = quantity or self.facts.first_quantity(kind)
        return self.facts.total(kind, wanted, unit or self.unit, at or self.span)

    # The whole.

    def _write(self) -> None:
        writer, random = self.writer, self.random
        body = self.facts.names[self.unit]
        titles = ("工作总结", "队伍建设工作情况报告", "工作情况汇报", "思想政治工作总结", "重点工作开展情况报告")
        writer.add(f"{body}{self.span.words}{random.choice(titles)}\n")
        short = "全局" if self.unit == ROOT else "我所"
        lead = random.choice(
            (f"{self.span.words}，", f"{self.span.words}，{short}在上级党委坚强领导下，", f"{self.span.words}以来，")
        )
        if lead.endswith("以来，"):
            lead = f"{self.span.words}，"
        writer.add(f"{lead}{random.choice(self.other['prose'])}")
        kinds = random.sample(self.kinds, len(self.kinds))
        summary = kinds[: random.randint(1, 3)] if random.random() < 0.4 else []
        if summary:
            writer.add(random.choice(("据统计，", "其间，", "")) + f"{short}共")
            self._list(summary, exact=False)
            writer.add("。")
        writer.add("现将有关情况汇报如下。\n" if random.random() < 0.7 else "\n")
        chosen = kinds[: random.randint(6, 14)]
        sections = random.sample(self.other["headings"], min(len(self.other["headings"]), max(2, len(chosen) // 3)))
        per = -(-len(chosen) // len(sections))
        for at, heading in enumerate(sections):
            writer.add(f"{'一二三四五六'[at]}、{heading}\n")
            self._section(chosen[at * per : (at + 1) * per])
        if random.random() < 0.5:
            writer.add(
                f"{'一二三四五六七'[len(sections)]}、存在问题和下一步打算\n{''.join(self.other['shortcomings'])}"
            )
            writer.add("下一步，")
            self._other("planned", "。\n")
        writer.add(f"{body}\n2026年7月2日\n")

    def _section(self, kinds: Sequence[str]) -> None:
        random, writer = self.random, self.writer
        left = list(kinds)
        while left:
            if random.random() < 0.3:
                self.writer.add(random.choice(self.other["prose"]))
            special = random.random()
            if special < (0.25 if self.faults else 0.1) and self._special():
                continue
            count = min(len(left), random.choice((1, 1, 2, 3)))
            group, left = left[:count], left[count:]
            self.writer.add(
                random.choice(
                    ("", "", "", "一年来，" if len(self.span.name) == 4 else "", "先后", "共", "扎实推进各项活动，")
                )
            )
            self._list(group, exact=False)
            self.writer.add(random.choice(("。", "。", "，取得良好效果。", "，有效提升了队伍整体素质。")))
            if random.random() < 0.25:
                self._other("unrecorded", "。")
            if self.faults and random.random() < 0.05 and "day" not in {one.fault for one in writer.planted}:
                self._day()
        self.writer.add("\n")

    def _list(self, kinds: Sequence[str], *, exact: bool) -> None:
        for at, kind in enumerate(kinds):
            if at:
                self.writer.add(self.random.choice(("、", "，", "；")))
            self._item(kind, exact=exact, first=at == 0)

    # One kind.

    def _item(self, kind: str, *, exact: bool, first: bool) -> None:
        random, writer = self.random, self.writer
        words = self.words[kind]
        noun, verb = random.choice(words["nouns"]), random.choice(words["verbs"])
        quantity = self.facts.first_quantity(kind)
        value = self._fact(kind)
        if value is None:
            return
        measure = random.choice(words["measures"])
        if measure in {"讲", "堂", "轮次"} and random.random() < 0.5:
            measure = words["measures"][0]
        if measure == "人次":
            measure = "次"
        people = self._fact(kind, quantity="people") if words.get("people") else None
        shape = random.random()
        if shape < 0.5 or noun.endswith(("民警", "委员”", "委员", "好事")):
            writer.add(f"{verb}{noun}")
            self._number(kind, quantity, value, measure, exact=exact)
        elif shape < 0.72 and verb:
            writer.add(verb)
            self._number(kind, quantity, value, measure, exact=exact)
            writer.add(noun)
        elif shape < 0.8 and measure == "次" and verb in {"组织", "开展", "召开", "举办"}:
            writer.add("先后" if first and not writer.text.endswith(("先后", "共")) else "")
            self._number(kind, quantity, value, measure, exact=True)
            writer.add(f"{verb}{noun}")
        elif shape < 0.88 and people is not None and verb:
            writer.add(f"{verb}{noun}")
            self._number(kind, quantity, value, measure, exact=exact)
            self._number(kind, "people", people, PEOPLE, exact=exact)
            return
        else:
            writer.add(
                f"{verb}{noun}{'' if '累计' in writer.text[-12:] or '共' in writer.text[-12:] else random.choice(('', '共计', '累计', '达'))}"
            )
            self._number(kind, quantity, value, measure, exact=exact)
        if people is not None and random.random() < 0.5:
            before, _n, after = random.choice(words["people"]).partition("{n}")
            writer.add(f"，{before}")
            self._number(kind, "people", people, PEOPLE, exact=exact)
            writer.add(after)

    def _number(self, kind: str, quantity: str, value: Decimal, measure: str, *, exact: bool) -> Wanted:
        """The true number, or where a fault is still to be planted a false one."""
        if self.faults and self.random.random() < 0.2:
            wrong = self._wrong(kind, quantity, value)
            if wrong is not None:
                fault, stated = wrong
                style = self._style(stated, exact=exact)
                if not style.holds(value):
                    self.faults -= 1
                    return self.writer.claim(style, measure, truth="false", value=value, kind=kind, fault=fault)
        style = self._style(value, exact=exact)
        return self.writer.claim(style, measure, value=value, kind=kind)

    def _style(self, value: Decimal, *, exact: bool) -> Shown:
        """A way to write a number that goes with the words before it: no 达突破20次."""
        while True:
            style = shown(value, self.random, exact=exact)
            if not (style.before and self.writer.text.endswith(("达", "共计", "累计", "先后", "共"))):
                return style

    def _wrong(self, kind: str, quantity: str, value: Decimal) -> tuple[Fault, Decimal] | None:
        random = self.random
        ways: list[tuple[Fault, Decimal | None]] = []
        delta = max(1, int(value * random.choice((Decimal("0.1"), Decimal("0.3"), Decimal("0.6")))))
        ways.append(("number", value + delta if random.random() < 0.6 or value <= delta else value - delta))
        others = sorted(
            code for code, name in self.facts.names.items() if name.endswith("派出所") and code != self.unit
        )
        if self.unit != ROOT:
            found = [self._fact(kind, unit=other, quantity=quantity) for other in random.sample(others, len(others))]
            ways += [("unit", one) for one in found if one is not None and one != value][:2]
        earlier = [one for one in (self.span.year_before(), self.span.before()) if one]
        if earlier:
            ways.append(("period", self._fact(kind, at=random.choice(earlier), quantity=quantity)))
        ways += [
            ("kind", self._fact(near, quantity=quantity if quantity == "people" else ""))
            for near in self.words[kind]["near"]
            if quantity == "people" or self.facts.first_quantity(near) == quantity
        ]
        ways = [(fault, stated) for fault, stated in ways if stated is not None and stated > 0 and stated != value]
        return random.choice(ways) if ways else None  # type: ignore[return-value]

    def _other(self, sort: str, end: str) -> None:
        left = [one for one in self.other[sort] if one.partition("{n}")[0] not in self.writer.text]
        if not left:
            return
        before, _n, after = self.random.choice(left).partition("{n}")
        measures = ("人次", "公里")
        measure = next((one for one in measures if after.startswith(one)), after[:1])
        self.writer.add(before)
        number = Decimal(self.random.randint(2, 60))
        self.writer.claim(exactly(number), measure, truth="unknown", value=None, kind="")
        self.writer.add(after[len(measure) :] + end)

    # Sentences that say more than one thing about their numbers.

    def _special(self) -> bool:
        wrong = [self._rate, self._change, self._sum, self._again]
        makers: list[Callable[[], bool]] = [*wrong, self._outlets, self._months, self._placed]
        if self.faults:
            makers += [self._rate, self._change, self._change, self._sum]
        return self.random.choice(makers)()

    def _plants(self) -> bool:
        if self.faults and self.random.random() < 0.6:
            self.faults -= 1
            return True
        return False

    def _rate(self) -> bool:
        """收集意见建议41条，答复37条，答复率90.2%。"""
        said = (
            (
                "grassroots/suggestion-brought",
                "grassroots/suggestion-answered",
                "",
                "收集意见建议",
                "条",
                "已答复",
                "条",
                "答复率",
            ),
            ("grassroots/problem", "grassroots/problem-closed", "", "督导检查发现问题", "个", "已整改", "个", "整改率"),
            (
                "grassroots/learning-task",
                "grassroots/learning-task",
                "c",
                "发布学习任务",
                "条",
                "完成",
                "条",
                "学习任务完成率",
            ),
        )
        whole_kind, part_kind, sort, first, measure, second, other, rate = self.random.choice(said)
        whole = self.facts.total(whole_kind, "assigned" if sort else "items", self.unit, self.span)
        part = self.facts.total(part_kind, "completed" if sort else "items", self.unit, self.span)
        if not whole or part is None or part >= whole:
            return False
        places = self.random.choice((0, 1, 1, 2))
        right = _per_cent(part / whole, places)
        writer = self.writer
        writer.add(first)
        one = writer.claim(exactly(whole), measure, value=whole, kind=whole_kind)
        writer.add(f"，{second}")
        two = writer.claim(exactly(part), other, value=part, kind=part_kind)
        writer.add(f"，{rate}{self.random.choice(('', '为', '达', '达到'))}")
        self._derived("share", right, "%", part / whole, (one, two), step=Decimal("1.7"))
        writer.add("。")
        return True

    def _derived(
        self,
        fault: Fault,
        right: str,
        measure: str,
        value: Decimal,
        rest: Sequence[Wanted],
        *,
        step: Decimal,
        kind: str = "",
    ) -> None:
        """A number that follows from others: as it is, or wrong."""
        writer = self.writer
        if self._plants():
            stated = f"{Decimal(right) + (step if Decimal(right) + step < 100 or measure != '%' else -step)}"
            style = Shown("", stated, "", Decimal(stated), Decimal(stated))
            wanted = writer.claim(style, measure, truth="false", value=value, kind=kind)
            spans = ((wanted.start, wanted.end), *((one.start, one.end) for one in rest))
            writer.planted.append(Planted(fault, spans))
        else:
            style = Shown("", right, "", Decimal(right), Decimal(right))
            writer.claim(style, measure, value=value, kind=kind)

    def _change(self) -> bool:
        """开展院坝会27次，比上年同期增加7次，增长35%。"""
        before_span = self.span.year_before()
        kind = self.random.choice(self.kinds)
        if before_span is None or self.facts.first_quantity(kind) not in {"times", "items"}:
            return False
        now, then = self._fact(kind), self._fact(kind, at=before_span)
        if not now or not then or now == then:
            return False
        words, writer, random = self.words[kind], self.writer, self.random
        measure = words["measures"][0]
        up = now > then
        writer.add(f"{random.choice(words['verbs'])}{random.choice(words['nouns'])}")
        one = writer.claim(exactly(now), measure, value=now, kind=kind)
        difference = abs(now - then)
        right = _per_cent(difference / then, random.choice((0, 1, 1, 2)))
        verb = ("增长", "上升") if up else ("下降", "减少")
        shape = random.choice(("then", "both", "difference", "rate", "than"))
        if shape == "then":
            writer.add(random.choice(("，上年同期", "，去年同期为", "（上年同期")))
            two = writer.claim(exactly(then), measure, value=then, kind=kind)
            writer.add("），同比" if writer.text[: two.start].endswith("（上年同期") else "，同比")
            writer.add(random.choice(verb))
            self._derived("change", right, "%", difference / then, (one, two), step=Decimal("6.5"))
        elif shape == "both":
            writer.add(f"，{random.choice(('同比', '比上年同期', '较去年同期'))}{'增加' if up else '减少'}")
            two = writer.claim(exactly(difference), measure, value=difference, kind=kind)
            writer.add(f"、{random.choice(verb)}")
            self._derived("change", right, "%", difference / then, (one, two), step=Decimal("6.5"))
        elif shape == "difference":
            writer.add(f"，{random.choice(('同比', '比上年同期', '较去年同期'))}{'增加' if up else '减少'}")
            self._derived("change", f"{difference}", measure, difference, (one,), step=Decimal(2))
        elif shape == "rate":
            writer.add(f"，{random.choice(('同比', '比上年同期', '较去年同期'))}{random.choice(verb)}")
            self._derived("change", right, "%", difference / then, (one,), step=Decimal("6.5"))
        else:
            writer.add("，比上年同期的")
            two = writer.claim(exactly(then), measure, value=then, kind=kind)
            writer.add("增加" if up else "减少")
            self._derived("change", f"{difference}", measure, difference, (one, two), step=Decimal(2))
        writer.add("。")
        return True

    def _sum(self) -> bool:
        """开展反诈宣讲183场、安全宣讲67场、法治宣讲13场，共263场。"""
        kinds = [f"grassroots/{name}" for name in ("fraud-talk", "safety-talk", "law-talk")]
        values = [self._fact(kind) for kind in kinds]
        if any(value is None for value in values):
            return False
        parts = [value for value in values if value is not None]
        writer = self.writer
        total = sum(parts, Decimal(0))
        if self.random.random() < 0.5:
            writer.add("面向群众开展反诈、安全、法治等宣讲")
            if self._plants():
                stated = total + self.random.choice((-2, -1, 1, 3, 10))
                whole = writer.claim(exactly(stated), "场", truth="false", value=total, kind="")
                fault: Fault = "sum"
            else:
                whole = writer.claim(exactly(total), "场", value=total, kind="")
                fault = ""
            writer.add(self.random.choice(("，其中", "，分别为")))
            found = []
            for at, (name, value) in enumerate(zip(("反诈宣讲", "安全宣讲", "法治宣讲"), parts, strict=True)):
                writer.add(("、" if at else "") + name)
                found.append(writer.claim(exactly(value), "场", value=value, kind=kinds[at]))
            if fault:
                writer.planted.append(Planted(fault, tuple((one.start, one.end) for one in (whole, *found))))
            writer.add("。")
            return True
        writer.add("开展")
        found = []
        for at, (name, value) in enumerate(zip(("反诈宣讲", "安全宣讲", "法治宣讲"), parts, strict=True)):
            writer.add(("、" if at else "") + name)
            found.append(writer.claim(exactly(value), "场", value=value, kind=kinds[at]))
        writer.add(self.random.choice(("，共", "，合计", "，共计")))
        self._derived("sum", f"{total}", "场", total, found, step=Decimal(2))
        writer.add("。")
        return True

    def _outlets(self) -> bool:
        """刊发稿件74篇，其中省级媒体14篇、市级媒体26篇，头版头条3篇。"""
        kind = "grassroots/article"
        total = self._fact(kind)
        parts = [
            (name, self.facts.total(kind, "items", self.unit, self.span, {"outlet": key}))
            for name, key in (("省级媒体", "provincial"), ("市级媒体", "city"), ("县级媒体", "county"))
        ]
        if total is None or any(value is None for _name, value in parts):
            return False
        writer, random = self.writer, self.random
        writer.add(f"{random.choice(('在各级媒体刊发稿件', '刊发各类稿件', '累计刊发宣传稿件'))}")
        self._number(kind, "items", total, "篇", exact=True)
        writer.add("，其中")
        for at, (name, value) in enumerate(parts[: random.randint(1, 3)]):
            writer.add(("、" if at else "") + random.choice((name, f"在{name}刊发" if at == 0 else name)))
            assert value is not None
            writer.claim(exactly(value), "篇", value=value, kind=kind)
        writer.add("。")
        return True

    def _months(self) -> bool:
        """其中5月份召开院坝会6次。"""
        inside = [one for one in SPANS if len(one.name) == 7 and "H" not in one.name and "Q" not in one.name]
        inside = [
            one for one in inside if self.span.first <= one.first and one.last <= self.span.last and one != self.span
        ]
        kind = self.random.choice(self.kinds)
        if not inside:
            return False
        month = self.random.choice(inside)
        value = self._fact(kind, at=month)
        if value is None:
            return False
        words = self.words[kind]
        lead = f"{int(month.name[5:])}月份，" if self.random.random() < 0.7 else f"{month.words}，"
        self.writer.add(f"{lead}{self.random.choice(words['verbs'])}{self.random.choice(words['nouns'])}")
        self.writer.claim(exactly(value), words["measures"][0], value=value, kind=kind)
        self.writer.add("。")
        return True

    def _placed(self) -> bool:
        """城东派出所召开院坝会3次、开展反诈宣讲9场。"""
        if self.unit != ROOT:
            return False
        unit = self.random.choice(sorted(code for code, name in self.facts.names.items() if name.endswith("派出所")))
        kinds = [f"grassroots/{name}" for name in ("fraud-talk", "safety-talk", "yard-meeting", "law-talk")]
        kinds = [kind for kind in kinds if self._fact(kind, unit=unit) is not None]
        if not kinds:
            return False
        self.writer.add(f"{self.facts.names[unit]}")
        for at, kind in enumerate(kinds[: self.random.randint(1, 2)]):
            words, value = self.words[kind], self._fact(kind, unit=unit)
            assert value is not None
            self.writer.add(("、" if at else "") + f"{words['verbs'][0]}{self.random.choice(words['nouns'])}")
            self.writer.claim(exactly(value), words["measures"][0], value=value, kind=kind)
        self.writer.add("。")
        return True

    def _again(self) -> bool:
        """A figure once more, as it was said before or with another value."""
        said = [
            one
            for one in self.writer.wanted
            if one.truth == "true" and one.kind in self.words and one.value is not None
        ]
        said = [one for one in said if self._fact(one.kind) == one.value]
        if not said:
            return False
        earlier = self.random.choice(said)
        words = self.words[earlier.kind]
        value = earlier.value
        assert value is not None
        noun = next((noun for noun in words["nouns"] if noun in self.writer.text), words["nouns"][0])
        self.writer.add(f"{self.span.words}，{words['verbs'][0]}{noun}共")
        if self._plants():
            stated = exactly(value + self.random.choice((1, 2, 5)))
            wanted = self.writer.claim(stated, words["measures"][0], truth="false", value=value, kind=earlier.kind)
            self.writer.planted.append(Planted("repeat", ((wanted.start, wanted.end), (earlier.start, earlier.end))))
        else:
            self.writer.claim(exactly(value), words["measures"][0], value=value, kind=earlier.kind)
        self.writer.add("。")
        return True

    def _day(self) -> None:
        """A sentence on something that was done in another period."""
        self.faults -= 1
        start = len(self.writer.text)
        day = self.random.choice(("2024年9月12日", "2024年", "2023年11月"))
        self.writer.add(f"{day}，组织民警赴邻县参观学习，开阔了工作思路。")
        self.writer.planted.append(Planted("day", ((start, start + len(day)),)))


def _per_cent(share: Decimal, places: int) -> str:
    return f"{(share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}"


__all__ = ["Paper", "Planted", "Wanted", "papers", "span"]
