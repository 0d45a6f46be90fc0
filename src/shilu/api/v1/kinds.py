"""Kinds of record: what an entry of each counts, and which labels it carries."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Path, Router, Schema
from pydantic import Field

from shilu.api.asking import KeyRequest
from shilu.api.errors import answers
from shilu.ledger.catalogue import Catalogue, Kind, Label

router = Router(tags=["kinds"])


class QuantityShape(Schema):
    """Something that a kind counts."""

    key: str = Field(description="By which it is handed in and read.")
    title: str = Field(description="Its name.")
    measure: str = Field(description="The measure word.")


class LabelValueShape(Schema):
    """A value of a label."""

    key: str = Field(description="By which it is handed in and read.")
    title: str = Field(description="Its name.")


class LabelShape(Schema):
    """A dimension of records."""

    key: str = Field(description="By which it is handed in and read.")
    title: str = Field(description="Its name.")
    open: bool = Field(description="Whether it takes values that are not listed.")
    values: list[LabelValueShape] = Field(description="The values that the catalogue lists.")


class KindShape(Schema):
    """A sort of record."""

    key: str = Field(description="By which it is named elsewhere; it holds a slash.")
    title: str = Field(description="Its name.")
    definition: str = Field(description="What counts, and how it is counted.")
    section: str = Field(description="The part of the catalogue in which it stands.")
    aliases: list[str] = Field(description="Other names by which it is found.")
    adds: str = Field(description="flow: summed in a period; change and level: a stock.")
    private: bool = Field(description="Kept as one count a unit and month; words are not kept.")
    evidence: str = Field(description="none, asked or required.")
    ended: date | None = Field(description="The first day on which it is not recorded any more; null while it is.")
    quantities: list[QuantityShape] = Field(description="What an entry of it counts; the first one is usual.")
    labels: list[LabelShape] = Field(description="Which labels an entry of it may carry.")


@router.get("/kinds", response=answers(list[KindShape]), summary="Kinds of record")
def kinds(request: KeyRequest) -> Any:
    """All kinds of the catalogue that holds now, in its order."""
    catalogue = request.auth.catalogue
    return [_written(kind, catalogue) for kind in catalogue.kinds.values()]


@router.get("/kinds/{path:key}", response=answers(KindShape), summary="One kind")
def kind(request: KeyRequest, key: Annotated[str, Path(description="Key, title or alias.")]) -> Any:
    """One kind, by its key (which holds a slash) or any of its names."""
    meaning = request.auth.catalogue.meaning(key)
    if meaning is None:
        raise Http404
    return _written(meaning.kind, request.auth.catalogue)


def _written(kind: Kind, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "key": kind.key,
        "title": str(kind.title),
        "definition": str(kind.definition),
        "section": kind.section,
        "aliases": list(kind.aliases),
        "adds": kind.adds,
        "private": kind.private,
        "evidence": kind.evidence,
        "ended": kind.ended,
        "quantities": [
            {"key": one.key, "title": str(catalogue.quantities[one.key].title), "measure": one.measure}
            for one in kind.quantities
        ],
        "labels": [_label(catalogue.labels[key]) for key in kind.labels],
    }


def _label(label: Label) -> dict[str, Any]:
    values = [{"key": value.key, "title": str(value.title)} for value in label.values]
    return {"key": label.key, "title": str(label.title), "open": label.open, "values": values}
