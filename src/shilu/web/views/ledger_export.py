"""The list as a workbook: with all columns, or in those of the clerk's own workbook."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.documents.border import examine
from shilu.documents.wanted import WORKBOOK
from shilu.ledger.entry import Entry
from shilu.ledger.importing.like import export_like
from shilu.ledger.importing.plain_book import WIDTHS, PlainColumns, plain_columns, plain_row
from shilu.ledger.importing.sheet_stream import sheets_streamed
from shilu.ledger.importing.workbook import Value
from shilu.ledger.listing import each_sought, kinds_sought, roles_sought
from shilu.ledger.listing_counts import untold, without_untold
from shilu.ledger.listing_sought import Sought
from shilu.ledger.listing_sums import sums_of
from shilu.lib.errors import Refused
from shilu.web.asking import Asking, Request
from shilu.web.forms.ledger import LikeBook
from shilu.web.guard import page
from shilu.web.sheet import XLSX
from shilu.web.views.ledger_asked import Asked, asked_of
from shilu.workspace.handed import plain_name

MOST_LIKE: Final = 100_000  # the clerk's own sheets are laid out as a whole, and so are held in memory


def exported(request: Request) -> StreamingHttpResponse:
    """All records of the list in one sheet with all that the ledger says of them, sent while it is read."""
    asking, asked = request.asking, asked_of(request)
    name = _("ledger %(unit)s %(period)s") % _named(asked, asking)
    return records_sent(asked.sought, name=name, asking=asking)


def records_sent(sought: Sought | None, *, name: str, asking: Asking) -> StreamingHttpResponse:
    """The records that are sought and seen as a sheet of that name, sent while it is read."""
    columns = _columns(sought, asking)
    headings = columns.headings(catalogue=asking.catalogue)
    rows = _rows(sought, asking, columns, language=translation.get_language())
    parts = sheets_streamed(_("Ledger"), headings, rows, widths=WIDTHS)
    response = StreamingHttpResponse(parts, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=_file_name(name))
    response["Content-Disposition"] = disposition or ""
    return response


def _columns(sought: Sought | None, asking: Asking) -> PlainColumns:
    """What the kinds of the list count and tell, and nothing that this reader is not told."""
    if sought is None:
        return PlainColumns((), (), ())
    catalogue, sight = asking.catalogue, asking.viewer.sight
    kinds = [catalogue.kinds[key] for key in kinds_sought(sought, sight=sight) if key in catalogue.kinds]
    keeps = asking.viewer.holds(Right.POST)
    counted = {one.key for kind in kinds for one in kind.quantities if keeps or one.key not in untold(kind)}
    labels = {key for kind in kinds for key in kind.labels}
    return plain_columns(counted, labels, roles_sought(sought, sight=sight), catalogue=catalogue)


def _rows(
    sought: Sought | None, asking: Asking, columns: PlainColumns, *, language: str | None
) -> Iterator[list[Value]]:
    """The cells of each record; they are read after the request was answered, so in the language that it asked for."""
    for entries in _entries(sought, asking):
        with translation.override(language):
            cells = [
                plain_row(entry, columns, structure=asking.structure, catalogue=asking.catalogue) for entry in entries
            ]
        yield from cells


def exported_like(request: Request) -> HttpResponseBase:
    """The records of the list in the sheets and columns of a workbook that is handed in."""
    asking, asked = request.asking, asked_of(request)
    form = LikeBook(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            entries = _standing(asked, asking)
            content, written = _like(form.cleaned_data["book"], entries, asking)
        except Refused as fault:
            form.add_error("book", str(fault))
        else:
            return _workbook(content, _like_name(written, len(entries), asked, asking))
    count = _count(asked, asking)
    shown = {"form": form, "asked": asked, "count": count, "too_many": f"{MOST_LIKE:,}" if count > MOST_LIKE else ""}
    return render(request, "ledger/like.html", shown, status=422 if form.errors else 200)


def _count(asked: Asked, asking: Asking) -> int:
    return sums_of(asked.sought, sight=asking.viewer.sight).count if asked.sought is not None else 0


def _entries(sought: Sought | None, asking: Asking) -> Iterator[list[Entry]]:
    """The records of the list, some at a time, without what this reader is not told."""
    if sought is None:
        return
    keeps, catalogue = asking.viewer.may, asking.catalogue
    for entries in each_sought(sought, sight=asking.viewer.sight):
        yield [one if keeps(Right.POST, one.unit) else without_untold(one, catalogue=catalogue) for one in entries]


def _standing(asked: Asked, asking: Asking) -> list[Entry]:
    """The records of the list that count; Refused for more than can be laid out in somebody's own sheets."""
    found: list[Entry] = []
    for entries in _entries(asked.sought, asking):
        found += [one for one in entries if one.type == "entry" and not one.reversed_by]
        if len(found) > MOST_LIKE:
            raise Refused(
                _(
                    "These are more than %(most)s records, the most that are laid out in your own columns; choose a shorter period or a kind, or export them with all columns."
                )
                % {"most": f"{MOST_LIKE:,}"}
            )
    return found


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
    return {"unit": asked.unit.usual_name, "period": "" if ever else asking.period.title()}


def _workbook(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=_file_name(name), content_type=XLSX)


def _file_name(name: str) -> str:
    return f"{plain_name(' '.join(name.split()))}.xlsx"


PAGES = [
    page("ledger/export/", exported, name="ledger_export", right=Right.READ),
    page("ledger/export/like/", exported_like, name="ledger_export_like", right=Right.READ),
]
