"""Labels of kinds by hand: given, renamed, ended and asked again, each as one row of the log."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind, Label, LabelValue, Words
from shilu.ledger.cataloguing import held, laid
from shilu.ledger.clerk import Clerk
from shilu.ledger.labels_made import OWN_LABEL, NewLabel, label_made, refuse_taken, values_named
from shilu.ledger.models import Kind as KindRow
from shilu.ledger.models import Series
from shilu.ledger.organising import apply_catalogue
from shilu.lib.errors import Refused

Named = TypeVar("Named", Label, LabelValue)


def give_label(key: str, *, label: NewLabel | str, clerk: Clerk) -> Label:
    """Ask for a label whenever a kind is recorded: a new one, or one of the catalogue by its key."""
    with transaction.atomic():
        before = held()
        kind = _kind(before, key)
        given = label_made(label, over=before) if isinstance(label, NewLabel) else before.labels.get(label)
        if given is None:
            raise Refused(_("There is no such label."), field="label")
        former = tuple(one for one in kind.former if one != given.key)
        if given.key in kind.asked:
            raise Refused(_("“%(kind)s” is told apart by it already.") % {"kind": kind.title}, field="label")
        kind = replace(kind, labels=tuple(dict.fromkeys((*kind.labels, given.key))), former=former)
        laid(Catalogue(labels={given.key: given}, kinds={key: kind}), over=before, clerk=clerk)
    return given


def change_label(
    key: str,
    *,
    title: str,
    titles: Mapping[str, str],
    ended: Collection[str],
    more: Sequence[str] = (),
    others: bool,
    clerk: Clerk,
) -> Label:
    """Call a label and its values otherwise, offer values no more (``ended``) or again, add ``more`` of them, and take ``others`` as written.

    ``titles`` are the names of values by key. What something was called before is still understood.
    """
    with transaction.atomic():
        before = held()
        label = before.labels.get(key)
        if label is None:
            raise Refused(_("There is no such label."))
        refuse_taken(title, over=before, besides=key)
        values = tuple(
            replace(_renamed(value, titles.get(value.key, value.title.zh)), ended=value.key in ended)
            for value in label.values
        )
        label = replace(_renamed(label, title), values=values, open=others)
        label = replace(label, values=(*values, *_added(more, to=label)))
        if not label.offered and not label.open:
            raise Refused(_("“%(label)s” needs values to choose from.") % {"label": label.title})
        if label != before.labels[key]:
            laid(Catalogue(labels={key: label}), over=before, clerk=clerk)
    return label


def _added(names: Sequence[str], *, to: Label) -> tuple[LabelValue, ...]:
    """The values that ``names`` add to a label; Refused for a name by which one of its values is found."""
    added = values_named(names)
    for value in added:
        known = to.value_named(value.title.zh)
        if known is None:
            continue
        told = {"name": value.title.zh, "value": known.title}
        if value.title.zh in {known.title.zh, known.title.en}:
            raise Refused(_("“%(value)s” is a value already.") % told, field="more")
        raise Refused(
            _("“%(name)s” is read as “%(value)s”; choose another name, or call that value so.") % told, field="more"
        )
    return added


def end_label(key: str, *, label: str, keep: bool, clerk: Clerk) -> bool:
    """Ask for a label of a kind no more; return whether the kind keeps it for the records that carry it.

    It is taken off the kind, and out of the catalogue where nothing else has it, unless ``keep`` or a record, a name or
    a figure has it.
    """
    with transaction.atomic():
        before = held()
        kind = _kind(before, key)
        if label not in kind.asked:
            raise Refused(_("“%(kind)s” is not told apart by it.") % {"kind": kind.title})
        if keep or _used(kind, label, catalogue=before):
            laid(Catalogue(kinds={key: replace(kind, former=(*kind.former, label))}), over=before, clerk=clerk)
            return True
        kind = replace(kind, labels=tuple(one for one in kind.labels if one != label))
        whole = before.with_kinds([kind])
        if label.startswith(OWN_LABEL) and not any(label in one.labels for one in whole.kinds.values()):
            whole = replace(whole, labels={name: one for name, one in whole.labels.items() if name != label})
        apply_catalogue(whole, clerk=clerk)
    return False


def _used(kind: Kind, label: str, *, catalogue: Catalogue) -> bool:
    """Whether a record of the kind carries the label, or a name or figure asks for it."""
    rows = Series.objects.filter(kind__in=KindRow.objects.filter(key=kind.key).values("id"))
    pinned = any(label in name.labels for name in kind.names) or any(
        term.kind == kind.key and label in term.labels for figure in catalogue.figures.values() for term in figure.terms
    )
    return pinned or rows.filter(labels__contains=f'"{label}":').exists()


def _kind(catalogue: Catalogue, key: str) -> Kind:
    kind = catalogue.kinds.get(key)
    if kind is None:
        raise Refused(_("There is no kind %(key)s.") % {"key": key})
    return kind


def _renamed(one: Named, title: str) -> Named:
    title = title.strip()
    if not title:
        raise Refused(_("The name is missing."))
    if title == one.title.zh:
        return one
    names = (*one.aliases, one.title.zh, one.title.en)
    return replace(
        one, title=Words(title), aliases=tuple(dict.fromkeys(name for name in names if name and name != title))
    )
