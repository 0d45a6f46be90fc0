"""Issued papers, as their rows in the log and the words beside them tell."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, JSONField, Q, QuerySet, TextField, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from shilu.ledger.log import instant_of
from shilu.ledger.models import Row, Text
from shilu.ledger.queries import rows_of
from shilu.lib.errors import Refused
from shilu.reports.binding import Query, read_query
from shilu.reports.flow import Expected


@dataclass(frozen=True, slots=True)
class Frozen:
    """A number as it was issued; ``expected`` tells what was printed and what stood around it."""

    id: str
    title: str
    definition: str
    value: str | None
    measure: str
    query: Query
    expected: Expected


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued paper: where it was read, what it said, and how its text and its clean copy are recognised."""

    seq: int
    uuid: str
    issued: datetime
    template: str
    title: str
    unit: str
    period: str
    lang: str
    as_of: int
    root: str
    supersedes: str | None
    numbers: tuple[Frozen, ...]
    text_digest: str
    clean_digest: str


def issued_papers() -> list[Issued]:
    """All issued papers, oldest first."""
    texts = {text.seq: text for text in Text.objects.filter(seq__in=rows_of("report").values("seq"))}
    rows = rows_of("report")
    return [_issued(row, texts.get(row.seq)) for row in rows]


def issued_paper(uuid: str) -> Issued:
    """The paper with that uuid; Refused where this ledger did not issue it."""
    for paper in issued_papers():
        if paper.uuid == uuid:
            return paper
    raise Refused(_("This ledger did not issue the paper %(uuid)s.") % {"uuid": uuid})


def latest_of(*, template: str, unit: str, period: str) -> Issued | None:
    """The last paper issued of a template, unit and period."""
    same = [
        paper for paper in issued_papers() if (paper.template, paper.unit, paper.period) == (template, unit, period)
    ]
    return same[-1] if same else None


def _issued(row: Row, text: Text | None) -> Issued:
    body: Mapping[str, Any] = json.loads(row.body)
    words: Mapping[str, Any] = json.loads(text.details) if text else {"numbers": {}, "text": ""}
    return Issued(
        seq=row.seq,
        uuid=body["report"],
        issued=instant_of(row.received),
        template=text.file if text else "",
        title=text.title if text else "",
        unit=body["unit"],
        period=body["period"],
        lang=body["lang"],
        as_of=body["as_of"],
        root=body["root"],
        supersedes=body["supersedes"],
        numbers=tuple(_frozen(one, words["numbers"]) for one in body["numbers"]),
        text_digest=words["text"],
        clean_digest=body["clean"],
    )


def _frozen(one: Mapping[str, Any], words: Mapping[str, Any]) -> Frozen:
    shown, before, after = words.get(one["id"], (one.get("shown", ""), "", ""))
    return Frozen(
        id=one["id"],
        title=one["title"],
        definition=one["definition"],
        value=one["value"],
        measure=one["measure"],
        query=read_query(one["query"]),
        expected=Expected(one["id"], shown, before, after),
    )


@dataclass(frozen=True, slots=True)
class IssuedTitle:
    """What a list says of an issued paper."""

    seq: int
    uuid: str
    issued: datetime
    template: str
    title: str
    unit: str
    period: str
    as_of: int
    root: str
    supersedes: str | None


def issued_titles(
    units: Collection[str],
    *,
    most: int,
    some: Collection[str] = (),
    after: int | None = None,
    before: int | None = None,
) -> list[IssuedTitle]:
    """The papers issued for units of those codes, and of others those in ``some``, without their numbers.

    They come newest first, those ``before`` a position of the log; with ``after`` oldest first, those behind it.
    """
    rows = _told().filter(Q(code__in=units) | Q(report__in=some))
    if before is not None:
        rows = rows.filter(seq__lt=before)
    rows = rows.order_by("-seq") if after is None else rows.filter(seq__gt=after).order_by("seq")
    return _titles(rows[:most])


def in_force(uuids: Collection[str]) -> dict[str, IssuedTitle]:
    """Of the papers of those uuids that later ones superseded, the last that took their place."""
    after: dict[str, IssuedTitle] = {}
    asked = set(uuids)
    while asked:
        found = _titles(_told().filter(Q(superseded__in=asked)).order_by("seq"))
        after |= {one.supersedes: one for one in found if one.supersedes}
        asked = {one.uuid for one in found} - asked
    return {uuid: _last(uuid, after) for uuid in uuids if uuid in after}


def _last(uuid: str, after: Mapping[str, IssuedTitle]) -> IssuedTitle:
    one = after[uuid]
    while one.uuid in after:
        one = after[one.uuid]
    return one


def _told() -> QuerySet[Row]:
    """The rows of papers with what is asked of their bodies."""
    # Only bodies of papers are JSON of this form, and a database may look at its conditions in any order.
    body = Case(When(type="report", then=Cast("body", JSONField())))
    asked = (("code", "unit"), ("report", "report"), ("superseded", "supersedes"))
    return rows_of("report").annotate(**{name: Cast(KeyTextTransform(key, body), TextField()) for name, key in asked})


def _titles(rows: QuerySet[Row]) -> list[IssuedTitle]:
    found = list(rows.values_list("seq", "received", "body"))
    texts = Text.objects.filter(seq__in=[seq for seq, _received, _body in found])
    words = {seq: (title, file) for seq, title, file in texts.values_list("seq", "title", "file")}
    return [_title(seq, received, json.loads(body), *words.get(seq, ("", ""))) for seq, received, body in found]


def _title(seq: int, received: int, body: Mapping[str, Any], title: str, template: str) -> IssuedTitle:
    return IssuedTitle(
        seq=seq,
        uuid=body["report"],
        issued=instant_of(received),
        template=template,
        title=title,
        unit=body["unit"],
        period=body["period"],
        as_of=body["as_of"],
        root=body["root"],
        supersedes=body["supersedes"],
    )
