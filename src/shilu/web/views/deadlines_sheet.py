"""The agenda as a workbook."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from shilu.web.views.deadlines_shown import ShownDue


def workbook(dues: Sequence[ShownDue]) -> bytes:
    """A row a due thing and unit; every cell is text but for the days."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(_("Agenda"))
    titles = [
        *(_("Due day"), _("What is due"), _("Sort"), _("Period"), _("Unit"), _("To whom")),
        *(_("State"), _("Sent on"), _("How")),
    ]
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, head)
    at = 0
    for one in dues:
        for doer in one.doers:
            at += 1
            due, sent = one.due, doer.sent
            sheet.write_datetime(at, 0, due.on, day)
            state = (
                (_("done late") if doer.late else _("done"))
                if sent
                else (_("open") if one.state == "done" else one.word)
            )
            texts = [due.title, str(one.sort), due.period.title() if due.period else "", doer.name, due.to, state]
            for column, text in enumerate(texts, start=1):
                sheet.write_string(at, column, text)
            if sent:
                sheet.write_datetime(at, 7, sent.on, day)
                sheet.write_string(at, 8, sent.how)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, len(titles) - 1, 16)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
