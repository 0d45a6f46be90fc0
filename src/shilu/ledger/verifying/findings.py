"""What verifying found wrong."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at the position that it belongs to; an ``orphan`` is a file that no row cites."""

    seq: int | None
    what: str
    orphan: bool = False

    def told(self) -> str:
        """The fault as one line."""
        return self.what if self.seq is None else _("row %(seq)s: %(what)s") % {"seq": self.seq, "what": self.what}


@dataclass(slots=True)
class Findings:
    """Faults as they come; past a thousand they are only counted."""

    _faults: list[Fault] = field(default_factory=list)
    _seqs: set[int] = field(default_factory=set)
    _more: int = 0

    def add(self, seq: object, what: str, *, orphan: bool = False) -> None:
        """Note a fault; a ``seq`` that is no number is told in words."""
        if len(self._faults) >= _MOST:
            self._more += 1
            return
        if seq is not None and not isinstance(seq, int):
            seq, what = None, _("position %(seq)r: %(what)s") % {"seq": seq, "what": what}
        if seq is not None:
            self._seqs.add(seq)
        self._faults.append(Fault(seq, what, orphan))

    def has(self, seq: int) -> bool:
        """Whether something is wrong at ``seq`` already, so that what follows from it need not be told."""
        return seq in self._seqs

    def all(self) -> tuple[Fault, ...]:
        """The faults in the order of the log, those without a position last."""
        found = sorted(self._faults, key=lambda fault: (fault.seq is None, fault.seq or 0))
        if self._more:
            found.append(Fault(None, _("%(count)s more faults") % {"count": self._more}))
        return tuple(found)
