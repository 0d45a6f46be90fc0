"""What the roles of columns are called on the screen."""

from django.utils.translation import gettext as _


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
        "own": _("of the ledger itself, not read"),
    }
    return titles.get(role, role)
