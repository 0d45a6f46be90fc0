"""What a program hands in: the fields of a record, made into a fact of the ledger or refused in one line."""

import binascii
import io
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from shilu.api.bodies import Reason
from shilu.api.day import Day
from shilu.api.given import Given
from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.entry import EntryDraft
from shilu.ledger.importing.columns import TEXTS
from shilu.ledger.row import Texts
from shilu.lib.canonical import canonical_or_empty
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.recording.evidence_files import MOST_FILES, evidence_file
from shilu.recording.handed import EvidenceFile

_LONGEST: Final = 2_000
Amount = Annotated[Decimal, Field(max_digits=18, allow_inf_nan=False)]
Words = Annotated[str, Field(max_length=_LONGEST)]


class FileGiven(Given):
    """A file that shows a record."""

    name: str = Field(min_length=1, max_length=200, description="With the ending that says what it is.")
    content: str = Field(description="The file's bytes in Base64; a request holds at most 5 MB.", min_length=1)


class EntryGiven(Given):
    """A record to be handed in; one that names no count is one of the kind's first quantity."""

    kind: str = Field(max_length=200, description="A kind by its key, title or alias.")
    unit: str = Field(max_length=200, description="Code, uuid or name of a unit in which the key may record.")
    since: Day = Field(alias="from", description="The first day.")
    until: Day | None = Field(None, alias="to", description="The last day; the first one without it.")
    whole: bool = Field(False, description="Whether only the month, quarter or year from first to last day is known.")
    quantities: dict[str, Amount] = Field(default_factory=dict, description='By their keys: {"people": 16}.')
    labels: dict[str, str] = Field(default_factory=dict, description="By their keys; values by key or name.")
    title: str = Field("", max_length=_LONGEST, description="What it was about, in a few words.")
    details: dict[str, Words] = Field(default_factory=dict, description="place, host, remark …")
    joined_with: list[Annotated[int, Field(ge=1, le=1 << 53)]] = Field(
        default_factory=list, max_length=50, description="Entries of the same event."
    )
    evidence: list[FileGiven] = Field(default_factory=list, max_length=MOST_FILES, description="Files that show it.")
    accept_likely: bool = Field(False, description="Whether it is another event than the like ones in the ledger.")


class EntryChange(Reason):
    """What of an entry is corrected; null where it stays as it was."""

    kind: str | None = Field(None, max_length=200, description="Another kind.")
    unit: str | None = Field(None, max_length=200, description="Another unit, in which the key may record.")
    since: Day | None = Field(None, alias="from", description="Another first day.")
    until: Day | None = Field(None, alias="to", description="Another last day.")
    whole: bool | None = Field(None, description="Whether only the month, quarter or year is known.")
    quantities: dict[str, Amount] | None = Field(None, description="All of them, in place of those before.")
    labels: dict[str, str] | None = Field(None, description="All of them, in place of those before.")
    title: str | None = Field(None, max_length=_LONGEST, description="Another title.")
    details: dict[str, Words] | None = Field(None, description="All of them, in place of those before.")


def fact_of(given: EntryGiven, *, unit: UUID, catalogue: Catalogue) -> EntryDraft:
    """The fact that a program hands in; Refused where a name in it is unknown."""
    meaning = _meaning(given.kind, catalogue)
    return EntryDraft(
        kind=meaning.kind.key,
        unit=unit,
        first=given.since,
        last=given.until or given.since,
        whole=given.whole,
        quantities=dict(given.quantities) or {meaning.quantity or meaning.kind.first.key: Decimal(1)},
        labels={**meaning.labels, **_labels(given.labels, catalogue)},
        texts=Texts(title=" ".join(given.title.split()), details=_details(given.details)),
    )


def changed_fact(before: EntryDraft, change: EntryChange, *, unit: UUID, catalogue: Catalogue) -> EntryDraft:
    """``before`` with what ``change`` gives; another first day alone moves a fact of one day."""
    first = change.since or before.first
    last = change.until or (first if change.since and before.first == before.last else before.last)
    meaning = _meaning(change.kind, catalogue) if change.kind is not None else None
    labels = before.labels if change.labels is None else _labels(change.labels, catalogue)
    texts = before.texts
    if change.title is not None:
        texts = replace(texts, title=" ".join(change.title.split()))
    if change.details is not None:
        texts = replace(texts, details=_details(change.details))
    return EntryDraft(
        kind=meaning.kind.key if meaning else before.kind,
        unit=unit,
        first=first,
        last=last,
        whole=before.whole if change.whole is None else change.whole,
        quantities=before.quantities if change.quantities is None else dict(change.quantities),
        labels={**(meaning.labels if meaning else {}), **labels},
        texts=texts,
    )


def evidence_of(given: EntryGiven) -> Sequence[EvidenceFile]:
    """The files that a program sends along; Refused, by name, for what is none that shows something."""
    return [evidence_file(io.BytesIO(_bytes(file)), name=file.name) for file in given.evidence]


def _bytes(file: FileGiven) -> bytes:
    try:
        return b64decode(file.content, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(_("The content of %(file)s is no Base64.") % {"file": file.name}) from None


def _meaning(name: str, catalogue: Catalogue) -> Meaning:
    meaning = catalogue.meaning(name)
    if meaning is None:
        near = enumerated(catalogue.nearest(name))
        if not near:
            raise Refused(_("There is no kind of record %(kind)s.") % {"kind": name})
        raise Refused(
            _("No kind of record is called “%(name)s”; the nearest are %(near)s.") % {"name": name, "near": near}
        )
    return meaning


def _labels(given: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    """Labels by key with the keys of the values that the catalogue knows; the rest is judged where it is posted."""
    found = {}
    for key, text in given.items():
        label = catalogue.labels.get(key)
        value = label.value_named(text) if label else None
        found[key] = value.key if value else text
    return found


def _details(given: Mapping[str, str]) -> str:
    unknown = sorted(given.keys() - set(TEXTS))
    if unknown:
        raise Refused(
            _("There is no detail “%(name)s”; there are %(known)s.")
            % {"name": unknown[0][:40], "known": ", ".join(sorted(TEXTS))}
        )
    return canonical_or_empty({key: text.strip() for key, text in given.items() if text.strip()})
