"""What stands in a record's form before anybody types: unit, day, last time's values, a draft, entries of the same day."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from django.http import Http404

from shilu.ledger.catalogue import Kind
from shilu.ledger.entry import Entry, EntryDraft
from shilu.lib.dates import Days, Unreadable
from shilu.organisation.structure import Unit
from shilu.recording.fields import WORD_FIELDS, KindFields
from shilu.recording.likely import same_event
from shilu.recording.models import Draft
from shilu.recording.queries import WaitingRecord
from shilu.recording.typed import day_text, label_field, quantity_field, read_day
from shilu.recording.usual import last_time
from shilu.web.asking import Request
from shilu.web.forms.record import MOST_LISTED, Laid
from shilu.web.views.record_shown import shown_record

_ONE_BY_ONE: Final = frozenset({"times", "items", "issues"})  # a record is mostly one of these

Joinable = tuple[int, str, bool]
"""An entry that may be the same event: its position, a line about it, and whether it is ticked."""


def draft_uuid(account: UUID, about: str) -> UUID:
    """The draft of a form: one for each account and kind, whichever computer it is typed on."""
    return uuid5(account, f"record:{about}")


def first_unit(request: Request, units: Sequence[Unit], entry: Entry | None) -> Unit:
    """The unit that stands in the form: the entry's, the one of the top line, else the first of one's own."""
    asking = request.asking
    known = {unit.uuid: unit for unit in units}
    if entry is not None and entry.unit in known:
        return known[entry.unit]
    asked = asking.structure.by_code(request.GET.get("for_unit", ""))
    for wanted in (asked, asking.unit):
        if wanted is not None and wanted.uuid in known:
            return wanted
    if not units:
        raise Http404
    return units[0]


def last_values(account: UUID, unit: Unit, kind: Kind) -> dict[str, str]:
    """What stood in the counts, labels and places of the form last time; nothing of a private kind."""
    found = last_time(account, unit=unit.uuid, kind=kind.key)
    if found is None or kind.private:
        return {}
    values = values_of(found.entry, kind)
    return {name: text for name, text in values.items() if name not in {"day", "title", "remark"}}


def values_of(fact: Entry | EntryDraft, kind: Kind) -> dict[str, str]:
    """A fact as it would be typed into the form of its kind."""
    details = fact.texts.particulars
    return {
        "day": day_text(fact.first, fact.last, whole=fact.whole),
        "title": " ".join(fact.texts.title.split()),
        **{quantity_field(key): f"{amount:f}" for key, amount in fact.quantities.items() if kind.quantity(key)},
        **{label_field(key): value for key, value in fact.labels.items() if key in kind.labels},
        **{word: details.get(word, "") for word in WORD_FIELDS},
    }


def initial_values(
    request: Request,
    laid: Laid,
    *,
    unit: Unit,
    entry: Entry | None,
    returned: WaitingRecord | None,
    draft: Draft | None,
    about: str,
) -> dict[str, Any]:
    """What stands in the form: today, the unit, last time's values; then the entry, the draft, and what the address says."""
    kind = laid.fields.kind
    first = laid.fields.quantities[0].key
    values: dict[str, Any] = {"day": laid.today.isoformat(), **(laid.last or {})}
    if first in _ONE_BY_ONE and kind.adds == "flow":
        values[quantity_field(first)] = "1"
    known = returned.handed.fact if returned and returned.handed else entry
    if known is not None:
        values = values_of(known, kind)
    for key, value in request.GET.items():
        if key == "day" or key.startswith(("q-", "l-")) or key == "title":
            values[key] = value
    values = {**values, "for_unit": unit.code if len(laid.units) <= MOST_LISTED else unit.name}
    if draft is not None:
        values |= draft.content
    values = _label_titles(values, laid.fields)
    account = request.asking.viewer.account
    return {
        "reason": laid.reasons[0] if laid.reasons else "",
        **values,
        "key": uuid4(),
        "draft": draft.uuid if draft else draft_uuid(account, about),
        "replaces": returned.uuid if returned else None,
        "staged": [str(file.uuid) for file in returned.files] if returned else [],
    }


def _label_titles(values: dict[str, Any], fields: KindFields) -> dict[str, Any]:
    """Labels by the titles of their values, as people type them."""
    found = dict(values)
    for label in fields.labels:
        known = label.value(str(values.get(label_field(label.key), "")))
        if known is not None:
            found[label_field(label.key)] = str(known.title)
    return found


def first_joinable(request: Request, kind: Kind, unit: Unit, initial: dict[str, Any]) -> list[Joinable]:
    """Entries of the day that stands in the form at first which may be the same event."""
    try:
        days = read_day(str(initial["day"]), today=request.asking.today)
    except Unreadable:
        return []
    return near_entries(request, kind, unit=unit.uuid, days=days, title=str(initial.get("title", "")))


def near_entries(request: Request, kind: Kind, *, unit: UUID | None, days: Days, title: str) -> list[Joinable]:
    """Entries in sight of the same days that may be the same event, each as a line."""
    asking = request.asking
    if kind.private or kind.adds != "flow" or days.whole:
        return []
    entries = same_event(
        kind=kind.key,
        unit=unit,
        first=days.first,
        last=days.last,
        title=title,
        sight=asking.viewer.sight,
        catalogue=asking.catalogue,
    )
    shown = [shown_record(entry, asking) for entry in entries]
    return [(one.seq, one.line, False) for one in shown]
