"""Made reports of the sample organisation, honest and faulty, with the truth about each claim: what `benchmarks/check.py` measures on."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from reports.checking.facts import ROOT, Facts
from reports.checking.lines import Wordings
from reports.checking.paper import Paper, Writer
from reports.checking.relations import Relations


def read_wordings(name: str = "wordings") -> Wordings:
    """How the things are written of: ``wordings``, or ``wordings_held``, which the matching was not worked through by."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def papers(facts: Facts, *, seed: int, honest: int, faulty: int, wordings: Wordings | None = None) -> Iterator[Paper]:
    """That many reports of each sort, the same for one seed."""
    random = Random(seed)
    words = wordings or read_wordings()
    for at in range(honest):
        yield _Report(facts, random, f"honest-{at:03}", words, faults=0).paper()
    for at in range(faulty):
        yield _Report(facts, random, f"faulty-{at:03}", words, faults=random.choice((1, 1, 2, 3))).paper()


class _Report(Relations):
    """A whole report."""

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
