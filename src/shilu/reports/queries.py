"""Issued papers, as their rows in the log and the words beside them tell."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    title: str
    unit: str
    period: str


def issued_titles(*, limit: int) -> list[IssuedTitle]:
    """The papers issued last, newest first, without their numbers."""
    rows = list(Row.objects.filter(type="report").order_by("-seq")[:limit])
    titles = dict(Text.objects.filter(seq__in=[row.seq for row in rows]).values_list("seq", "title"))
    found = []
    for row in rows:
        body = json.loads(row.body)
        issued = instant_of(row.received)
        found.append(
            IssuedTitle(row.seq, body["report"], issued, titles.get(row.seq, ""), body["unit"], body["period"])
        )
    return found
