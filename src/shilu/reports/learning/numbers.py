"""The numbers of a finished report as expressions that print them again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from shilu.figures.result import Result
from shilu.lib.enumerating import bracketed, in_clauses
from shilu.lib.errors import Refused
from shilu.lib.period import Period
from shilu.reports.binder import Binder
from shilu.reports.binding import Query
from shilu.reports.checking.operations import CheckedText
from shilu.reports.checking.verdict import Judged
from shilu.reports.learning.replaced import Left, Replaced, is_free
from shilu.reports.likeness import is_example
from shilu.reports.old_numbers import quoted
from shilu.reports.spoken import Spoken, so_far

_ON_A_DAY = frozenset({"stock", "headcount", "unitcount"})
_VERB = "增长|增加|上升|提高|提升|下降|减少|降低|下滑|增|减|多|少"
_EARLIER = "上年同期|去年同期|上年|去年|同期|上期|上月|上季度|(?:上年|去年)?[上下]半年"
_SAME_TIME = re.compile("同比|上年|去年|同期")
_COUNTED = "(?:次数|人数|人次|场次|件数|篇数|数量|总数|总量)"
_SAME = "(?:基本|大体|保持)?(?:持平|相同|一致|不变|相当)"
_TOTALS = frozenset({"合计", "总计", "共计", "小计", "总数"})
_SENTENCE = re.compile("[。！？；;\n]")


@dataclass(frozen=True, slots=True)
class _Bound:
    """A number that was bound: where it stands, its measure word, what it asks, and the expression that prints it."""

    start: int
    end: int
    unit: str
    name: str
    options: Mapping[str, str]
    query: Query
    expression: str


@dataclass
class Numbers:
    """The reading of one report's numbers: what was replaced, and what is left."""

    checked: CheckedText
    binder: Binder
    replaced: list[Replaced] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    _bound: list[_Bound] = field(default_factory=list)

    @cached_property
    def _neighbours(self) -> Mapping[str, str]:
        """What the text may call the periods that it compares with, each with the expression that prints it."""
        spoken = Spoken.of(self.binder.period)
        return {
            spoken.previous.word: "period.previous.word",
            str(spoken.previous): "period.previous",
            str(spoken.last_year): "period.last_year",
        }

    @cached_property
    def _earlier(self) -> str:
        """A pattern for an earlier time that a number is compared with."""
        return "|".join([*map(re.escape, sorted(self._neighbours, key=len, reverse=True)), _EARLIER])

    def read(self) -> None:
        """Bind what prints its old self, and leave the rest with the reason."""
        for one in self.checked.claims:
            if change := self._change(one):
                self.replaced.append(change)
            else:
                self._figure(one)
        self.replaced += self._unchanged()
        for left, made in list(self._totals()):
            self.left.remove(left)
            self.replaced.append(made)
        taken = [*self.replaced, *(one.as_old for one in self.left)]
        self.left += (one for one in self._comparisons() if is_free(one.start, one.end, taken))

    def _figure(self, one: Judged) -> None:
        """Bind the claim to the figure that it means; where that cannot be, leave it with what could stand there."""
        claim = one.claim
        told = one.verdict in {"supports", "differs", "no_record"} or one.offered
        if one.figure is None or not told or claim.per or one.is_change:
            self.left.append(Left(claim.start, claim.end, claim.quote, one.reason))
            return
        name, options = self._asked(one)
        query = self.binder.query(name, **options)
        result = self.binder.reader.result(query)
        meant = _in_words(result, options)
        like = {"like": claim.quote} if is_example(claim.quote) else {}
        for manner in ({}, like):
            shown = self.binder.reader.answer(replace(query, like=manner.get("like", ""))).shown
            placeholder = claim.value is None and bool(manner) and result.value is not None
            if shown == claim.quote or placeholder:
                expression = self._call("figure", name, {**options, **manner})
                self._bound.append(_Bound(claim.start, claim.end, claim.unit, name, options, query, expression))
                if own := self._own_period(options):
                    reason = _("of %(period)s alone; look which one the next report tells of") % {"period": own}
                    self.left.append(Left(claim.start, claim.end, claim.quote, reason, expression, meant))
                else:
                    self.replaced.append(
                        Replaced(claim.start, claim.end, expression, claim.quote, placeholder, meant=meant)
                    )
                return
        offered = self._call("figure", name, {**options, **like})
        self.left.append(Left(claim.start, claim.end, claim.quote, one.reason, offered, meant))

    def _own_period(self, options: Mapping[str, str]) -> str:
        """The month or the like that a number is of, where the next report is on another one; else nothing."""
        spelled = self._spelled("period", options.get("period", ""))
        moves_on = not spelled.startswith('"') or spelled in {'""', '"previous"', '"last-year"'}
        return "" if moves_on else options["period"]

    def _asked(self, one: Judged) -> tuple[str, dict[str, str]]:
        """The name of a figure, and quantity, unit, period and labels as far as they are not those of the report."""
        name = self._name(one.figure or "")
        options: dict[str, str] = {}
        if self.binder.query(name).quantity != one.quantity:
            options["quantity"] = one.quantity
        structure = self.binder.reader.structure
        unit = structure.by_code(one.unit)
        if unit is not None and unit.uuid != self.binder.unit.uuid:
            options["unit"] = unit.name
        if one.period is not None and (told := self._period(one.figure or "", one.period)):
            options["period"] = told
        for key, value in one.labels.items():
            label = self.binder.reader.catalogue.labels[key]
            known = label.value(value)
            title = label.title.zh
            options[title if title.isidentifier() else key] = str(known.title) if known else value
        return name, options

    def _name(self, key: str) -> str:
        """The figure's title where it means this figure and nothing more, else its key."""
        catalogue = self.binder.reader.catalogue
        figure = catalogue.figures.get(key) or catalogue.kinds.get(key)
        try:
            query = self.binder.query(str(figure.title)) if figure else None
        except Refused:
            return key
        return str(figure.title) if figure and query and query.figure == key and not query.labels else key

    def _period(self, key: str, asked: Period) -> str:
        """How a template says ``asked``: not at all where it is its own, or ends on the same day and a stock is counted."""
        own = self.binder.period
        figure = self.binder.reader.catalogue.figures.get(key)
        on_a_day = figure is not None and figure.type in _ON_A_DAY
        kind = self.binder.reader.catalogue.kinds.get(key)
        on_a_day = on_a_day or (kind is not None and kind.adds != "flow")
        if asked == own or (on_a_day and asked.last == own.last):
            return ""
        return {own.year_before(): "last-year", own.previous(): "previous"}.get(asked, asked.name)

    def _change(self, one: Judged) -> Replaced | None:
        """A rise or fall that is stated beside a number that was bound: 比上年同期增加2次."""
        claim = one.claim
        text = self.checked.document.text
        start = claim.start - len(_SENTENCE.split(text[: claim.start])[-1])
        sentence = text[start : claim.start]
        change = rf"(?P<than>[比较](?:{self._earlier}))?(?:相比)?(?P<verb>(?:{_VERB})[了约近]?)$"
        found = re.search(change, sentence)
        if found is None or not re.search(f"同比|环比|{self._earlier}", sentence):
            return None
        example = found["verb"] + claim.quote
        near = [bound for bound in reversed(self._bound) if start <= bound.end <= claim.start]
        for bound in sorted(near, key=lambda bound: bound.unit != claim.unit):
            made = self._made(bound, than=found["than"] or "", like=example, about=sentence)
            if made is not None:
                return Replaced(start + found.start(), claim.end, made, text[start + found.start() : claim.end])
        return None

    def _unchanged(self) -> Iterator[Replaced]:
        """与上年同期持平 behind a number that was bound."""
        text = self.checked.document.text
        for found in re.finditer(rf"(?P<than>[与同和比较](?:{self._earlier}))(?:相比)?(?P<same>持平)", text):
            start = found.start() - len(_SENTENCE.split(text[: found.start()])[-1])
            near = [bound for bound in self._bound if start <= bound.end <= found.start()]
            for bound in near[-1:]:
                like = f"增加1{bound.unit}"
                made = self._made(bound, than="比" + found["than"][1:], like=like, about=found[0], printed=found[0])
                if made is not None:
                    yield Replaced(*found.span(), made, found[0])

    def _totals(self) -> Iterator[tuple[Left, Replaced]]:
        """What is left in a row 合计, where it is the sum of numbers above it that were all bound."""
        for one in self.left:
            parts = self._above(one)
            if len(parts) < 2 or not is_example(one.words):
                continue
            first, *others = (part.query for part in parts)
            added = tuple(query.written() for query in others)
            same = {(query.quantity, query.show) for query in (first, *others)} == {(first.quantity, first.show)}
            if same and self.binder.reader.answer(replace(first, like=one.words, plus=added)).shown == one.words:
                calls = ", ".join(part.expression.removeprefix("{{ ").removesuffix(" }}") for part in parts)
                expression = f"{{{{ total({calls}, like={quoted(one.words)}) }}}}"
                yield one, Replaced(one.start, one.end, expression, one.words)

    def _above(self, one: Left) -> list[_Bound]:
        """The bound numbers above a cell of a row 合计; none where a number among them was not bound."""
        document = self.checked.document
        cell = document.at(one.start)
        if cell is None or not cell.place.table or cell.text.strip() != one.words:
            return []
        table = [piece for piece in document.pieces if piece.place.table == cell.place.table]
        heads = {piece.place.row: piece.text.strip() for piece in reversed(table)}
        if heads.get(cell.place.row) not in _TOTALS:
            return []
        above = [
            piece
            for piece in table
            if piece.place.column == cell.place.column
            and piece.place.row < cell.place.row
            and any(sign.isdigit() for sign in piece.text)
        ]
        found = [[bound for bound in self._bound if one.start <= bound.start < one.end] for one in above]
        return [bounds[0] for bounds in found] if all(len(bounds) == 1 for bounds in found) else []

    def _comparisons(self) -> Iterator[Left]:
        """The words of a comparison beside a number (与上年持平), which were true of the earlier report."""
        text = self.checked.document.text
        verbs = f"(?:有所|明显|大幅|略有|稳步|持续|进一步)(?:{_VERB})"
        than = f"(?:[与同和比较](?:{self._earlier})(?:相比)?|同比|环比)"
        words = f"{_COUNTED}?(?:{than}(?:{_SAME}|{verbs})|(?:基本)?持平)"
        for found in re.finditer(words, text):
            start = found.start() - len(_SENTENCE.split(text[: found.start()])[-1])
            end = found.end() + len(_SENTENCE.split(text[found.end() :], maxsplit=1)[0])
            if any(start <= one.claim.start < end for one in self.checked.claims):
                reason = _("a comparison that held for the earlier report; look whether it still holds")
                yield Left(*found.span(), found[0], reason)

    def _call(self, function: str, name: str, options: Mapping[str, str], *more: str) -> str:
        """``{{ figure("中心组学习", like="40余次") }}``."""
        given = [f"{key}={self._spelled(key, value)}" for key, value in options.items()]
        return f"{{{{ {function}({', '.join([quoted(name), *given, *more])}) }}}}"

    def _spelled(self, key: str, value: str) -> str:
        """An option as the template writes it; a whole year by how far it is from the report's."""
        year = self.binder.period.last.year
        known = {
            so_far(self.binder.period).name: "period.so_far",
            str(year): "year",
            str(year - 1): "year - 1",
        }
        return known[value] if key == "period" and value in known else quoted(value)

    def _made(self, bound: _Bound, *, than: str, like: str, about: str, printed: str = "") -> str | None:
        """The expression of a change of ``bound`` that prints ``printed`` (else ``than`` and ``like``); None where none does."""
        to = self._compared_with(than[1:] or about)
        query = replace(bound.query, against=to, show="change", like=like, than=than)
        if self.binder.reader.answer(query).shown != (printed or than + like):
            return None
        options = {**bound.options, **({"to": to} if to == "previous" else {}), "like": like}
        if expression := self._neighbours.get(than[1:]):
            return self._call("change", bound.name, options, f'than="{than[0]}" ~ {expression}')
        return self._call("change", bound.name, options | ({"than": than} if than else {}))

    def _compared_with(self, words: str) -> Literal["previous", "last-year"]:
        """The period that the words of a comparison mean."""
        spoken = Spoken.of(self.binder.period)
        if words == str(spoken.last_year):
            return "last-year"
        if words in {spoken.previous.word, str(spoken.previous)}:
            return "previous"
        return (
            "previous"
            if re.search("环比|上期|上月|上季度|[上下]半年", words) and not _SAME_TIME.search(words)
            else "last-year"
        )


def _in_words(result: Result, options: Mapping[str, str]) -> str:
    """The figure by its name and measure word, with unit and period where they are not those of the report."""
    unit = [result.unit_name] if "unit" in options else []
    period = [result.period.title()] if "period" in options else []
    return in_clauses([bracketed(result.title, result.measure), *unit, *period])
