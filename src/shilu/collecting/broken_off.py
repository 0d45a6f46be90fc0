"""Work on a workbook that was ended from outside, told where its reader looks."""

from datetime import datetime

from django.utils.translation import gettext as _

from shilu.collecting.models import IMPORTING, READING, READY, UNREADABLE, WAITING, Delivery


def broke_off(delivery: Delivery, *, minutes: int | None, now: datetime) -> None:
    """Say that reading or importing was stopped after ``minutes``, or by itself; nothing where it came to its end."""
    told = {"file": delivery.name, "minutes": minutes}
    if minutes is None:
        unread = _("%(file)s could not be read to its end; tell your administrator.") % told
        unposted = _("The import broke off and nothing was written; try again, or tell your administrator.")
    else:
        unread = _(
            "Reading %(file)s took longer than %(minutes)s minutes and was stopped; split it, or save it anew in Excel or "
            "WPS as .xlsx."
        )
        unread %= told
        unposted = _(
            "The import took longer than %(minutes)s minutes and was stopped; nothing was written. Split the workbook."
        )
        unposted %= told
    here = Delivery.objects.filter(uuid=delivery.uuid)
    here.filter(state__in=(WAITING, READING)).update(state=UNREADABLE, reason=unread, preview=None, changed_at=now)
    here.filter(state=IMPORTING).update(state=READY, reason=unposted, changed_at=now)
