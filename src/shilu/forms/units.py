"""The units that words of a form mean, seen from the unit that the form is filled for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.forms.unknown import Unknown
from shilu.ledger.importing.vocabulary import bare
from shilu.organisation.finding import Finder, Found
from shilu.organisation.structure import Structure

_SCOPES: Final = {
    "全国": "国",
    "全省": "省",
    "全市": "市",
    "全县": "县",
    "全区": "区",
    "全局": "",
    "全县局": "",
    "全系统": "",
}
_BELOW: Final = frozenset({"所属单位", "下属单位", "基层单位", "各基层单位"})


@dataclass(frozen=True, slots=True)
class Units:
    """Finds units by their names in or below the unit ``asked`` for."""

    structure: Structure
    finder: Finder
    asked: UUID

    def named(self, text: str, *, column_of_units: bool) -> UUID | Unknown | None:
        """The unit that ``text`` means below the one asked for.

        In a column of units every beginning of a name counts, and a name that means none is told; elsewhere only whole
        names are units, and None is an answer.
        """
        finding = self.finder.find(text, within=self.asked, beginnings=column_of_units)
        if isinstance(finding, Found):
            return finding.unit.uuid
        if column_of_units:
            return Unknown(_("there is no unit “%(name)s” below the one asked for") % {"name": text})
        return None

    def scope(self, text: str) -> UUID | Unknown | None:
        """The unit that 全局, 全县 or 全市 means: the upmost one, if it is of that level; None for other words."""
        plain = bare(text)
        level = _SCOPES.get(plain)
        if level is None and plain not in _BELOW:
            return None
        unit = self.structure.units[self.asked]
        names = "".join(unit.names_borne())
        upmost = all(parent is None for parent in unit.parents.values)
        unlevelled = not any(other in names for other in _SCOPES.values() if other)
        if level is not None and upmost and (level in names or unlevelled):
            return self.asked
        return Unknown(_("it is not clear which units “%(word)s” means") % {"word": text})

    def parents(self, on: date) -> Mapping[UUID, UUID | None]:
        """The unit above each unit on a day."""
        return self.structure.tree_on(on).parents

    def children(self, on: date) -> frozenset[UUID]:
        """The units directly below the one asked for on a day; itself where there are none."""
        below = frozenset(unit for unit, parent in self.parents(on).items() if parent == self.asked)
        return below or frozenset({self.asked})
