"""The sample organisation that comes with the program, and what happens on its tour, as values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.workspace.config import FormNames

FILE = "tour.toml"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A unit that is called ``name`` from a day on."""

    unit: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Merged:
    """A unit that ends on a day, and the one that carries on."""

    unit: str
    into: str
    on: date


@dataclass(frozen=True, slots=True)
class Told:
    """Records by day and title: those of one event."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record by day and title, and what its counts should have been."""

    day: date
    title: str
    counts: Mapping[str, Decimal]
    reason: str


@dataclass(frozen=True, slots=True)
class Late:
    """A record that came in after its month was confirmed."""

    day: date
    unit: str
    kind: str
    title: str
    counts: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Fault:
    """What a colleague's draft says, and what it should say; ``sort`` is number, sum or change."""

    sort: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A colleague's draft in the sample's papers, with all that is wrong in it."""

    file: str
    planted: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class OldReport:
    """A report of an earlier period, finished by hand, and the name of the template that is made of it."""

    file: str
    period: str
    template: str


@dataclass(frozen=True, slots=True)
class DueForm:
    """A form of the sample and the day on which it is due."""

    file: str
    due: date


@dataclass(frozen=True, slots=True)
class Edited:
    """A number that a leader changes in the issued paper: the title of its figure, and what is shown before and after."""

    title: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class LogIn:
    """Somebody who signs in: from which unit, with which role, over which unit (else that one), and a leader's lines."""

    role: str
    unit: str
    over: str = ""
    line_units: tuple[str, ...] = ()
    line_section: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something due from a day on, about a period and as often as it comes again; ``below`` says whose it is."""

    sort: str
    title: str
    period: str
    first: date
    repeats: str
    below: str = ""
    to: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A record that somebody without the right to post handed in."""

    by: str
    unit: str
    kind: str
    day: date
    title: str
    counts: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Begun:
    """A report that somebody began on the pages, from a template, and has not finished."""

    by: str
    template: str
    period: str


@dataclass(frozen=True, slots=True)
class Serve:
    """What the pages of the sample show: its log-ins with the code that all share, what is due, what waits."""

    code: str
    log_ins: tuple[LogIn, ...]
    due: tuple[Due, ...]
    handed_in: HandedIn
    begun: Begun


@dataclass(frozen=True, slots=True)
class Tour:
    """All that happens beside the imports; ``confirmed`` and ``open_month`` are names of periods."""

    body: str
    today: date
    period: str
    confirmed: tuple[str, ...]
    open_month: str
    returning: str
    zero_report: str
    figures: tuple[str, ...]
    sentence: Mapping[str, str]
    renamed: tuple[Renamed, ...]
    merged: tuple[Merged, ...]
    joined: tuple[Told, ...]
    late: tuple[Late, ...]
    corrected: tuple[Corrected, ...]
    corrected_after: Corrected
    late_after: tuple[Late, ...]
    edited: Edited
    draft: Draft
    report: OldReport
    forms: tuple[DueForm, ...]
    office: FormNames
    serve: Serve


def sample_folder() -> Path:
    """Where the sample organisation lies: in the installed package, or in the source tree; Refused where neither has it."""
    installed = Path(str(resources.files("shilu"))) / "samples" / "county"
    source = Path(__file__).parents[3] / "samples" / "county"
    for folder in (installed, source):
        if (folder / FILE).is_file():
            return folder
    raise Refused(_("The sample organisation is not there; install Shilu again."))


def read_tour(folder: Path) -> Tour:
    """What ``tour.toml`` of a sample says."""
    told = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    after = told["issued"]
    return Tour(
        body=told["body"],
        today=told["today"],
        period=told["period"],
        confirmed=tuple(told["confirmed"]),
        open_month=told["open_month"],
        returning=told["returning"],
        zero_report=told["zero_report"]["unit"],
        figures=tuple(told["figures"]),
        sentence=told["sentence"],
        renamed=tuple(Renamed(**one) for one in told["renamed"]),
        merged=tuple(Merged(**one) for one in told["merged"]),
        joined=tuple(Told(**one) for one in told["joined"]),
        late=tuple(_late(one) for one in told["late"]),
        corrected=tuple(_corrected(one) for one in told["corrected"]),
        corrected_after=_corrected(after["corrected"]),
        late_after=tuple(_late(one) for one in after["late"]),
        edited=Edited(**after["edited"]),
        draft=Draft(told["draft"]["file"], tuple(Fault(**one) for one in told["draft"]["planted"])),
        report=OldReport(**told["report"]),
        forms=tuple(DueForm(**one) for one in told["forms"]),
        office=FormNames(**told["office"]),
        serve=_serve(told["serve"]),
    )


def _serve(told: Mapping[str, Any]) -> Serve:
    handed = told["handed_in"]
    return Serve(
        told["code"],
        tuple(_log_in(one) for one in told["log_ins"]),
        tuple(Due(**one) for one in told["due"]),
        HandedIn(**{**handed, "counts": _counts(handed["counts"])}),
        Begun(**told["begun"]),
    )


def _log_in(told: Mapping[str, Any]) -> LogIn:
    return LogIn(**{**told, "line_units": tuple(told.get("line_units", ()))})


def _counts(told: Mapping[str, int]) -> Mapping[str, Decimal]:
    return {key: Decimal(amount) for key, amount in told.items()}


def _late(told: Mapping[str, Any]) -> Late:
    return Late(told["day"], told["unit"], told["kind"], told["title"], _counts(told["counts"]))


def _corrected(told: Mapping[str, Any]) -> Corrected:
    return Corrected(told["day"], told["title"], _counts(told["counts"]), told["reason"])
