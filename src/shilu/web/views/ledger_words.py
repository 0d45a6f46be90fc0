"""Records in the words of the pages: days, counts with their measure words, labels, what became of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.ledger.catalogue import Catalogue, KindQuantity
from shilu.ledger.entry import Entry
from shilu.ledger.entry_words import reason_of, title_of
from shilu.ledger.importing.roles import role_title
from shilu.ledger.listing_counts import told
from shilu.ledger.listing_sums import Sums
from shilu.lib.day_numbers import month_end
from shilu.web.asking import Asking
from shilu.web.templatetags.shilu import icon

_THINGS: Final = frozenset({"items", "issues", "copies"})

Count = tuple[str, str]
"""A number as it is printed, and its measure word."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record as a row of a list; ``counts`` and ``remarks`` are written out, for lists are long and asked for often."""

    entry: Entry
    address: str
    look: str
    days: str
    unit: str
    kind: str
    title: str
    labels: str
    counts: SafeString
    recorded: str
    remarks: SafeString


@dataclass(frozen=True, slots=True)
class SumsLine:
    """What a list comes to: all of one quantity with its measure word, and the same by kind."""

    count: int
    totals: Sequence[tuple[str, Count]]
    by_kind: Sequence[tuple[str, str, SafeString]]
    stocks: bool


def lines_of(entries: Iterable[Entry], *, asking: Asking, files: Mapping[int, int]) -> list[Line]:
    """The rows of a list."""
    anywhere = reverse("ledger_entry", args=[0])
    untitled, joint = _("(without title)"), _("joint event")
    shown = []
    for entry in entries:
        remarks = [_files_shown(files[entry.seq])] if entry.seq in files else []
        if entry.occasion:
            remarks.append(format_html("<span>{}</span>", joint))
        if state := state_of(entry):
            remarks.append(format_html('<span class="needs">{}</span>' if _is_red(entry) else "<span>{}</span>", state))
        shown.append(
            Line(
                entry=entry,
                address=anywhere.replace("0", str(entry.seq)),
                look="cancelled" if entry.reversed_by else "reversal" if entry.type == "reversal" else "",
                days=days(entry.first, entry.last),
                unit=unit_name(entry, asking),
                kind=str(asking.catalogue.kinds[entry.kind].title),
                title=title_of(entry) or untitled,
                labels=" · ".join(text for _name, text in labels_of(entry, asking.catalogue)),
                counts=counts_shown(tuple(counts_of(entry, asking))),
                recorded=localtime(entry.received).date().isoformat(),
                remarks=format_html_join("", "{}", ((one,) for one in remarks)),
            )
        )
    return shown


def counts_shown(counts: tuple[Count, ...]) -> SafeString:
    """Counts with their measure words in a lighter tone; that none is told, where none is."""
    return _written(counts) if counts else format_html('<span class="soft small">{}</span>', _("see the statistics"))


@lru_cache(maxsize=10_000)
def _written(counts: tuple[Count, ...]) -> SafeString:
    """Lists say 1 场 over and over."""
    return format_html_join(" ", '<span class="count">{}<span class="measure">{}</span></span>', counts)


def _files_shown(many: int) -> SafeString:
    return format_html(
        '<span class="files">{}<span class="unseen">{}</span>{}</span>', icon("clip"), _("Evidence"), many
    )


def _is_red(entry: Entry) -> bool:
    return entry.type == "reversal" or entry.reversed_by is not None


def sums_line(sums: Sums, *, catalogue: Catalogue, all_of_it: bool) -> SumsLine:
    """The sums of a list; stocks are not added up, and of private kinds only what is told."""
    totals: dict[str, dict[str, Decimal]] = {}
    of_kind: dict[str, dict[str, Decimal]] = {}
    for (key, quantity), amount in sums.amounts.items():
        of_kind.setdefault(key, {})[quantity] = amount
    by_kind: list[tuple[str, str, SafeString]] = []
    stocks = False
    for key, kind in catalogue.kinds.items():
        amounts = of_kind.get(key)
        if not amounts:
            continue
        if kind.adds != "flow":
            stocks = True
            continue
        shown = list(told(amounts, kind=kind, all_of_it=all_of_it))
        counts = counts_shown(tuple(_told_apart(shown, catalogue)))
        by_kind.append((key, str(kind.title), counts))
        for one, amount in shown:
            of = totals.setdefault(one.key, {})
            of[one.measure] = of.get(one.measure, Decimal(0)) + amount
    return SumsLine(sums.count, list(_totals(totals, catalogue)), by_kind, stocks)


def _totals(totals: Mapping[str, Mapping[str, Decimal]], catalogue: Catalogue) -> Iterator[tuple[str, Count]]:
    """What adds up over kinds: times and people do by whatever word they are counted, articles and posters do not."""
    for key, by_measure in totals.items():
        if len(by_measure) == 1:
            ((measure, amount),) = by_measure.items()
        elif key in _THINGS:
            continue
        else:
            measure, amount = catalogue.quantities[key].measure, sum(by_measure.values(), Decimal(0))
        yield str(catalogue.quantities[key].title), (plain(amount), measure)


def days(first: date, last: date) -> str:
    """2022-06-27, 2022-06 for a whole month, else the first and the last day."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == month_end(last):
        months = [f"{first:%Y-%m}", f"{last:%Y-%m}"]
        return " – ".join(dict.fromkeys(months))
    return f"{first.isoformat()} – {last:%m-%d}" if first.year == last.year else f"{first} – {last}"


def unit_name(entry: Entry, asking: Asking) -> str:
    """What the unit was called on the record's last day, short where it has a short name."""
    name, short = asking.structure.units[entry.unit].names.at(entry.last)
    return short or name


def counts_of(entry: Entry, asking: Asking) -> list[Count]:
    """What a record counts, as far as the reader is told."""
    kind = asking.catalogue.kinds[entry.kind]
    keeps = asking.viewer.may(Right.POST, entry.unit)
    return list(_told_apart(list(told(entry.quantities, kind=kind, all_of_it=keeps)), asking.catalogue))


def _told_apart(shown: Sequence[tuple[KindQuantity, Decimal]], catalogue: Catalogue) -> Iterator[Count]:
    """Numbers with their measure words; with the quantity's name where two have the same one (应完成, 已完成)."""
    measures = [quantity.measure for quantity, _amount in shown]
    for quantity, amount in shown:
        twice = measures.count(quantity.measure) > 1
        name = f" {catalogue.quantities[quantity.key].title}" if twice else ""
        yield plain(amount), f"{quantity.measure}{name}"


def labels_of(entry: Entry, catalogue: Catalogue) -> Iterator[Count]:
    """Name and value of each label of a record."""
    for key, value in entry.labels.items():
        label = catalogue.labels.get(key)
        known = label.value(value) if label else None
        yield (str(label.title) if label else key), (str(known.title) if known else value)


def details_of(entry: Entry) -> Iterator[Count]:
    """Place, host, remark and further words of a record, each with its name."""
    for role, text in entry.texts.particulars.items():
        yield role_title(role), text


def state_of(entry: Entry) -> str:
    """What became of a record, where it does not simply stand."""
    if entry.type == "reversal":
        return _("cancels %(seq)s: %(reason)s") % {"seq": entry.reverses, "reason": reason_of(entry)}
    if entry.reversed_by:
        return _("cancelled")
    return _("corrected") if entry.corrects else ""


def plain(amount: Decimal) -> str:
    """A number with its thousands set apart: 12,345.5."""
    return f"{amount.normalize():,f}"


def names_of(accounts: Collection[str], *, asking: Asking) -> dict[str, str]:
    """Who stands behind each account that the log names."""
    uuids = {text: UUID(text) for text in accounts}
    names = account_names(uuids.values())
    own = asking.workspace.config.account
    names.setdefault(own.id, own.name)
    return {text: names.get(uuid, "") for text, uuid in uuids.items()}
