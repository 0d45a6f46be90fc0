"""What a person said of a phrase, laid into the catalogue: a name of a figure, or none of ours."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from shilu.figures.names import figures_named
from shilu.ledger.catalogue import Catalogue, Figure, KindName, Meaning
from shilu.ledger.catalogue_check import check_catalogue
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.catalogue_toml import grassroots
from shilu.lib.errors import Refused

NONE_OF_OURS = frozenset({"", "无", "none", "-"})
"""What stands for "no figure of ours" where a figure is asked for."""


def learned(catalogue: Catalogue, phrase: str, name: str) -> Catalogue:
    """The catalogue in which ``phrase`` means what ``name`` does: a figure, a kind, or a kind with labels or a quantity.

    ``name`` is a name or key as ``shilu figures`` takes it; one of ``NONE_OF_OURS`` keeps the phrase as none of ours. The
    same catalogue where it is so already. A further name that was learned moves to what is said last; Refused where
    ``name`` fits nothing, or ``phrase`` is a title, or a name in the packaged catalogue, of something else.
    """
    written = phrase.strip()
    if len(normalised(written)) < 2:
        raise Refused(_("“%(phrase)s” is too short for a name.") % {"phrase": written})
    if name.strip() in NONE_OF_OURS:
        return _with_other(catalogue, written)
    meant = _meant(catalogue, name.strip())
    others = tuple(other for other in catalogue.others if normalised(other) != normalised(written))
    catalogue = replace(catalogue, others=others)
    held = catalogue.figure_named(written)
    if held is not None:
        if _same(held, meant):
            return catalogue
        kept = _without(catalogue, written)
        if kept.figure_named(written) is None and grassroots().figure_named(written) is None:
            return learned(kept, written, name)
        told = {"phrase": written, "held": _title(held), "name": _title(meant)}
        if normalised(written) == normalised(told["held"]):
            raise Refused(
                _("“%(phrase)s” is what a figure is called, so it cannot mean “%(name)s”; write more of the words.")
                % told
            )
        raise Refused(
            _(
                "“%(phrase)s” is a name of “%(held)s” already, so it cannot be one of “%(name)s”; write more of the words."
            )
            % told
        )
    part = _named(meant, written)
    whole = catalogue.merged(part)
    for at, what in check_catalogue(part, whole=whole):
        raise Refused(
            _("“%(phrase)s” cannot be a name of %(at)s: %(what)s.") % {"phrase": written, "at": at, "what": what}
        )
    return whole


def _without(catalogue: Catalogue, phrase: str) -> Catalogue:
    """The catalogue in which ``phrase`` is no further name of anything; titles stay."""

    def others(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if normalised(name) != normalised(phrase))

    kinds = [
        replace(
            kind,
            aliases=others(kind.aliases),
            names=tuple(name for name in kind.names if normalised(name.name) != normalised(phrase)),
        )
        for kind in catalogue.kinds.values()
    ]
    figures = [replace(figure, aliases=others(figure.aliases)) for figure in catalogue.figures.values()]
    return replace(
        catalogue, kinds={kind.key: kind for kind in kinds}, figures={figure.key: figure for figure in figures}
    )


def split_pair(text: str) -> tuple[str, str]:
    """``PHRASE=FIGURE`` in its two parts; Refused where it is no such pair."""
    phrase, sign, name = text.replace("＝", "=").partition("=")
    if not sign or not phrase.strip():
        raise Refused(_("“%(text)s” is not written as PHRASE=FIGURE.") % {"text": text})
    return phrase.strip(), name.strip()


def _with_other(catalogue: Catalogue, phrase: str) -> Catalogue:
    if normalised(phrase) in {normalised(other) for other in catalogue.others}:
        return catalogue
    return replace(catalogue, others=(*catalogue.others, phrase))


def _meant(catalogue: Catalogue, name: str) -> Figure | Meaning:
    found = catalogue.figure_named(name)
    if found is None:
        figures_named(name, catalogue=catalogue)  # refuses with the nearest names, or finds a key of our own making
        raise Refused(
            _("“%(name)s” has no name of its own that could be another's too; name the kind.") % {"name": name}
        )
    return found


def _same(held: Figure | Meaning, meant: Figure | Meaning) -> bool:
    if isinstance(held, Meaning) and isinstance(meant, Meaning):
        return (held.kind.key, dict(held.labels), held.quantity, held.sign) == (
            meant.kind.key,
            dict(meant.labels),
            meant.quantity,
            meant.sign,
        )
    return isinstance(held, Figure) and isinstance(meant, Figure) and held.key == meant.key


def _named(meant: Figure | Meaning, phrase: str) -> Catalogue:
    """The part of a catalogue that gives what was meant the further name."""
    if isinstance(meant, Figure):
        figure = replace(meant, aliases=(*meant.aliases, phrase))
        return Catalogue(figures={figure.key: figure})
    kind = meant.kind
    if meant.labels or meant.quantity or meant.sign:
        name = KindName(phrase, dict(meant.labels), meant.quantity, meant.sign)
        kind = replace(kind, names=(*kind.names, name))
    else:
        kind = replace(kind, aliases=(*kind.aliases, phrase))
    return Catalogue(kinds={kind.key: kind})


def _title(named: Figure | Meaning) -> str:
    return str(named.title if isinstance(named, Figure) else named.kind.title)
