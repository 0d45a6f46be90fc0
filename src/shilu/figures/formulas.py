"""How each type of figure is computed from the sums, the structure and other figures; nothing is kept back here."""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.headcounts import headcount, unitcount
from shilu.figures.names import Asked, own_figure
from shilu.figures.reading import Reading, Scope
from shilu.figures.result import PER_CENT, Status, plain, quotient, shown_value
from shilu.figures.rollup import Laid, Source, Sums, joint_changes, last_levels, lay, lay_levels, total
from shilu.figures.sums import Standing, people_of
from shilu.ledger.catalogue import Figure, Target, Term
from shilu.lib.amounts import from_thousandths
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused
from shilu.lib.period import Period
from shilu.lib.periods import parse_period

_NAMED = 8  # how many missing units a remark names
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure computed: see ``Result``; ``missing`` are small ids of units, ``before`` the value it is compared with."""

    value: Decimal | None
    status: Status
    entries: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Plain:
    """What a figure's terms stand for: sources that are added and taken off, series that state a level, and all kinds'."""

    added: tuple[Source, ...]
    taken: tuple[Source, ...]
    levels: tuple[int, ...]
    counted: tuple[int, ...]
    kinds: tuple[int, ...]


class Formulas:
    """Computes figures on one reading; what several figures share is computed once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._laid: dict[tuple[object, ...], tuple[Laid, ...]] = {}
        self._joint: dict[tuple[object, ...], dict[tuple[int, bool], int]] = {}
        self._plain: dict[tuple[object, ...], _Plain] = {}

    def outcome(self, asked: Asked, *, scope: Scope, period: Period) -> Outcome:
        """``asked`` for the scope's entries in ``period``."""
        compute = {
            "flow": self._summed,
            "stock": self._summed,
            "ratio": self._ratio,
            "rate": self._rate,
            "comparison": self._comparison,
            "target": self._target,
            "headcount": self._headcount,
            "unitcount": self._unitcount,
        }[asked.figure.type]
        return compute(asked, scope, period)

    def sums(self, asked: Asked, *, scope: Scope, period: Period) -> Sums:
        """The amount of a flow or stock in thousandths, with joint occasions counted as they should be."""
        found = self._plain_of(asked)
        if asked.figure.quantity == "persons":
            return self._persons(asked, scope, period)[0]
        result = Sums()
        for sources, factor in ((found.added, 1), (found.taken, -1)):
            if sources:
                result = result.plus(self._of_sources(sources, asked.figure, scope, period), factor)
        if found.levels:
            key = ("levels", found.levels, period.last)
            if key not in self._laid:
                day = day_number(period.last)
                levels = self.reading.levels(found.levels, day=day)
                forest = self.reading.forest(period.last)
                self._laid[key] = (lay_levels(levels, forest=forest, day=day, ended=self.reading.ended),)
            result = result.plus(total(self._laid[key], unit=scope.unit, own=scope.own))
        return result

    def entries(self, asked: Asked, *, scope: Scope, period: Period) -> set[int]:
        """The standing entries that make the value, of a quotient those of both parts."""
        figure = asked.figure
        if figure.references:
            behind = set[int]()
            for reference in figure.references:
                behind |= self.entries(self._referred(reference, asked), scope=scope, period=period)
            return behind
        found = self._plain_of(asked)
        series = found.kinds if figure.quantity == "persons" else found.counted
        reading = self.reading
        changes = reading.standing(sorted(set(series) - set(found.levels)), figure=figure, period=period)
        signs = {key: sign for key, sign in (*found.added, *found.taken) if sign}
        kept = [
            row
            for row in changes
            if row.series not in signs or (row.amount > 0 if signs[row.series] == "+" else row.amount < 0)
        ]
        behind = {row.entry for row in kept if self._inside(row.unit, row.last, figure, scope, period)}
        if found.levels:
            day = day_number(period.last)
            levels = last_levels(reading.levels(found.levels, day=day), day=day, ended=reading.ended)
            behind |= {one.entry for one in levels if self._inside(one.unit, one.last, figure, scope, period)}
        return behind

    def recorded(self, asked: Asked, unit: int) -> bool:
        """Whether the subtree has anything of the figure, whatever the period and the labels."""
        figure = asked.figure
        if figure.type == "headcount":
            return bool(self.reading.structure.people)
        if figure.type == "unitcount":
            return True
        if figure.references:
            return any(self.recorded(self._referred(reference, asked), unit) for reference in figure.references)
        series = [
            key
            for term in figure.terms
            for key in self.reading.series_of(term.kind, quantity=_counted(figure, term), labels={})
        ]
        return self.reading.ever_recorded(series, unit)

    def leaves(self, asked: Asked) -> list[Asked]:
        """The flows and stocks from which a figure is computed, itself where it is one."""
        if not asked.figure.references:
            return [asked] if asked.figure.terms else []
        return [leaf for reference in asked.figure.references for leaf in self.leaves(self._referred(reference, asked))]

    def _summed(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        if asked.figure.quantity == "persons":
            sums, reason = self._persons(asked, scope, period)
        else:
            sums, reason = self.sums(asked, scope=scope, period=period), ""
        covered = self.reading.coverage(scope, period)
        remarks = self._cut_remark(sums.cut)
        if sums.entries:
            whole = covered.status == "reported" and not sums.cut
            return Outcome(
                value=None if reason else from_thousandths(sums.amount),
                status="reported" if whole else "partial",
                entries=sums.entries,
                missing=covered.missing,
                remarks=(*remarks, *self._missing_remark(covered.missing)),
                reason=reason,
            )
        if not self.recorded(asked, scope.unit):
            return Outcome(None, "none", reason=_("nothing of it was ever recorded here"))
        reason = self._why_empty(asked, scope, period, cut=sums.cut, reported=covered.status == "reported")
        return Outcome(
            value=None if reason else Decimal(0),
            status="partial" if sums.cut else covered.status,
            missing=covered.missing,
            remarks=(*remarks, *self._missing_remark(covered.missing)),
            reason=reason,
        )

    def _why_empty(self, asked: Asked, scope: Scope, period: Period, *, cut: int, reported: bool) -> str:
        """Why there is no value where there are no entries; nothing where the value is 0."""
        if cut:
            return _("only records that sum a longer time touch this period")
        if not reported:
            return _("not reported")
        found = self._plain_of(asked)
        others = tuple((key, "") for key in found.kinds if key not in found.counted)
        if asked.figure.quantity == "persons" or found.levels or not others:
            return ""
        if self._of_sources(others, asked.figure, scope, period).entries:
            counted = self.reading.catalogue.quantities.get(asked.figure.quantity)
            return _("the records of this period do not say the %(quantity)s") % {
                "quantity": counted.title if counted else asked.figure.quantity
            }
        return ""

    def _ratio(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        numerator = self.outcome(self._referred(asked.figure.numerator, asked), scope=scope, period=period)
        denominator = self.outcome(self._referred(asked.figure.denominator, asked), scope=scope, period=period)
        joined = _joined(numerator, denominator)
        joined = replace(
            joined,
            numerator=numerator.value,
            denominator=denominator.value,
            entries=len(self.entries(asked, scope=scope, period=period)),
        )
        if numerator.value is None or denominator.value is None:
            return joined
        if not denominator.value:
            return replace(joined, reason=_("the denominator is 0"))
        return replace(joined, value=quotient(numerator.value, denominator.value))

    def _rate(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        of = self.outcome(self._referred(asked.figure.of, asked), scope=scope, period=period)
        months, each = len(period.months()), _MONTHS[asked.figure.per or "month"]
        if months < each or period.last.toordinal() - period.first.toordinal() < 27:
            return replace(of, value=None, reason=_("the period is too short for an average"))
        parts = plain(Decimal(months) / each)
        if of.value is None:
            return of
        return replace(of, value=quotient(of.value, parts), numerator=of.value, denominator=parts)

    def _comparison(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        of = self._referred(asked.figure.of, asked)
        earlier = period.previous() if asked.figure.against == "previous" else period.year_before()
        now = self.outcome(of, scope=scope, period=period)
        before = self.outcome(of, scope=scope, period=earlier)
        found = replace(_joined(now, before), numerator=now.value, denominator=before.value, entries=now.entries)
        if now.value is None or before.value is None:
            return found
        if asked.figure.measure != PER_CENT:
            return replace(found, value=plain(now.value - before.value))
        if not before.value:
            return replace(found, reason=_("there was nothing in %(period)s") % {"period": earlier.title()})
        return replace(found, value=quotient(now.value - before.value, before.value))

    def _target(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        of = self.outcome(self._referred(asked.figure.of, asked), scope=scope, period=period)
        target = self._target_for(asked.figure.targets, scope, period)
        if target is None:
            return replace(of, value=None, reason=_("no target was set for this unit and period"))
        found = replace(of, numerator=of.value, denominator=target.amount)
        if of.value is None:
            return found
        share = quotient(of.value, target.amount)
        if asked.figure.measure == PER_CENT:
            return replace(found, value=share)
        done = _("%(done)s done, %(share)s of it") % {
            "done": shown_value(of.value, measure=asked.figure.measure),
            "share": shown_value(share, measure=PER_CENT),
        }
        return replace(found, value=target.amount, remarks=(*of.remarks, done))

    def _target_for(self, targets: tuple[Target, ...], scope: Scope, period: Period) -> Target | None:
        """The target of the shortest time that contains ``period``; one without a unit is that of the whole body."""
        unit = self.reading.structure.units[self.reading.units[scope.unit]]
        root = self.reading.forest(period.last).parents[scope.unit] is None
        found: list[tuple[int, Target]] = []
        for target in targets:
            if target.unit != unit.code and not (root and not target.unit):
                continue
            try:
                time = parse_period(target.period, calendar=period.calendar)
            except Refused:
                continue
            if time.covers(period.first, period.last):
                found.append(((time.last - time.first).days, target))
        return min(found, key=lambda one: one[0])[1] if found else None

    def _headcount(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        if not self.reading.structure.people:
            return Outcome(None, "none", reason=_("no people are listed"))
        where = asked.figure.where
        count = headcount(
            self.reading.structure,
            units=self._units_of(scope, period),
            day=period.last,
            category=where.get("category", ""),
            post=where.get("post", ""),
        )
        return Outcome(Decimal(count), "reported")

    def _unitcount(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        forest = self.reading.forest(period.last)
        depths = {self.reading.units[unit]: len(list(forest.chain(unit))) for unit in forest.order}
        count = unitcount(
            self.reading.structure,
            units=self._units_of(scope, period),
            day=period.last,
            depths=depths,
            type_=asked.figure.where.get("type", ""),
            level=asked.figure.where.get("level", ""),
        )
        return Outcome(Decimal(count), "reported")

    def _units_of(self, scope: Scope, period: Period) -> set[UUID]:
        forest = self.reading.forest(period.last)
        units = (scope.unit,) if scope.own else forest.subtree(scope.unit)
        return {self.reading.units[unit] for unit in units}

    def _persons(self, asked: Asked, scope: Scope, period: Period) -> tuple[Sums, str]:
        """How many different people attended, and why that cannot be told where it cannot."""
        kinds = self._plain_of(asked).kinds
        rows = [
            row
            for row in self.reading.standing(kinds, figure=asked.figure, period=period)
            if self._inside(row.unit, row.last, asked.figure, scope, period)
        ]
        cut = self._of_sources(tuple((key, "") for key in kinds), asked.figure, scope, period).cut
        people = people_of({row.entry for row in rows})
        everybody = {person for its in people.values() for person in its}
        entries = {row.entry for row in rows}
        reason = ""
        if any(len(people.get(entry, ())) < least for entry, least in self._least_people(rows).items()):
            reason = _("some of these records do not name who attended, or it was erased; attendances are counted")
        return Sums(len(everybody) * 1000, len(entries), cut), reason

    def _least_people(self, rows: list[Standing]) -> dict[int, int]:
        """How many people each entry must name to be complete: its persons, else its attendances, else one."""
        quantity = {row.id: row.quantity for row in self.reading.series}
        said: dict[int, dict[str, int]] = {}
        for row in rows:
            said.setdefault(row.entry, {})[quantity[row.series]] = row.amount // 1000
        return {entry: its.get("persons", its.get("people", 1)) for entry, its in said.items()}

    def _of_sources(self, sources: tuple[Source, ...], figure: Figure, scope: Scope, period: Period) -> Sums:
        first = 0 if figure.type == "stock" else day_number(period.first)
        last = day_number(period.last)
        key = (sources, figure.type == "stock", first, last)
        if key not in self._laid:
            reading = self.reading
            trees = reading.trees_for(period) if figure.type == "stock" else reading.trees
            found = reading.slices(sources, figure=figure, period=period)
            self._laid[key] = lay(found, trees=trees, first=first, last=last)
            wanted = set(sources)
            members = [one for one in reading.members if one.source in wanted]
            self._joint[key] = joint_changes(members, trees=trees, first=first, last=last)
        sums = total(self._laid[key], unit=scope.unit, own=scope.own)
        change = self._joint[key].get((scope.unit, scope.own), 0)
        return sums._replace(amount=sums.amount + change)

    def _inside(self, unit: int, last: int, figure: Figure, scope: Scope, period: Period) -> bool:
        """Whether an entry of ``unit`` counts in the scope: a stock in the tree of the period's end, a flow in its own."""
        if scope.own:
            return unit == scope.unit
        trees = self.reading.trees_for(period) if figure.type == "stock" else self.reading.trees
        forest = trees.on(last)
        start, end = forest.span(scope.unit)
        return start <= forest.place[unit] < end

    def _plain_of(self, asked: Asked) -> _Plain:
        figure, labels = asked.figure, asked.labels
        key = (figure.key, figure.quantity, tuple(sorted(labels.items())))
        if key not in self._plain:
            added: dict[Source, None] = {}
            taken: dict[Source, None] = {}
            levels: dict[int, None] = {}
            kinds: dict[int, None] = {}
            for term in figure.terms:
                pins = {**labels, **term.labels}
                if any(pins[label] != value for label, value in labels.items()):
                    continue
                series = self.reading.series_of(term.kind, quantity=term.quantity, labels=pins)
                if self.reading.catalogue.kinds[term.kind].adds == "level":
                    levels.update(dict.fromkeys(series))
                else:
                    (taken if term.sign == "-" else added).update({(one, term.sign): None for one in series})
                kinds.update(dict.fromkeys(self.reading.series_of(term.kind, quantity=None, labels=pins)))
            counted = (*(one for one, _sign in (*added, *taken)), *levels)
            self._plain[key] = _Plain(tuple(added), tuple(taken), tuple(levels), counted, tuple(kinds))
        return self._plain[key]

    def _referred(self, reference: str, asked: Asked) -> Asked:
        """The figure that ``reference`` names, for the entries with the labels of ``asked``."""
        catalogue = self.reading.catalogue
        if reference in catalogue.figures:
            return Asked(catalogue.figures[reference], labels=asked.labels)
        key, _dot, quantity = reference.partition(".")
        kind = catalogue.kinds[key]
        return Asked(own_figure(kind, quantity or kind.first.key), labels=asked.labels)

    def _cut_remark(self, cut: int) -> tuple[str, ...]:
        if not cut:
            return ()
        return (_("%(count)s records that sum a longer time are left out") % {"count": cut},)

    def _missing_remark(self, missing: tuple[int, ...]) -> tuple[str, ...]:
        if not missing:
            return ()
        names = "、".join(self.reading.name(unit) for unit in missing[:_NAMED])
        if len(missing) > _NAMED:
            return (
                _("not reported by %(names)s and %(count)s more") % {"names": names, "count": len(missing) - _NAMED},
            )
        return (_("not reported by %(names)s") % {"names": names},)


def _counted(figure: Figure, term: Term) -> str | None:
    return None if figure.quantity == "persons" else term.quantity


def _joined(one: Outcome, other: Outcome) -> Outcome:
    """What two parts have in common: the lower status, all remarks and the first reason."""
    statuses = {one.status, other.status}
    status: Status = statuses.pop() if len(statuses) == 1 else "partial"
    return Outcome(
        None,
        status,
        missing=tuple(dict.fromkeys((*one.missing, *other.missing))),
        remarks=tuple(dict.fromkeys((*one.remarks, *other.remarks))),
        reason=one.reason or other.reason,
    )
