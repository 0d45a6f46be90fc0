"""The numbers of a finished report as expressions that print them again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from shilu.claims.claim import Claim
from shilu.documents.document import Document
from shilu.lib.errors import Refused
from shilu.lib.period import Period
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import Match
from shilu.reports.binding import Query
from shilu.reports.checking.clause import Clause, clauses_of
from shilu.reports.checking.judging import phrase_of
from shilu.reports.checking.scope import Scope, scope_of
from shilu.reports.checking.scope_place import Places
from shilu.reports.learning.replaced import Left, Replaced
from shilu.reports.likeness import is_example
from shilu.reports.template import Binder

_ON_A_DAY = frozenset({"stock", "headcount", "unitcount"})
_VERB = "增长|增加|上升|提高|提升|下降|减少|降低|下滑|增|减|多|少"
_CHANGE = re.compile(rf"(?:{_VERB})[了约近]?$")
_COMPARES = re.compile("同比|环比|上年|去年|上期|上月|上季度|[上下]半年|前一[年期]|同期")
_TO_PREVIOUS = re.compile("环比|上期|上个?月|上个?季度|[比较与同和][上下]半年|前一期")
_UNCHANGED = re.compile(
    r"(?:与|同|和|比|较)[^，。；]{0,12}(?:同期|上年|去年|上期|上月|上季度|[上下]半年)(?:相比)?(?P<same>持平)"
)
_SENTENCE = re.compile("[。！？；;\n]")


@dataclass(frozen=True, slots=True)
class _Bound:
    """A number that was bound: where it ends, its measure word, and what it asks."""

    end: int
    unit: str
    name: str
    options: dict[str, str]
    query: Query


@dataclass(slots=True)
class Numbers:
    """The reading of one report's numbers: what was replaced, and what is left."""

    document: Document
    binder: Binder
    matcher: Matcher
    places: Places
    replaced: list[Replaced] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    _bound: list[_Bound] = field(default_factory=list)

    def read(self, claims: Sequence[Claim]) -> None:
        """Bind what prints its old self, and leave the rest with the reason."""
        for claim, clause in zip(claims, clauses_of(self.document, claims), strict=True):
            scope = scope_of(claim, clause, unit=self.binder.unit, period=self.binder.period, places=self.places)
            if change := self._change(claim):
                self.replaced.append(change)
                continue
            if scope.never:
                self.left.append(Left(claim.start, claim.end, claim.quote, scope.never))
            else:
                self._figure(claim, clause, scope)
        self.replaced += self._unchanged()

    def _figure(self, claim: Claim, clause: Clause, scope: Scope) -> None:
        """Bind ``claim`` to the figure that its phrase names; where that cannot be, leave it with what could stand there."""
        match = self.matcher.decided(phrase_of(claim, clause, scope))
        if match is None:
            self.left.append(Left(claim.start, claim.end, claim.quote, _("no figure is surely meant")))
            return
        name = self._name(match)
        options = self._options(match, scope)
        query = self.binder.query(name, **options)
        result = self.binder.reader.result(query)
        like = {"like": claim.quote} if is_example(claim.quote) else {}
        for manner in ({}, like):
            shown = self.binder.reader.answer(replace(query, like=manner.get("like", ""))).shown
            placeholder = claim.value is None and bool(manner) and result.value is not None
            if shown == claim.quote or placeholder:
                self._bound.append(_Bound(claim.end, claim.unit, name, options, query))
                expression = _call("figure", name, {**options, **manner})
                self.replaced.append(Replaced(claim.start, claim.end, expression, claim.quote, placeholder))
                if options.get("period", "previous") not in {"previous", "last-year"}:
                    reason = _("bound to %(period)s; write the next one there when you build the next report")
                    told = reason % {"period": options["period"]}
                    self.left.append(Left(claim.start, claim.end, claim.quote, told, expression))
                return
        values = {"title": result.title, "shown": result.shown}
        reason = (
            _("%(title)s: the ledger has no number")
            if result.value is None
            else _("%(title)s: the ledger has %(shown)s")
        )
        offered = _call("figure", name, {**options, **like})
        self.left.append(Left(claim.start, claim.end, claim.quote, reason % values, offered))

    def _name(self, match: Match) -> str:
        """The figure's title where it means this figure and nothing more, else its key."""
        figure = match.asked.figure
        title = str(figure.title)
        try:
            query = self.binder.query(title)
        except Refused:
            return figure.key
        return title if query.figure == figure.key and not query.labels else figure.key

    def _options(self, match: Match, scope: Scope) -> dict[str, str]:
        """Quantity, unit, period and labels, as far as they are not those of the report."""
        options: dict[str, str] = {}
        figure = match.asked.figure
        if self.binder.query(self._name(match)).quantity != figure.quantity:
            options["quantity"] = figure.quantity
        if scope.unit.uuid != self.binder.unit.uuid:
            options["unit"] = scope.unit.name
        if told := self._period(match, scope.period):
            options["period"] = told
        for key, value in match.asked.labels.items():
            label = self.binder.reader.catalogue.labels[key]
            known = label.value(value)
            title = label.title.zh
            options[title if title.isidentifier() else key] = str(known.title) if known else value
        return options

    def _period(self, match: Match, asked: Period) -> str:
        """How a template says ``asked``: not at all where it is its own, or ends on the same day and a stock is counted."""
        own = self.binder.period
        if asked == own or (match.asked.figure.type in _ON_A_DAY and asked.last == own.last):
            return ""
        return {own.year_before(): "last-year", own.previous(): "previous"}.get(asked, asked.name)

    def _change(self, claim: Claim) -> Replaced | None:
        """A rise or fall that is stated beside a number that was bound: 比上年同期增加2次."""
        start = claim.start - len(_SENTENCE.split(self.document.text[: claim.start])[-1])
        sentence = self.document.text[start : claim.start]
        verb = _CHANGE.search(sentence)
        if verb is None or not _COMPARES.search(sentence):
            return None
        example = sentence[verb.start() :] + claim.quote
        to = {"to": "previous"} if _TO_PREVIOUS.search(sentence) else {}
        for bound in self._in_sentence(start, claim):
            against = to.get("to", "last-year")
            query = replace(bound.query, against=against, show="change", like=example)
            if self.binder.reader.answer(query).shown == example:
                options = bound.options | to | {"like": example}
                return Replaced(start + verb.start(), claim.end, _call("change", bound.name, options), example)
        return None

    def _in_sentence(self, start: int, claim: Claim) -> Iterator[_Bound]:
        """The numbers bound since ``start``, the nearest first, those of the claim's measure word before others."""
        near = [bound for bound in reversed(self._bound) if start <= bound.end <= claim.start]
        yield from sorted(near, key=lambda bound: bound.unit != claim.unit)

    def _unchanged(self) -> Iterator[Replaced]:
        """与上年同期持平 behind a number that was bound."""
        text = self.document.text
        for found in _UNCHANGED.finditer(text):
            start = found.start() - len(_SENTENCE.split(text[: found.start()])[-1])
            to = {"to": "previous"} if _TO_PREVIOUS.search(found[0]) else {}
            near = [bound for bound in self._bound if start <= bound.end <= found.start()]
            for bound in near[-1:]:
                example = f"增加1{bound.unit}"
                query = replace(bound.query, against=to.get("to", "last-year"), show="change", like=example)
                if self.binder.reader.answer(query).shown == found["same"]:
                    options = bound.options | to | {"like": example}
                    yield Replaced(*found.span("same"), _call("change", bound.name, options), found["same"])


def _call(function: str, name: str, options: dict[str, str]) -> str:
    """``{{ figure("中心组学习", like="40余次") }}``."""
    given = "".join(f', {key}="{_quoted(value)}"' for key, value in options.items())
    return f'{{{{ {function}("{_quoted(name)}"{given}) }}}}'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
