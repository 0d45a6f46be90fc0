"""What a template can say: figures, changes, tables, charts and records, each printed as a marker and bound."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from jinja2 import (
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError

from shilu.figures.result import Result
from shilu.ledger.queries import Wanted, entries_listed
from shilu.lib.errors import Refused
from shilu.lib.periods import Period, parse_period
from shilu.organisation.finding import Finder
from shilu.organisation.structure import Unit
from shilu.reports.answers import Answer, Reader, part_of, printed
from shilu.reports.binding import Query, Show
from shilu.reports.document import Binding, Bound, Chart, Number, Record, Row, Runs, Series, Side, Table, Text
from shilu.reports.likeness import is_example
from shilu.reports.markdown import marker
from shilu.reports.sandbox import Sandbox
from shilu.reports.spoken import Spoken
from shilu.reports.template_words import fault_words

_NUMBERS = 3_000  # of a paper
_LEFT: list[Side] = ["left"]
_RIGHT: list[Side] = ["right"]
_ROWS = 200  # of a printed list; more belongs into an attachment made from the ledger itself


class Named(str):
    """A unit that prints as its name and carries more."""

    __slots__ = ("code", "name", "short_name")

    code: str
    name: str
    short_name: str


@dataclass(slots=True)
class Binder:
    """Gives each printed number an id, and keeps what it is bound to."""

    reader: Reader
    unit: Unit
    period: Period
    root: str
    bound: dict[str, Bound] = field(default_factory=dict)
    _count: int = 0
    _finder: Finder | None = None

    def figure(self, name: str, **options: Any) -> str:
        """``{{ figure("中心组学习") }}`` prints 8次; ``bare=True`` the number alone; ``like="40余次"`` 50余次 for 53; ``kept="9次"`` 9次 by hand."""
        return self._marked(self.number(self.query(name, **options)))

    def change(self, name: str, to: str = "last-year", **options: Any) -> str:
        """``{{ change("中心组学习") }}`` prints 增加2次, 减少2次 or 持平 against last year or the previous period.

        With ``like="增加1次", than="比上年同期"`` it prints 比上年同期增加2次 or 与上年同期持平.
        """
        show: Show = options.pop("show", "change")
        than = str(options.pop("than", ""))
        return self._marked(self.number(replace(self.query(name, **options), against=to, show=show, than=than)))

    def percent(self, name: str, to: str = "last-year", **options: Any) -> str:
        """The change against another period as a per cent, without a sign."""
        return self.change(name, to, show="percent", **options)

    def compared(self, name: str, to: str = "last-year", **options: Any) -> str:
        """The value in the other period."""
        return self.change(name, to, show="compared", **options)

    def table(self, *names: str, by: str = "", compare: str = "", caption: str = "", **options: Any) -> str:
        """A table of figures: a row a figure and quantity, or with ``by`` a row a unit, month or value of a label."""
        queries = [replace(self.query(name, **options), quantity="", by=by, against=compare) for name in names]
        table = self._by_table(queries, by) if by else self._plain_table(queries, compare)
        return self._marked_block(replace(table, caption=caption))

    def chart(self, *names: str, by: str = "month", form: str = "bar", title: str = "", **options: Any) -> str:
        """A bar or line chart of figures by month, unit or a label."""
        if form not in {"bar", "line"}:
            raise Refused(_("A chart is bar or line, not “%(form)s”.") % {"form": form})
        series = []
        categories: list[str] = []
        measure = ""
        for name in names:
            query = replace(self.query(name, **options), by=by)
            results = [one for one in self.reader.results(query) if one.quantity == query.quantity]
            categories = categories or [_part_title(one, by, self.reader) for one in results]
            measure = measure or results[0].measure
            numbers = tuple(self.number(replace(query, part=part_of(one, by), bare=True)) for one in results)
            series.append(Series(results[0].title, numbers))
        return self._marked_block(
            Chart(
                form="line" if form == "line" else "bar",
                title=title or "、".join(one.name for one in series),
                categories=tuple(categories),
                series=tuple(series),
                measure=measure,
            )
        )

    def entries(self, name: str, limit: int = 10, form: str = "sentence", **options: Any) -> str:
        """Records of a kind in the period: as a sentence, a list or a table, bound like numbers."""
        query = self.query(name, **{key: value for key, value in options.items() if key != "columns"})
        kind = self.reader.catalogue.kinds.get(query.figure)
        if kind is None or kind.private:
            raise Refused(_("“%(name)s” has no records that can be printed one by one.") % {"name": name})
        period = parse_period(query.period, calendar=self.reader.calendar)
        units = self.reader.structure.tree_on(period.last).subtree(self.reader.unit(query.unit))
        listed = entries_listed(Wanted(kinds=frozenset({kind.key}), units=units, first=period.first, last=period.last))
        seqs = [
            entry.seq
            for entry in listed
            if entry.type == "entry"
            and entry.seq <= self.reader.at
            and (entry.reversed_by is None or entry.reversed_by > self.reader.at)
            and all(entry.labels.get(key) == value for key, value in query.labels.items())
        ][: min(limit, _ROWS)]
        queries = [replace(query, quantity="", entries=(seq,)) for seq in seqs]
        if form == "table":
            return self._marked_block(self._record_table(queries, options.get("columns")))
        if form == "list":
            return "\n" + "\n".join(f"- {self._marked(self.record(one))}" for one in queries) + "\n"
        if form != "sentence":
            raise Refused(_("Records are printed as sentence, list or table, not “%(form)s”.") % {"form": form})
        return "；".join(self._marked(self.record(one)) for one in queries) or _("none")

    def query(self, name: str, **options: Any) -> Query:
        """What a call of the template asks for; Refused for unknown figures, units, periods, labels and options."""
        unit = self._unit(options.pop("unit", None))
        span = self._period(options.pop("period", None))
        bare = bool(options.pop("bare", False))
        quantity = str(options.pop("quantity", ""))
        structure = str(options.pop("structure", "then"))
        like = str(options.pop("like", ""))
        kept = str(options.pop("kept", ""))
        if like and not is_example(like):
            raise Refused(_("like=“%(like)s” is no example of a number; write it as in 40余次.") % {"like": like})
        query = Query(str(name), quantity, unit.code, span.name, bare=bare, structure=structure, like=like, kept=kept)
        first = self._first(query, self._labels(options))
        return replace(query, figure=first.figure, quantity=first.quantity, labels=dict(first.labels))

    def _first(self, query: Query, labels: dict[str, str]) -> Result:
        """The result that a name means: of the quantity asked for, else of its first."""
        results = self.reader.results(replace(query, labels=labels))
        for result in results:
            if query.quantity in {"", result.quantity}:
                return result
        known = "、".join(result.quantity for result in results)
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
                known = "、".join(str(one.title) for one in label.values)
                raise Refused(
                    _("“%(value)s” is no %(label)s; there are %(known)s.")
                    % {"value": text, "label": label.title, "known": known}
                )
            found[label.key] = value.key if value else str(text)
        return found

    def number(self, query: Query) -> Number:
        """The bound number that ``query`` prints."""
        result = self.reader.result(query)
        value, shown = printed(result, query)
        answer = Answer(result.title, result.definition, result.measure, value, shown, result.reason)
        return Number(self._binding(query, answer), shown)

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
        )

    def _marked(self, bound: Number | Record) -> str:
        self.bound[bound.binding.id] = bound
        return marker(bound.binding.id)

    def _marked_block(self, block: Table | Chart) -> str:
        key = f"b{len(self.bound) + 1}"
        self.bound[key] = block
        return f"\n\n{marker(key)}\n\n"

    def _plain_table(self, queries: list[Query], compare: str) -> Table:
        rows: list[Row] = []
        for query in queries:
            for result in self.reader.results(query):
                one = replace(query, quantity=result.quantity, bare=True)
                cells: list[Runs] = [
                    (Text(result.title),),
                    (Text(result.measure),),
                    (self.number(replace(one, against=compare)),),
                ]
                if compare:
                    shows: tuple[Show, ...] = ("compared", "change")
                    cells += [(self.number(replace(one, against=compare, show=show)),) for show in shows]
                rows.append(tuple(cells))
        head = [_("Item"), _("Measure"), _("This period")]
        if compare:
            head += [_("Same period last year") if compare == "last-year" else _("Period before"), _("Change")]
        sides: list[Side] = ["left", "centre", *_RIGHT * (len(head) - 2)]
        return Table(header=(tuple((Text(text),) for text in head),), body=tuple(rows), sides=tuple(sides))

    def _by_table(self, queries: list[Query], by: str) -> Table:
        columns: list[tuple[Query, Result]] = []
        for query in queries:
            seen: set[str] = set()
            for result in self.reader.results(query):
                if result.quantity not in seen:
                    seen.add(result.quantity)
                    columns.append((replace(query, quantity=result.quantity, bare=True), result))
        parts: dict[str, str] = {}
        for query in queries:
            for result in self.reader.results(query):
                parts.setdefault(part_of(result, by), _part_title(result, by, self.reader))
        rows = []
        for part, title in parts.items():
            cells: list[Runs] = [(Text(title),)]
            for query, _result in columns:
                has = any(
                    part_of(one, by) == part and one.quantity == query.quantity for one in self.reader.results(query)
                )
                cells.append((self.number(replace(query, part=part)),) if has else (Text("—"),))
            rows.append(tuple(cells))
        head: list[Runs] = [(Text(_("Unit") if by == "unit" else _("Month") if by == "month" else _("Item")),)]
        head += [(Text(f"{result.title}（{result.measure}）"),) for _query, result in columns]
        sides: list[Side] = ["left", *_RIGHT * len(columns)]
        return Table(header=(tuple(head),), body=tuple(rows), sides=tuple(sides))

    def _record_table(self, queries: list[Query], columns: Iterable[str] | None) -> Table:
        wanted = list(columns or ("day", "unit", "title", "count"))
        titles = {"day": _("Day"), "unit": _("Unit"), "title": _("Title"), "count": _("Count")}
        for key in wanted:
            if key not in titles and key in self.reader.catalogue.labels:
                titles[key] = str(self.reader.catalogue.labels[key].title)
        unknown = next((key for key in wanted if key not in titles), None)
        if unknown is not None:
            raise Refused(_("A table of records has no column “%(name)s”.") % {"name": unknown})
        head = ((Text(_("No.")),), *((Text(titles[key]),) for key in wanted))
        rows: tuple[Row, ...] = tuple(
            ((Text(str(number)),), *((self.record(replace(query, show=key)),) for key in wanted))  # type: ignore[arg-type]
            for number, query in enumerate(queries, start=1)
        )
        sides: list[Side] = ["centre", *_LEFT * len(wanted)]
        return Table(header=(head,), body=rows, sides=tuple(sides))


def _part_title(result: Result, by: str, reader: Reader) -> str:
    if by == "unit":
        unit = reader.structure.units[result.unit]
        name = unit.short_name or unit.name
        return _("%(unit)s itself") % {"unit": name} if result.own else name
    if by == "month":
        return _("month %(month)s") % {"month": result.period.last.month}
    value = result.labels.get(by, "")
    label = reader.catalogue.labels.get(by)
    known = label.value(value) if label else None
    return str(known.title) if known else value or _("none given")


def surroundings(binder: Binder) -> dict[str, Any]:
    """The names that a template can use, Chinese names beside English ones."""
    unit, period = Named(binder.unit.name), Spoken.of(binder.period)
    unit.code, unit.name, unit.short_name = binder.unit.code, binder.unit.name, binder.unit.short_name
    functions: dict[str, Callable[..., str]] = {
        "figure": binder.figure,
        "数": binder.figure,
        "change": binder.change,
        "增减": binder.change,
        "percent": binder.percent,
        "增幅": binder.percent,
        "compared": binder.compared,
        "上期": binder.compared,
        "table": binder.table,
        "表": binder.table,
        "chart": binder.chart,
        "图": binder.chart,
        "entries": binder.entries,
        "记录": binder.entries,
    }
    return {**functions, "unit": unit, "单位": unit, "period": period, "期间": period, "year": binder.period.last.year}


def render(text: str, names: dict[str, Any], *, file: str) -> str:
    """``text`` with its expressions filled in; Refused, naming the line, for what a template cannot do."""
    try:
        return Sandbox().printed(text, names)
    except TemplateSyntaxError as error:
        raise Refused(
            _("%(file)s, line %(line)s: %(message)s")
            % {"file": file, "line": error.lineno, "message": fault_words(error.message)}
        ) from error
    except TemplateNotFound as error:
        raise Refused(
            _("%(file)s%(line)s: a template stands alone; it cannot bring in %(name)s.")
            % {"file": file, "line": _line(error), "name": error.name}
        ) from error
    except SecurityError as error:
        raise Refused(
            _("%(file)s%(line)s: a template reads figures and records, and nothing else of the program.")
            % {"file": file, "line": _line(error)}
        ) from error
    except UndefinedError as error:
        raise Refused(
            _(
                "%(file)s%(line)s: unknown name (%(message)s); there are figure, change, percent, compared, table, chart, entries, unit, period, year."
            )
            % {"file": file, "line": _line(error), "message": fault_words(error.message)}
        ) from error
    except Refused as error:
        raise Refused(_("%(what)s: %(why)s") % {"what": f"{file}{_line(error)}", "why": error}) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, KeyError) as error:
        raise Refused(
            _("%(file)s%(line)s cannot be filled in: %(message)s")
            % {"file": file, "line": _line(error), "message": error}
        ) from error


def _line(error: BaseException) -> str:
    """The line of the template in which ``error`` was raised."""
    number = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return "" if number is None else _(", line %(line)s") % {"line": number}
