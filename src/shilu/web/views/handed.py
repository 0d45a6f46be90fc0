"""What the pages for files that are handed in share: opening them for who may, and keeping what a phrase in them means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.catalogue import Catalogue
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, parse_period, period_named_in
from shilu.matching.operations import learn
from shilu.organisation.unit import Unit
from shilu.web.asking import Asking, Request
from shilu.web.forms.handed import Meaning, OfTitledPeriod
from shilu.workspace.handed import (
    MOST_BYTES,
    HandedIn,
    Purpose,
    hand_in,
    handed_in,
    handed_in_by,
    plain_name,
    throw_away,
)

Read = TypeVar("Read")
_TITLE_LINES = 8
_SHOWN = {"check": "text", "learn": "report", "fill": "form"}


@dataclass(frozen=True, slots=True)
class Opened:
    """What was handed in, with its unit and period as values."""

    handed: HandedIn
    unit: Unit
    period: Period


def handed_over(
    request: Request,
    purpose: Purpose,
    sort: type[OfTitledPeriod],
    *,
    read: Callable[[Path], Read],
    titles: Callable[[Read], list[str]],
) -> HttpResponseBase:
    """The page on which files are handed in: each is kept if ``read`` does not refuse it and a period is chosen or said.

    ``titles`` are the lines of what was read in which it may say its period.
    """
    asking = request.asking
    unit = unit_here(request)
    form = sort(request.POST or None, request.FILES or None, period=asking.period, today=asking.today)
    if request.method == "POST" and form.is_valid():
        kept = _kept(asking, form, purpose=purpose, unit=unit, read=read, titles=titles)
        if kept:
            return HttpResponseRedirect(_page_of(kept))
    told = {"form": form, "for_unit": unit, "before": handed_before(asking, purpose)}
    return render(request, f"{purpose}/start.html", told, status=422 if form.is_bound else 200)


def _kept(
    asking: Asking,
    form: OfTitledPeriod,
    *,
    purpose: Purpose,
    unit: Unit,
    read: Callable[[Path], Read],
    titles: Callable[[Read], list[str]],
) -> HandedIn | None:
    """What was handed in, kept; None with the faults in the form where it cannot be read or says no period."""
    try:
        files = contents(form.uploads)
        found = read_beforehand(files, read)
    except Refused as fault:
        form.add_error(form.file_field, str(fault))
        return None
    names, lines = [name for name, _content in files], [line for one in found for line in titles(one)]
    period = form.cleaned_data["span"] or _period_said(names, lines, calendar=asking.calendar)
    if period is None:
        form.add_error("period", _("Neither title nor file name says a period; choose it here."))
        return None
    return hand_in(
        asking.workspace.folder,
        files,
        purpose=purpose,
        account=asking.viewer.account,
        unit=unit.code,
        period=period.name,
        now=asking.now,
        zero=form.cleaned_data.get("zero", "0"),
    )


def _page_of(handed: HandedIn) -> str:
    return reverse(f"{handed.purpose}_{_SHOWN[handed.purpose]}", args=[handed.uuid])


def unit_here(request: Request) -> Unit:
    """The unit of the top line if papers are written for it, else the first for which the reader writes them.

    Http404 where the address itself names a unit for which the reader writes none.
    """
    asking = request.asking
    if asking.unit is not None and asking.viewer.may(Right.REPORT, asking.unit.uuid):
        return asking.unit
    units = asking.viewer.units(Right.REPORT)
    if request.GET.get("unit") or not units:
        raise Http404
    return units[0]


def opened(asking: Asking, uuid: UUID, purpose: Purpose) -> Opened:
    """What was handed in under ``uuid``; Http404 where nothing was, or for a unit whose papers are not the reader's."""
    found = handed_in(asking.workspace.folder, uuid, purpose=purpose)
    if found is None:
        raise Http404
    unit = asking.unit_coded(found.unit, Right.REPORT)
    return Opened(found, unit, parse_period(found.period, calendar=asking.calendar))


def handed_before(asking: Asking, purpose: Purpose) -> list[HandedIn]:
    """What the reader handed in of late."""
    found = handed_in_by(asking.workspace.folder, asking.viewer.account, purpose=purpose)
    units = {unit.code for unit in asking.viewer.units(Right.REPORT)}
    return [one for one in found if one.unit in units]


def contents(files: Sequence[UploadedFile[Any]]) -> list[tuple[str, bytes]]:
    """Name and content of uploaded files; Refused, before it is read, for one that is too large."""
    for file in files:
        if (file.size or 0) > MOST_BYTES:
            told = {"file": file.name, "most": MOST_BYTES // 1024 // 1024}
            raise Refused(_("%(file)s is larger than %(most)s MB; hand in a smaller one.") % told)
    return [(file.name or "", file.read()) for file in files]


def read_beforehand(files: Sequence[tuple[str, bytes]], read: Callable[[Path], Read]) -> list[Read]:
    """What ``read`` makes of each file; Refused as it refuses, and nothing is kept."""
    with TemporaryDirectory() as folder:
        found = []
        for number, (name, content) in enumerate(files):
            place = Path(folder, str(number))
            place.mkdir()
            path = place / plain_name(name)
            path.write_bytes(content)
            found.append(read(path))
        return found


def _period_said(names: Sequence[str], lines: Sequence[str], *, calendar: BodyCalendar) -> Period | None:
    """The period that the first lines of a paper or else its file's name state."""
    told = [*lines[:_TITLE_LINES], *names]
    return next((period for text in told if (period := period_named_in(text, calendar=calendar))), None)


def remembered(request: Request, form: Meaning) -> bool:
    """Keep what a phrase means, and say so; False, with the fault at its field, where it cannot mean that."""
    if not form.is_valid():
        return False
    try:
        seq = learn([(form.cleaned_data["phrase"], form.cleaned_data["figure"])], clerk=request.asking.clerk)
    except Refused as fault:
        form.add_error("figure", str(fault))
        return False
    told = {"phrase": form.cleaned_data["phrase"], "figure": form.cleaned_data["figure"]}
    if seq is None:
        messages.info(request, _("“%(phrase)s” was read so before; nothing had to be remembered.") % told)
        return True
    line = (
        _("Remembered: “%(phrase)s” means “%(figure)s”, in every paper from now on.")
        if told["figure"]
        else _("Remembered: “%(phrase)s” is none of ours.")
    )
    messages.success(request, line % told)
    return True


def figure_names(catalogue: Catalogue) -> list[str]:
    """Every name that a figure can be chosen by."""
    kinds = [name for kind in catalogue.kinds.values() for name in (str(kind.title), *(one.name for one in kind.names))]
    return sorted(dict.fromkeys([*kinds, *(str(figure.title) for figure in catalogue.figures.values())]))


def erased(request: Request, handed: HandedIn) -> HttpResponse:
    """Ask whether what was handed in is to be erased, and do it."""
    if request.method == "POST":
        throw_away(handed)
        messages.success(request, _("Erased, with all that was made of it."))
        return HttpResponseRedirect(reverse(handed.purpose))
    told = {
        "title": _("Erase from here"),
        "line": _("%(files)s is erased from the server, with what was made of it. The ledger stays as it is.")
        % {"files": enumerated(handed.names)},
        "button": _("Erase"),
        "cancel": _page_of(handed),
    }
    return render(request, "ask.html", told)


def download(path: Path) -> FileResponse:
    """A file to be saved under its own name."""
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
