"""How each type of figure is computed from sums, the structure and other figures; nothing is kept back here."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.derived import Set, comparison, earlier_period, rate, ratio, target, target_set
from shilu.figures.headcounts import first_placed, headcount, heads_by_units, units_counted
from shilu.figures.names import Asked, own_figure
from shilu.figures.outcome import Outcome
from shilu.figures.reading import Reading, Scope
from shilu.figures.reported import Coverage
from shilu.figures.rollup import Sums
from shilu.figures.summing import Summing, counts_persons
from shilu.ledger.catalogue import Figure
from shilu.lib.amounts import from_thousandths
from shilu.lib.enumerating import enumerated
from shilu.lib.period import Period, month_of

_NAMED = 8  # how many missing units a remark names


class Formulas:
    """Computes figures on one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._summing = Summing(reading)

    def outcome(self, asked: Asked, *, scope: Scope, period: Period) -> Outcome:
        """``asked`` for the scope's entries in ``period``."""
        figure = asked.figure

        def computed(reference: str, time: Period) -> Outcome:
            return self.outcome(self._referred(reference, asked), scope=scope, period=time)

        match figure.type:
            case "ratio":
                found = ratio(figure, period=period, computed=computed)
                return replace(found, entries=len(self.entries(asked, scope=scope, period=period)))
            case "rate":
                return rate(figure, period=period, computed=computed)
            case "comparison":
                return comparison(figure, period=period, computed=computed)
            case "target":
                return target(
                    self._target_set(figure, scope, period),
                    figure=figure,
                    period=period,
                    computed=computed,
                    measure=self._referred(figure.of, asked).figure.measure,
                )
            case _:
                return self._counted(asked, scope, period)

    def _counted(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        if asked.figure.type == "headcount":
            return self._headcount(asked, scope, period)
        if asked.figure.type == "unitcount":
            return self._unitcount(asked, scope, period)
        return self._summed(asked, scope, period)

    def sums(self, asked: Asked, *, scope: Scope, period: Period) -> Sums:
        """The amount of a flow or stock in thousandths, and the entries that make it."""
        return self._summing.sums(asked, scope=scope, period=period)

    def entries(self, asked: Asked, *, scope: Scope, period: Period) -> set[int]:
        """The standing entries that make the value, of a quotient those of both parts."""
        if not asked.figure.references:
            return self._summing.entries(asked, scope=scope, period=period)
        parts = [self._referred(reference, asked) for reference in asked.figure.references]
        time = self.times(asked, scope=scope, period=period)[0]
        return {entry for part in parts for entry in self.entries(part, scope=scope, period=time)}

    def times(self, asked: Asked, *, scope: Scope, period: Period) -> list[Period]:
        """The periods in which the parts of ``asked`` are counted, that of its entries first."""
        if asked.figure.type == "comparison":
            return [period, earlier_period(asked.figure, period)]
        goal = self._target_set(asked.figure, scope, period) if asked.figure.type == "target" else None
        return [goal.time if goal else period]

    def _target_set(self, figure: Figure, scope: Scope, period: Period) -> Set | None:
        code = self.reading.structure.units[self.reading.units[scope.unit]].code
        root = self.reading.forest(period.last).parents[scope.unit] is None
        return target_set(figure.targets, period=period, unit=code, root=root)

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
            for key in self.reading.series_of(
                term.kind, quantity=None if counts_persons(figure) else term.quantity, labels={}
            )
        ]
        return self.reading.ever_recorded(series, unit)

    def leaves(self, asked: Asked) -> list[Asked]:
        """The flows and stocks from which a figure is computed, itself where it is one."""
        if not asked.figure.references:
            return [asked] if asked.figure.terms else []
        return [leaf for reference in asked.figure.references for leaf in self.leaves(self._referred(reference, asked))]

    def _summed(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        reason = ""
        if counts_persons(asked.figure):
            sums, reason = self._summing.persons(asked, scope=scope, period=period)
        else:
            sums = self.sums(asked, scope=scope, period=period)
        covered = self.reading.coverage(scope, period)
        remarks = (
            *self._cut_remark(sums.cut),
            *self._missing_remark(covered.missing),
            *self._ahead_remark(covered, period),
        )
        ahead = covered.ahead and not covered.missing and not sums.cut
        if sums.entries:
            whole = covered.status == "reported" and not sums.cut
            could = self._summing.entries_of_kinds(asked, scope=scope, period=period)
            return Outcome(
                value=None if reason else from_thousandths(sums.amount),
                status="reported" if whole else "partial",
                entries=sums.entries,
                missing=covered.missing,
                remarks=remarks,
                reason=reason,
                word=_("not said in the records") if reason else "",
                ahead=ahead,
                of=could if could > sums.entries else 0,
            )
        if covered.status == "none" and not (covered.missing or covered.ahead or sums.cut):
            return self._absent(scope.unit, period)
        if not self.recorded(asked, scope.unit):
            word = _("never recorded") if covered.status == "reported" else ""
            return Outcome(None, "none", reason=_("nothing of it was ever recorded here"), word=word)
        reason, word = self._why_empty(asked, scope, period, cut=sums.cut, covered=covered)
        return Outcome(
            value=None if reason else Decimal(0),
            status="partial" if sums.cut else covered.status,
            missing=covered.missing,
            remarks=remarks,
            reason=reason,
            word=word,
            ahead=ahead,
        )

    def _is_before_all(self, period: Period) -> bool:
        """Whether nothing is known yet of the organisation in the period."""
        return self.reading.structure.told_by(period.last) > period.last

    def _absent(self, unit: int, period: Period) -> Outcome:
        """What is told of a period in which the unit was not there."""
        if self._is_before_all(period):
            return Outcome(None, "none", reason=_("not reported"))
        ended = self.reading.organisation.lives[unit].ended
        gone = ended is not None and ended <= period.first
        reason = _("the unit was closed down before") if gone else _("the unit did not exist yet")
        return Outcome(None, "none", reason=reason, word=_("closed down") if gone else _("not there yet"))

    def _why_empty(self, asked: Asked, scope: Scope, period: Period, *, cut: int, covered: Coverage) -> tuple[str, str]:
        """Why there is no value where there are no entries, and the word for it; nothing where the value is 0."""
        if cut:
            return _("only records that sum a longer time touch this period"), _("only in sums of a longer time")
        if covered.missing:
            return _("not reported"), ""
        if covered.status != "reported":
            today = self.reading.today
            begun = today is None or period.first <= today
            return _("the time is not over yet"), _("no record yet") if begun else _("to come")
        if not self._summing.leaves_unsaid(asked, scope=scope, period=period):
            return "", ""
        counted = self.reading.catalogue.quantities.get(asked.figure.quantity)
        reason = _("the records of this period do not say the %(quantity)s") % {
            "quantity": counted.title if counted else asked.figure.quantity
        }
        return reason, _("not said in the records")

    def _headcount(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        if not self.reading.structure.people:
            return Outcome(None, "none", reason=_("no people are listed"), word=_("no list of people"))
        first = first_placed(self.reading.structure)
        if first is None or period.last < first:
            return _unknown(_("the list of people begins later than this day"))
        count = headcount(self.reading.structure, day=period.last, **self._people_where(asked, scope, period))
        return Outcome(Decimal(count), "reported")

    def _unitcount(self, asked: Asked, scope: Scope, period: Period) -> Outcome:
        if self._is_before_all(period):
            return _unknown(_("the organisation is not known for this day"))
        return Outcome(Decimal(len(self._units_counted(asked, scope, period))), "reported")

    def places(self, asked: Asked, *, scope: Scope, period: Period) -> dict[tuple[UUID, ...], int]:
        """How many people or units are counted where, in the order of the organisation; empty for what records make.

        Who is counted in several units stands under all of them together, so that what stands here adds up to the value.
        """
        if asked.figure.type not in {"headcount", "unitcount"} or self._counted(asked, scope, period).value is None:
            return {}
        if asked.figure.type == "unitcount":
            return {(unit,): 1 for unit in self._units_counted(asked, scope, period)}
        structure = self.reading.structure
        heads = heads_by_units(structure, day=period.last, **self._people_where(asked, scope, period))
        order = {unit: at for at, unit in enumerate(structure.units)}
        return {units: heads[units] for units in sorted(heads, key=lambda units: [order[unit] for unit in units])}

    def _people_where(self, asked: Asked, scope: Scope, period: Period) -> dict[str, Any]:
        where = asked.figure.where
        units = self._units_of(scope, period)
        return {"units": units, "category": where.get("category", ""), "post": where.get("post", "")}

    def _units_counted(self, asked: Asked, scope: Scope, period: Period) -> list[UUID]:
        forest = self.reading.forest(period.last)
        return units_counted(
            self.reading.structure,
            units=self._units_of(scope, period),
            day=period.last,
            depths={self.reading.units[unit]: len(list(forest.chain(unit))) for unit in forest.order},
            type_=asked.figure.where.get("type", ""),
            level=asked.figure.where.get("level", ""),
        )

    def _units_of(self, scope: Scope, period: Period) -> set[UUID]:
        forest = self.reading.forest(period.last)
        units = (scope.unit,) if scope.own else forest.subtree(scope.unit)
        return {self.reading.units[unit] for unit in units}

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

    def _ahead_remark(self, covered: Coverage, period: Period) -> tuple[str, ...]:
        if not covered.ahead:
            return ()
        over = self.reading.over(period)
        if over is None:
            return (_("the month is not over, so nobody is missing yet"),)
        month = month_of(over, calendar=period.calendar).title()
        return (_("who has not reported is told up to %(month)s; what follows is not over yet") % {"month": month},)

    def _missing_remark(self, missing: tuple[int, ...]) -> tuple[str, ...]:
        if not missing:
            return ()
        names = enumerated(self.reading.name(unit) for unit in missing[:_NAMED])
        if len(missing) > _NAMED:
            return (
                _("not reported by %(names)s and %(count)s more") % {"names": names, "count": len(missing) - _NAMED},
            )
        return (_("not reported by %(names)s") % {"names": names},)


def _unknown(reason: str) -> Outcome:
    """What is told of a day about which nothing is known: nobody counted, so there is no 0 either."""
    return Outcome(None, "none", reason=reason, word=_("not known for this day"))
