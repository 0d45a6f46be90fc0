"""What a made report says of one kind at a time, truly or with a fault."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from reports.checking.facts import ROOT, SPANS, Facts, Span
from reports.checking.paper import Fault, Wanted, Writer, exactly
from reports.checking.styles import Shown, shown

Wordings = dict[str, dict[str, list[str]]]
PEOPLE = "人次"


class Lines:
    """A report being written; ``faults`` are still to be planted."""

    def __init__(self, facts: Facts, random: Random, name: str, wordings: Wordings, *, faults: int) -> None:
        self.facts, self.random, self.name, self.faults = facts, random, name, faults
        self.words = {kind: words for kind, words in wordings.items() if kind != "other"}
        self.other = wordings["other"]
        self.writer = Writer()
        self.kinds: list[str] = []
        self.unit, self.span = self._scope()

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

    def _list(self, kinds: Sequence[str], *, exact: bool) -> None:
        for at, kind in enumerate(kinds):
            if at:
                self.writer.add(self.random.choice(("、", "，", "；")))
            self._item(kind, exact=exact, first=at == 0)

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

    def _plants(self) -> bool:
        if self.faults and self.random.random() < 0.6:
            self.faults -= 1
            return True
        return False
