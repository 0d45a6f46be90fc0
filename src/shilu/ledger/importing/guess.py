"""How the columns of a table were read, as plain JSON: to be shown, kept and handed in again."""

from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.importing.columns import Recognised
from shilu.ledger.importing.tables import Table
from shilu.ledger.importing.workbook import address


def guess(table: Table, recognised: Recognised) -> dict[str, Any]:
    """The recognition as plain JSON: to be shown, kept under ``table.signature`` and handed in again as remembered."""
    columns = []
    for use in recognised.uses:
        told = {"column": address(0, use.at)[:-1], "name": use.name, "role": use.role, "meaning": role_title(use.role)}
        extra = {key: getattr(use, key) for key in ("label", "measure", "kind", "year", "month", "quarter", "counted")}
        columns.append(told | {key: value for key, value in extra.items() if value})
    return {
        "sheet": table.sheet.name,
        "title": "".join(table.title),
        "header": [table.header.start + 1, table.header.stop],
        "rows": len(table.body),
        "shape": recognised.shape,
        "columns": columns,
    }


def role_title(role: str) -> str:
    """What a role is called on the screen."""
    titles = {
        "number": _("running number"),
        "day": _("day"),
        "start": _("first day"),
        "end": _("last day"),
        "month": _("month"),
        "year": _("year"),
        "unit": _("unit"),
        "receiver": _("unit honoured"),
        "kind": _("kind of record"),
        "title": _("title"),
        "count": _("count"),
        "times": _("times"),
        "people": _("attendances"),
        "expected_present": _("expected and present"),
        "expected": _("expected"),
        "present": _("present"),
        "hours": _("hours"),
        "amount": _("amount"),
        "assigned": _("assigned"),
        "completed": _("completed"),
        "place": _("place"),
        "host": _("host"),
        "remark": _("remark"),
        "evidence": _("evidence"),
        "outlet": _("outlet"),
        "level": _("level"),
        "page": _("page"),
        "front": _("front-page headline"),
        "grade": _("grade"),
        "issuer": _("issuer"),
        "document_number": _("document number"),
        "measure": _("measure word"),
        "label": _("label"),
        "detail": _("further text"),
        "cell": _("counts"),
        "names": _("names, not stored"),
        "private": _("private, not stored"),
        "unknown": _("not recognised, not stored"),
        "ignored": _("sums and changes, not read"),
    }
    return titles.get(role, role)
