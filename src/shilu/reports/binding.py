"""How a printed number says what it is: the query behind it, written so that it can be asked again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from shilu.lib.canonical import canonical

Show = Literal["value", "change", "difference", "percent", "compared", "numerator", "denominator"]
Against = Literal["", "previous", "last-year"]


@dataclass(frozen=True, slots=True)
class Query:
    """Everything that a number's value depends on, but the position of the log.

    ``figure`` is a key; ``unit`` a code; ``period`` a canonical name; ``by`` and ``part`` name one row of a breakdown;
    ``show`` says what of the answer is printed; ``bare`` without the measure word, ``like`` in the manner of an example (40余次), ``than`` with the
    words of a comparison (比上年同期) before a change. ``old`` is what an earlier report said there, with or without a figure that
    could stand in its place; ``kept`` is what stands in the paper by hand, whatever the ledger says. ``plus`` are other queries, as
    written, whose values are added.
    """

    figure: str
    quantity: str
    unit: str
    period: str
    labels: Mapping[str, str] = field(default_factory=dict)
    against: str = ""
    by: str = ""
    part: str = ""
    show: Show = "value"
    bare: bool = False
    like: str = ""
    than: str = ""
    old: str = ""
    kept: str = ""
    plus: tuple[str, ...] = ()
    structure: str = "then"
    entries: tuple[int, ...] = ()

    @property
    def question(self) -> "Query":
        """What is asked of the ledger, without what stands there by hand or of old."""
        return replace(self, old="", kept="")

    @property
    def is_open_old(self) -> bool:
        """Whether what an earlier report said stands there, and nobody has looked at it."""
        return bool(self.old) and not self.kept

    def written(self) -> str:
        """The query as canonical JSON without what is empty."""
        return canonical({key: value for key, value in asdict(self).items() if value not in ("", (), {}, False)})


def read_query(text: str) -> Query:
    """The query that ``written`` wrote; ValueError where it was not."""
    body: dict[str, Any] = {"figure": "", "quantity": "", **json.loads(text)}
    lists = {name: tuple(body.get(name, ())) for name in ("entries", "plus")}
    try:
        return Query(**{**body, **lists})
    except TypeError as fault:
        raise ValueError(text) from fault
