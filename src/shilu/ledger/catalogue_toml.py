"""A catalogue as people write it: TOML read with every fault named, and written again."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import tomli_w
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Fault, Figure, Kind, Label, Quantity, Words
from shilu.ledger.catalogue_check import check_catalogue
from shilu.ledger.catalogue_tables import (
    SECTIONS,
    Table,
    TableReader,
    read_figure,
    read_kind,
    read_label,
    read_quantity,
)

EMPTY = Catalogue()


def read_catalogue(text: str, *, file: str, over: Catalogue = EMPTY) -> tuple[Catalogue, tuple[Fault, ...]]:
    """The catalogue that ``text`` writes and what is wrong with it.

    ``over`` is the catalogue it will be merged into: quantities, labels, kinds and figures of it may be named. With
    faults the catalogue holds what could be read and must not be applied.
    """
    return read_catalogues({file: text}, over=over)


def read_catalogues(texts: Mapping[str, str], *, over: Catalogue = EMPTY) -> tuple[Catalogue, tuple[Fault, ...]]:
    """The one catalogue that several files write together, by file name; a file may name what stands in one before it."""
    part, faults, places = EMPTY, list[Fault](), dict[str, str]()
    for file, text in texts.items():
        read, found = _read_file(text, file, over=over.merged(part))
        faults += found
        for section, names in (("kinds", read.kinds), ("figures", read.figures), ("labels", read.labels)):
            for key in names:
                if places.setdefault(f"{section}.{key}", file) != file:
                    what = _("stands in %(file)s already") % {"file": places[f"{section}.{key}"]}
                    faults.append(Fault(file, f"{section}.{key}", what))
        places |= {f"quantities.{key}": file for key in read.quantities}
        part = part.merged(read)
    for at, what in check_catalogue(part, whole=over.merged(part)):
        owner = max((place for place in places if at == place or at.startswith(f"{place}.")), key=len, default="")
        faults.append(Fault(places.get(owner, next(iter(texts))), at, what))
    return part, tuple(faults)


def write_catalogue(catalogue: Catalogue) -> str:
    """TOML that ``read_catalogue`` reads as an equal catalogue."""
    document = {
        "quantities": {key: _quantity_table(value) for key, value in catalogue.quantities.items()},
        "labels": {key: _label_table(value) for key, value in catalogue.labels.items()},
        "kinds": {key: _kind_table(value) for key, value in catalogue.kinds.items()},
        "figures": {key: _figure_table(value) for key, value in catalogue.figures.items()},
    }
    others = {"others": list(catalogue.others)} if catalogue.others else {}
    return tomli_w.dumps(others | {name: tables for name, tables in document.items() if tables})


@functools.cache
def grassroots() -> Catalogue:
    """The packaged catalogue."""
    folder = resources.files("shilu.ledger") / "catalogues"
    names = sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    files = [folder / f"{name}.toml" for name in names]  # grassroots.toml, with the quantities, before its parts
    catalogue, faults = read_catalogues({path.name: path.read_text(encoding="utf-8") for path in files})
    if faults:
        raise AssertionError(faults)
    return catalogue


def _read_file(text: str, file: str, *, over: Catalogue) -> tuple[Catalogue, list[Fault]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return EMPTY, [Fault(file, "", _("is not TOML: %(error)s") % {"error": error})]
    reader = TableReader(file=file, namespace=str(document.pop("namespace", "")))
    others = Table(reader, "catalogue", {"others": document.pop("others", [])}).texts("others")
    sections = {name: reader.tables(name, document.pop(name, {})) for name in SECTIONS}
    for name in document:
        reader.fault(name, _("unknown section"))
    quantities = dict(reader.each("quantities", sections["quantities"], read_quantity))
    reader.measures |= {key: quantity.measure for key, quantity in (*over.quantities.items(), *quantities.items())}
    labels = dict(reader.each("labels", sections["labels"], read_label))
    kinds = dict(reader.each("kinds", sections["kinds"], read_kind))
    figures = dict(reader.each("figures", sections["figures"], read_figure))
    return Catalogue(quantities, labels, kinds, figures, others), reader.faults


def _words(name: str, words: Words) -> dict[str, str]:
    prefix = f"{name}_" if name else ""
    return {f"{prefix}{code}": text for code, text in (("zh", words.zh), ("en", words.en)) if text}


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in ("", [], {}, False, None)}


def _quantity_table(quantity: Quantity) -> dict[str, Any]:
    table = {"measure": quantity.measure, "measures": list(quantity.measures), "joint": quantity.joint}
    return _words("", quantity.title) | _filled(table)


def _label_table(label: Label) -> dict[str, Any]:
    values = [
        {"key": value.key} | _words("", value.title) | _filled({"aliases": list(value.aliases), "ended": value.ended})
        for value in label.values
    ]
    return _words("", label.title) | _filled({"aliases": list(label.aliases), "open": label.open, "values": values})


def _kind_table(kind: Kind) -> dict[str, Any]:
    names = [
        _filled({"name": n.name, "labels": dict(n.labels), "quantity": n.quantity or "", "sign": n.sign})
        for n in kind.names
    ]
    table = {
        "section": kind.section,
        "aliases": list(kind.aliases),
        "quantities": [f"{quantity.key} {quantity.measure}" for quantity in kind.quantities],
        "adds": kind.adds,
        "labels": list(kind.labels),
        "former": list(kind.former),
        "ended": kind.ended,
        "private": kind.private,
        "one_person": kind.one_person,
        "evidence": kind.evidence,
        "opens_problem": kind.opens_problem,
        "names": names,
    }
    return _words("", kind.title) | _words("definition", kind.definition) | _filled(table)


def _figure_table(figure: Figure) -> dict[str, Any]:
    terms = [
        _filled({"kind": t.kind, "quantity": t.quantity, "labels": dict(t.labels), "sign": t.sign})
        for t in figure.terms
    ]
    table = {
        "aliases": list(figure.aliases),
        "type": figure.type,
        "quantity": figure.quantity,
        "measure": figure.measure,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "of": figure.of,
        "per": figure.per,
        "against": figure.against,
        "where": dict(figure.where),
        "terms": terms,
        "targets": [_filled({"period": t.period, "amount": str(t.amount), "unit": t.unit}) for t in figure.targets],
    }
    return _words("", figure.title) | _words("definition", figure.definition) | _filled(table)
