"""The list as a workbook: with all columns, or in those of the clerk's own workbook."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.documents.border import examine
from shilu.documents.wanted import WORKBOOK
from shilu.ledger.entry import Entry
from shilu.ledger.importing.like import export_like
from shilu.ledger.importing.plain_book import plain_book
from shilu.ledger.listing import all_sought
from shilu.ledger.listing_counts import without_untold
from shilu.ledger.listing_sums import sums_of
from shilu.lib.errors import Refused
from shilu.web.asking import Asking, Request
from shilu.web.forms.ledger import LikeBook
from shilu.web.guard import page
from shilu.web.sheet import XLSX
from shilu.web.views.ledger_asked import Asked, asked_of
from shilu.workspace.handed import plain_name

MOST: Final = 20_000


def exported(request: Request) -> FileResponse:
    """All records of the list in one sheet with all that the ledger says of them."""
    asking, asked = request.asking, asked_of(request)
    entries = _entries(asked, asking)
    content = plain_book(entries, structure=asking.structure, catalogue=asking.catalogue)
    return _workbook(content, _("ledger %(unit)s %(period)s") % _named(asked, asking))


def exported_like(request: Request) -> HttpResponseBase:
    """The records of the list in the sheets and columns of a workbook that is handed in."""
    asking, asked = request.asking, asked_of(request)
    form = LikeBook(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            entries = [entry for entry in _entries(asked, asking) if entry.type == "entry" and not entry.reversed_by]
            content, written = _like(form.cleaned_data["book"], entries, asking)
        except Refused as fault:
            form.add_error("book", str(fault))
        else:
            return _workbook(content, _like_name(written, len(entries), asked, asking))
    shown = {"form": form, "asked": asked, "count": _count(asked, asking)}
    return render(request, "ledger/like.html", shown, status=422 if form.errors else 200)


def _count(asked: Asked, asking: Asking) -> int:
    return sums_of(asked.sought, sight=asking.viewer.sight).count if asked.sought is not None else 0


def _entries(asked: Asked, asking: Asking) -> list[Entry]:
    """The records of the list; Refused for more than a workbook of one download bears."""
    if asked.sought is None:
        return []
    found = all_sought(asked.sought, sight=asking.viewer.sight, most=MOST + 1)
    if len(found) > MOST:
        raise Refused(
            _(
                "These are more than %(most)s records, the most that one workbook takes; choose a shorter period or a kind."
            )
            % {"most": f"{MOST:,}"}
        )
    keeps = asking.viewer.may
    return [
        entry if keeps(Right.POST, entry.unit) else without_untold(entry, catalogue=asking.catalogue) for entry in found
    ]


def _like(book: UploadedFile[Any], entries: list[Entry], asking: Asking) -> tuple[bytes, int]:
    with TemporaryDirectory() as folder:
        like, out = Path(folder, plain_name(book.name or "")), Path(folder, "out", "out.xlsx")
        out.parent.mkdir()
        with like.open("wb") as stream:
            stream.writelines(book.chunks())
        examine(like, wanted=WORKBOOK)
        written = export_like(entries, like=like, out=out, structure=asking.structure, catalogue=asking.catalogue)
        return out.read_bytes(), written


def _like_name(written: int, count: int, asked: Asked, asking: Asking) -> str:
    """The file's name, which says as well what found no place: the answer is the file, and there is no page to say it."""
    name = _("ledger %(unit)s %(period)s") % _named(asked, asking)
    told = {"name": name, "written": written, "left": count - written}
    if written == count:
        return _("%(name)s (%(written)s records)") % told
    return _("%(name)s (%(written)s records, %(left)s without a place)") % told


def _named(asked: Asked, asking: Asking) -> dict[str, str]:
    ever = asked.form.cleaned_data.get("ever")
    return {"unit": asked.unit.short_name or asked.unit.name, "period": "" if ever else asking.period.title()}


def _workbook(content: bytes, name: str) -> FileResponse:
    filename = f"{plain_name(' '.join(name.split()))}.xlsx"
    return FileResponse(BytesIO(content), as_attachment=True, filename=filename, content_type=XLSX)


PAGES = [
    page("ledger/export/", exported, name="ledger_export", right=Right.READ),
    page("ledger/export/like/", exported_like, name="ledger_export_like", right=Right.READ),
]
