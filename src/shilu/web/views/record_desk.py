"""One form of a kind on its way: what stands in it at first, what came back in it, and handing it in."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.catalogue import Kind
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.row import NO_TEXTS
from shilu.lib.errors import Refused
from shilu.recording.fields import fields_of
from shilu.recording.handed import Correction
from shilu.recording.likely import LikelyDouble
from shilu.recording.models import Draft
from shilu.recording.once import KeyReused
from shilu.recording.operations import Recorded, record, stage_files
from shilu.recording.queries import WaitingRecord, files_held, review_on, waiting_record
from shilu.recording.usual import recent_entries
from shilu.web.asking import Request
from shilu.web.forms.record import Laid, RecordForm
from shilu.web.views.record_first import Joinable, draft_uuid, first_joinable, first_unit, initial_values, last_values
from shilu.web.views.record_shown import ShownRecord, shown_record

_LATELY: Final = timedelta(days=62)


@dataclass
class Desk:
    """A form with all that stands round it. ``entry`` is the one being corrected, ``returned`` the record that came back.

    ``overtaken`` says what became of the entry, where it cannot be corrected any more.
    """

    kind: Kind
    laid: Laid
    form: RecordForm
    joinable: list[Joinable] = field(default_factory=list)
    entry: Entry | None = None
    returned: WaitingRecord | None = None
    draft: Draft | None = None
    likely: list[ShownRecord] = field(default_factory=list)
    lately: list[ShownRecord] = field(default_factory=list)
    waits: bool = False
    overtaken: str = ""

    def shown(self, request: Request, *, status: int = 200) -> HttpResponse:
        """The form as a page, or alone where only it is asked for."""
        part = request.htmx and not request.htmx.history_restore_request
        template = "record/_form.html" if part else "record/form.html"
        return render(request, template, self.context(), status=status)

    def context(self) -> dict[str, Any]:
        """What the template uses."""
        chosen = self.form["for_unit"].value()
        return {
            "kind": self.kind,
            "definition": self.kind.definition,
            "form": self.form,
            "fields": self.laid.fields,
            "joinable": self.joinable,
            "entry": self.entry,
            "returned": self.returned,
            "draft": self.draft,
            "likely": self.likely,
            "lately": self.lately,
            "waits": self.waits,
            "overtaken": self.overtaken,
            "today": self.laid.today,
            "only_unit": self.laid.units[0] if len(self.laid.units) == 1 else None,
            "unit_names": [unit.name for unit in self.laid.units],
            "chosen_unit": chosen,
            "keep": f"record:{self.entry.seq if self.entry else self.kind.key}",
            "action": (
                reverse("record_correct", kwargs={"seq": self.entry.seq}) + f"?kind={self.kind.key}"
                if self.entry
                else reverse("record_kind", kwargs={"kind": self.kind.key})
            ),
        }


def desk_for(request: Request, kind: Kind, *, entry: Entry | None = None, reasons: Sequence[str] = ()) -> Desk:
    """The form of ``kind`` as it stands at first, or bound to what was sent; ``entry`` is corrected by it."""
    asking = request.asking
    units = [unit for unit in asking.viewer.units(Right.RECORD) if not unit.ended_by(asking.today)]
    unit = first_unit(request, units, entry)
    returned = _returned(request)
    before = entry or (returned.handed.fact if returned and returned.handed else None)
    fields = fields_of(kind, catalogue=asking.catalogue, carried=before.labels if before else {})
    laid = Laid(
        fields=fields,
        units=units,
        today=asking.today,
        held=files_held(asking.viewer.account, waiting=returned.uuid if returned else None),
        reasons=reasons,
        last=last_values(asking.viewer.account, unit, kind) if entry is None else {},
        before=entry.texts if entry else NO_TEXTS,
    )
    about = str(returned.uuid if returned else entry.seq if entry else kind.key)
    draft = _draft(request, about)
    initial = initial_values(request, laid, unit=unit, entry=entry, returned=returned, draft=draft, about=about)
    if request.method == "POST":
        sent = _sent_joinable(request)
        laid = replace(laid, joinable=[(seq, line) for seq, line, _on in sent])
        form = RecordForm(request.POST, request.FILES, laid=laid, initial=initial)
        joinable = sent
    else:
        # a fresh form shows the files of the record that came back, and none that another form left behind
        laid = replace(laid, held=returned.files if returned else ())
        form = RecordForm(laid=laid, initial=initial)
        joinable = first_joinable(request, kind, unit, initial) if entry is None else []
    waits = not asking.viewer.may(Right.POST, unit.uuid) or review_on(unit.uuid, structure=asking.structure)
    desk = Desk(kind, laid, form, joinable, entry, returned, waits=waits)
    if request.method == "GET":
        desk.draft = draft
    if entry is None and asking.viewer.sight.sees(unit.uuid, kind=kind.key, last=asking.today):
        found = recent_entries(kind.key, unit=unit.uuid, since=asking.today - _LATELY)
        desk.lately = [shown_record(one, asking) for one in found]
    return desk


def _draft(request: Request, about: str) -> Draft | None:
    """The draft that the address names, as one that was handed over; else the own one of the form."""
    account, typed = request.asking.viewer.account, request.GET.get("draft", "")
    own = Draft.objects.filter(account=account)
    try:
        named = own.filter(uuid=UUID(typed)).first() if typed else None
    except ValueError:
        raise Http404 from None
    return named or own.filter(uuid=draft_uuid(account, about)).first()


def _returned(request: Request) -> WaitingRecord | None:
    """The own record outside the ledger that is mended in the form."""
    typed = request.POST.get("replaces") or request.GET.get("replaces", "")
    if not typed:
        return None
    try:
        found = waiting_record(UUID(typed))
    except ValueError:
        raise Http404 from None
    if found is None or found.account != request.asking.viewer.account or found.state == "posted":
        raise Http404
    return found


def _sent_joinable(request: Request) -> list[Joinable]:
    """The entries that were ticked as the same event, as far as they are in sight."""
    asking = request.asking
    seqs = [int(one) for one in request.POST.getlist("joined") if one.isdecimal() and len(one) < 16]
    return [
        (entry.seq, shown_record(entry, asking).line, True)
        for entry in entries_by_seq(seqs)
        if entry.type == "entry" and asking.viewer.sight.sees(entry.unit, kind=entry.kind, last=entry.last)
    ]


def recorded(request: Request, desk: Desk) -> Recorded | None:
    """Hand in what was sent; None where the form comes back, with faults or with a question at it."""
    form, asking = desk.form, request.asking
    if not form.is_valid() or form.fact is None:
        _keep_files(request, desk)
        return None
    unit = form.cleaned_data["for_unit"].uuid
    if desk.entry is not None and _says_the_same(form, desk.entry):
        form.add_error(None, _("Nothing was changed: mend what is wrong, then send the correction."))
        return None
    if desk.entry is not None:
        reviewed = review_on(desk.entry.unit, structure=asking.structure)
        may_post = asking.viewer.posts_correction(desk.entry.unit, after=unit, reviewed=reviewed)
    else:
        may_post = asking.viewer.may(Right.POST, unit)
    try:
        return record(
            form.fact,
            clerk=asking.clerk,
            store=asking.workspace.evidence,
            may_post=may_post,
            joined_with=form.cleaned_data.get("joined", ()),
            evidence=form.cleaned_data.get("evidence") or (),
            corrects=Correction(desk.entry.seq, form.reason) if desk.entry else None,
            accept_likely="accept" in request.POST,
            key=f"form:{form.cleaned_data['key']}",
            draft=form.cleaned_data.get("draft"),
            staged=form.cleaned_data.get("staged", ()),
            replaces=form.cleaned_data.get("replaces"),
            remember=True,
        )
    except LikelyDouble as double:
        seen = [
            entry for entry in double.entries if asking.viewer.sight.sees(entry.unit, kind=entry.kind, last=entry.last)
        ]
        _keep_files(request, desk)
        desk.likely = [shown_record(entry, asking) for entry in seen]
    except KeyReused:
        _keep_files(request, desk, new_key=True)
        desk.form.add_error(
            None, _("This was recorded a moment ago. To change it use 更正; to record one more, send it again.")
        )
    except Refused as fault:
        _keep_files(request, desk)
        desk.form.add_error(None, str(fault))
    return None


def _says_the_same(form: RecordForm, entry: Entry) -> bool:
    """Whether a correction would put the standing entry in its own place."""
    new, told = form.fact, form.cleaned_data
    if new is None or entry.reversed_by is not None or told.get("evidence") or told.get("staged") or told.get("joined"):
        return False
    return (
        (new.kind, new.unit, new.first, new.last, new.whole)
        == (entry.kind, entry.unit, entry.first, entry.last, entry.whole)
        and (dict(new.quantities), dict(new.labels)) == (dict(entry.quantities), dict(entry.labels))
        and (new.texts.title, new.texts.details) == (entry.texts.title, entry.texts.details)
    )


def _keep_files(request: Request, desk: Desk, *, new_key: bool = False) -> None:
    """Keep what was uploaded with a form that comes back, so that nobody has to choose the files again."""
    cleaned = getattr(desk.form, "cleaned_data", {})
    new = stage_files(cleaned.get("evidence") or (), clerk=request.asking.clerk) if cleaned.get("evidence") else []
    data: QueryDict = request.POST.copy()
    ticked = [*data.getlist("staged"), *map(str, new)]
    data.setlist("staged", ticked)
    if new_key:
        data["key"] = str(uuid4())
    held = files_held(request.asking.viewer.account, waiting=desk.returned.uuid if desk.returned else None)
    desk.laid = replace(desk.laid, held=[file for file in held if str(file.uuid) in ticked])
    evidence_faults = desk.form.errors.get("evidence")
    desk.form = RecordForm(data, laid=desk.laid, initial=desk.form.initial)
    desk.form.is_valid()
    if evidence_faults:
        desk.form.add_error("evidence", list(evidence_faults))
