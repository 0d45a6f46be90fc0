"""Gives what a template prints its ids and bindings: numbers, changes, records, and the questions behind them."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from shilu.figures.result import Result
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import Period, parse_period
from shilu.organisation.finding import Finder
from shilu.organisation.structure import Unit
from shilu.reports.answers import Answer, Reader
from shilu.reports.binding import Query, Show, read_query
from shilu.reports.document import Binding, Bound, Chart, Number, Record, Table
from shilu.reports.likeness import is_example
from shilu.reports.markdown import CLOSES, OPENS, literal, marker
from shilu.reports.old_numbers import YEAR, ends_with_year
from shilu.reports.spoken import Spoken

_NUMBERS = 3_000  # of a paper


@dataclass(slots=True)
class Binder:
    """Gives each printed number an id, and keeps what it is bound to.

    ``is_source`` where the paper is of the unit and period whose report the template was learned from: nothing is old then.
    While it is ``in_settings``, what is printed stands in a title or the like: numbers are plain words there.
    """

    reader: Reader
    unit: Unit
    period: Period
    root: str
    is_source: bool = False
    in_settings: bool = False
    old_in_settings: list[str] = field(default_factory=list)
    bound: dict[str, Bound] = field(default_factory=dict)
    _count: int = 0
    _finder: Finder | None = None

    def figure(self, name: str, **options: Any) -> str:
        """``{{ figure("中心组学习") }}`` prints 8次; ``bare=True`` the number alone; ``like="40余次"`` 50余次 for 53; ``kept="9次"`` 9次 by hand."""
        return self.marked(self.number(self.query(name, **options)))

    def change(self, name: str, to: str = "last-year", **options: Any) -> str:
        """``{{ change("中心组学习") }}`` prints 增加2次, 减少2次 or 持平 against last year or the previous period.

        With ``like="增加1次", than="比上年同期"`` it prints 比上年同期增加2次 or 与上年同期持平.
        """
        show: Show = options.pop("show", "change")
        than = str(options.pop("than", ""))
        return self.marked(self.number(replace(self.query(name, **options), against=to, show=show, than=than)))

    def percent(self, name: str, to: str = "last-year", **options: Any) -> str:
        """The change against another period as a per cent, without a sign."""
        return self.change(name, to, show="percent", **options)

    def compared(self, name: str, to: str = "last-year", **options: Any) -> str:
        """The value in the other period."""
        return self.change(name, to, show="compared", **options)

    def old(self, words: str, name: str = "", *, until: str = "", kept: str = "", **options: Any) -> str:
        """``{{ old("307场") }}`` prints 307场〔旧数〕 until somebody looks at it; ``kept="307场"`` says that it stays, and prints it.

        A ``name`` with options is the figure that could stand there, as in ``figure``. With ``until="year"`` the words hold in
        papers whose period ends with the year (全年).
        """
        if until not in {"", YEAR} or (options and not name):
            raise Refused(_('old("…") takes the name of a figure with its options, until="year" and kept="…".'))
        if self.is_source or (until == YEAR and ends_with_year(self.period)):
            return str(kept or words) if self.in_settings else literal(kept or words)
        asked = self.query(name, **options) if name else Query("", "", self.unit.code, self.period.name)
        return self.marked(self.number(replace(asked, old=str(words), kept=str(kept))))

    def total(self, *parts: str, like: str = "", kept: str = "") -> str:
        """``{{ total(figure("反诈宣讲"), figure("法治宣讲")) }}`` prints their sum; Refused where one of them is no number."""
        found = [self.bound.get(part.strip(f"{OPENS}{CLOSES}")) for part in map(str, parts)]
        queries = [read_query(one.binding.query) for one in found if isinstance(one, Number)]
        if not queries or len(queries) < len(parts) or len({(one.quantity, one.show) for one in queries}) > 1:
            raise Refused(_('total(…) adds numbers of one quantity, as in total(figure("…"), figure("…")).'))
        first, *others = queries
        added = tuple(one.written() for one in others)
        return self.marked(self.number(replace(first, like=_example(like), plus=added, kept=str(kept))))

    def query(self, name: str, **options: Any) -> Query:
        """What a call of the template asks for; Refused for unknown figures, units, periods, labels and options."""
        unit = self._unit(options.pop("unit", None))
        span = self._period(options.pop("period", None))
        bare = bool(options.pop("bare", False))
        quantity = str(options.pop("quantity", ""))
        structure = str(options.pop("structure", "then"))
        like = _example(options.pop("like", ""))
        kept = str(options.pop("kept", ""))
        query = Query(str(name), quantity, unit.code, span.name, bare=bare, structure=structure, like=like, kept=kept)
        first = self._first(query, self._labels(options))
        return replace(query, figure=first.figure, quantity=first.quantity, labels=dict(first.labels))

    def _first(self, query: Query, labels: dict[str, str]) -> Result:
        """The result that a name means: of the quantity asked for, else of its first."""
        results = self.reader.results(replace(query, labels=labels))
        for result in results:
            if query.quantity in {"", result.quantity}:
                return result
        known = enumerated(result.quantity for result in results)
        raise Refused(
            _("“%(figure)s” does not count “%(quantity)s”; it counts %(known)s.")
            % {"figure": query.figure, "quantity": query.quantity, "known": known}
        )

    def _unit(self, name: object) -> Unit:
        if name is None:
            return self.unit
        if self._finder is None:
            self._finder = Finder(self.reader.structure)
        return self._finder.unit(str(name), within=self.unit.uuid)

    def _period(self, text: object) -> Period:
        if text is None:
            return self.period
        if text in {"previous", "last-year"}:
            return self.period.previous() if text == "previous" else self.period.year_before()
        name = text.name if isinstance(text, Spoken) else str(text)
        return parse_period(name, calendar=self.reader.calendar)

    def _labels(self, options: dict[str, Any]) -> dict[str, str]:
        found = {}
        labels = self.reader.catalogue.labels
        for name, text in options.items():
            label = labels.get(name) or next(
                (one for one in labels.values() if name in {one.title.zh, one.title.en, *one.aliases}), None
            )
            if label is None:
                raise Refused(_("A figure has no option or label “%(name)s”.") % {"name": name})
            value = label.value_named(str(text))
            if value is None and not label.open:
                known = enumerated(str(one.title) for one in label.values)
                raise Refused(
                    _("“%(value)s” is no %(label)s; there are %(known)s.")
                    % {"value": text, "label": label.title, "known": known}
                )
            found[label.key] = value.key if value else str(text)
        return found

    def number(self, query: Query) -> Number:
        """The bound number that ``query`` prints."""
        answer = self.reader.answer(query)
        return Number(self._binding(query, answer), answer.shown, is_old=query.is_open_old)

    def record(self, query: Query) -> Record:
        """The bound words of one record."""
        answer = self.reader.answer(query)
        return Record(self._binding(query, answer), answer.shown)

    def _binding(self, query: Query, answer: Answer) -> Binding:
        self._count += 1
        if self._count > _NUMBERS:
            raise Refused(
                _("The text asks for more than %(most)s numbers; cut it into several papers.") % {"most": _NUMBERS}
            )
        unit = self.reader.structure.by_code(query.unit)
        return Binding(
            id=f"n{self._count}",
            figure=query.figure,
            title=answer.title,
            definition=answer.definition,
            value=None if answer.value is None else format(answer.value, "f"),
            unit=query.unit,
            unit_name=unit.name if unit else query.unit,
            period=query.period,
            quantity=query.quantity,
            measure=answer.measure,
            as_of=self.reader.at,
            root=self.root,
            labels=query.labels,
            query=query.written(),
            period_title=parse_period(query.period, calendar=self.reader.calendar).title(),
            moment=self.reader.reading("then").moment,
            entries=answer.entries,
        )

    def marked(self, bound: Number | Record) -> str:
        """What stands in the text for a number or record."""
        if self.in_settings:
            if isinstance(bound, Number) and bound.is_old:
                self.old_in_settings.append(bound.shown)
            return bound.shown
        self.bound[bound.binding.id] = bound
        return marker(bound.binding.id)

    def marked_block(self, block: Table | Chart) -> str:
        """What stands in the text for a table or chart: a paragraph of its own."""
        key = f"b{len(self.bound) + 1}"
        self.bound[key] = block
        return f"\n\n{marker(key)}\n\n"


def _example(like: object) -> str:
    """The example of how a number is written; Refused where it is none."""
    text = str(like)
    if text and not is_example(text):
        raise Refused(_("like=“%(like)s” is no example of a number; write it as in 40余次.") % {"like": text})
    return text
