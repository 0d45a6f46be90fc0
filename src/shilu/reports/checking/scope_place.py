"""Which unit a sentence speaks of, beside the unit of the paper."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.organisation.finding import Finder, Found
from shilu.organisation.names import is_bare, name_key, short_form
from shilu.organisation.structure import Structure, Unit

_LEAST = 2
_NOT_SUBJECT = re.compile(
    "(?:按照?|根据|依据|遵照|向|对|由|被|经|受|到|赴|与|和|同|给|为|获|获得|荣获|迎接|接受|贯彻|落实|转发|报|报送|在|参加|配合|协助|邀请)$"
)
_OWN = re.compile("局党委|党委班子|领导班子|局领导|局机关|机关党委|本级|党委理论|党组|中心组|局本部")
_ALL = re.compile("全[局县市区院校所队体员]|各(?:单位|部门|级)|共有")
_SORT_OF_UNIT = re.compile("各?(?:基层)?(?:派出所|大队|科室|部门|单位|所队)")
_SOME = re.compile("[0-9一二两三四五六七八九十几](?:个|家)(?:派出所|大队|科室|单位|所队|党支部|支部|部门|所)")
_ALL_OF_A_SORT = re.compile("^各(?:基层)?(?:派出所|大队|科室|单位|所队|党支部|支部)")
_EACH = re.compile("每[个名人所队室科家支场期次](?!月)|人均|户均|所均|场均|期均|次均|平均|分别")
_SEVERAL = re.compile("各(?!单位|部门|级|类|项|种|方|界|地)[^，。、；]{0,6}?(?:所|队|支部|室|镇|村|社区)")
_WIDER = re.compile("全国|全省|全市|全县|全区|全州|全镇|全系统|上级|兄弟单位|其他[县市区]")


@dataclass(frozen=True, slots=True)
class Placed:
    """The unit that a sentence speaks of; ``own`` where it may speak of what the unit did itself, without those below it.

    ``near`` where the clause itself names it; ``doubt`` says why a difference would prove nothing; ``part`` are words
    that may take out some of the units below (各派出所).
    """

    unit: Unit
    own: bool = False
    near: bool = True
    doubt: str = ""
    part: str = ""


class Places:
    """The names of a structure's units as they stand in running text, made once for a paper."""

    def __init__(self, structure: Structure, unit: Unit, *, day_tree: frozenset[UUID]) -> None:
        self._unit = unit
        self._below = day_tree
        self._finder = Finder(structure)
        self._structure = structure
        names: dict[str, str] = {}
        for one in structure.units.values():
            for name in (*one.names_borne(), *one.aliases):
                key = name_key(name)
                for form in (key, short_form(key)):
                    if len(form) >= _LEAST and not is_bare(form):
                        names.setdefault(form, name)
        self._names = tuple(sorted(names, key=len, reverse=True))

    def head(self, text: str) -> Unit | None:
        """The unit whose whole name the head of a row or column is."""
        found = self._finder.find(text, within=self._unit.uuid, beginnings=False)
        return found.unit if isinstance(found, Found) else None

    def without_unit(self, what: str) -> str:
        """``what`` without the name of a unit that it begins with: 城东所讲党课 is 讲党课."""
        name = next((name for name in self._names if what.startswith(name)), "")
        if not name and (sort := _SORT_OF_UNIT.match(what)):
            name = sort[0]
        rest = what[len(name) :].removeprefix("的")
        return rest if len(rest) > 1 else what

    def without_units(self, text: str) -> str:
        """``text`` without the names of units of the structure."""
        text = name_key(text)
        for name in self._names:
            text = text.replace(name, "")
        return _ALL_OF_A_SORT.sub("", text)

    def told(self, *, clause: str, sentence: str, otherwise: Unit) -> Placed:
        """The unit that the words before a number speak of; ``otherwise`` where they name none."""
        own = bool(_OWN.search(clause)) and not _ALL.search(clause)
        doubt = self._doubt(clause)
        several = _SEVERAL.search(clause)
        part = several[0] if several else ""
        inside = self._last_named(clause)
        if inside is not None and not doubt and len(self._below_named(clause)) > 1:
            doubt = _("the sentence names several units")
        named = inside or self._last_named(sentence)
        if named is None:
            return Placed(otherwise, own=own, doubt=doubt, part=part)
        if named.uuid == self._unit.uuid:
            return Placed(self._unit, own=own, doubt=doubt, part=part)
        if named.uuid in self._below:
            return Placed(named, near=inside is not None, doubt=doubt, part=part)
        return Placed(self._unit, own=own, doubt=_("the sentence names %(unit)s") % {"unit": named.name})

    def _doubt(self, clause: str) -> str:
        if found := _EACH.search(clause):
            return _("“%(words)s” counts each of several") % {"words": found[0]}
        wider = _WIDER.search(clause)
        if wider and not (wider[0][1] in self._unit.name and len(wider[0]) == 2):
            return _("“%(words)s” may be about more than this unit") % {"words": wider[0]}
        if found := _SOME.search(clause):
            return _("“%(words)s” may be a part of it only") % {"words": found[0]}
        if "全局" in clause and not self._unit.name.endswith("局"):
            return _("“%(words)s” may be about more than this unit") % {"words": "全局"}
        return ""

    def _below_named(self, text: str) -> set[str]:
        """The units below that ``text`` names, by what their names begin with."""
        key = name_key(text)
        found = set()
        for name in self._names:
            if name in key and (unit := self._unit_of(name)) is not None:
                key = key.replace(name, "|")
                if unit.uuid in self._below and unit.uuid != self._unit.uuid:
                    found.add(unit.code)
        return found

    def _unit_of(self, name: str) -> Unit | None:
        found = self._finder.find(name, within=self._unit.uuid, beginnings=False)
        if not isinstance(found, Found):
            found = self._finder.find(name, beginnings=False)
        return found.unit if isinstance(found, Found) else None

    def _last_named(self, text: str) -> Unit | None:
        """The unit named last as one that acts."""
        key = name_key(text)
        best: tuple[int, Unit] | None = None
        for name in self._names:
            at = key.rfind(name)
            if at < 0 or (best is not None and at + len(name) <= best[0]) or _NOT_SUBJECT.search(key[:at]):
                continue
            unit = self._unit_of(name)
            if unit is not None:
                best = (at + len(name), unit)
                key = key[:at] + "|" * len(name) + key[at + len(name) :]
        return best[1] if best else None
