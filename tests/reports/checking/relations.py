"""Sentences of a made report that say more than one thing about their numbers: rates, changes, sums, parts, months, units."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from reports.checking.facts import ROOT, SPANS
from reports.checking.lines import Lines
from reports.checking.paper import Fault, Planted, Wanted, exactly
from reports.checking.styles import Shown


class Relations(Lines):
    """A report with such sentences."""

    def _special(self) -> bool:
        wrong = [self._rate, self._change, self._sum, self._again]
        makers: list[Callable[[], bool]] = [*wrong, self._outlets, self._months, self._placed]
        if self.faults:
            makers += [self._rate, self._change, self._change, self._sum]
        return self.random.choice(makers)()

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
