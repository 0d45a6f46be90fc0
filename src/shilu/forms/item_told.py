"""How figures are told where words of a form mean one, several or none."""

from django.utils.translation import gettext as _

from shilu.figures.names import Asked
from shilu.forms.form_words import form_words
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.vocabulary import bare


def is_count_of(text: str, asked: Asked) -> bool:
    """Whether a figure is the number of what the words name: 民警人数 of 民警."""
    title = bare(str(asked.figure.title))
    return title.startswith(bare(text)) and title.removeprefix(bare(text)) in form_words().quantities


def nothing_known(text: str, catalogue: Catalogue) -> str:
    """That words mean no figure, with the names near them."""
    near = "、".join(catalogue.nearest(text, figures=True))
    if near:
        return _("nothing is known by the name “%(name)s”; near it: %(near)s") % {"name": text, "near": near}
    return _("nothing is known by the name “%(name)s”") % {"name": text}


def figure_told(asked: Asked, catalogue: Catalogue) -> str:
    """A figure with the values that pin it."""
    values = []
    for key, value in asked.labels.items():
        label = catalogue.labels.get(key)
        known = label.value(value) if label else None
        values.append(str(known.title) if known else value)
    title = str(asked.figure.title)
    return f"{title}（{'、'.join(values)}）" if values else title
