"""What a template can say: figures, changes, tables, pictures and records by name, and how its text is filled in."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from jinja2 import (
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError

from shilu.lib.errors import Refused
from shilu.reports.binder import Binder
from shilu.reports.printed_charts import chart
from shilu.reports.printed_entries import entries
from shilu.reports.printed_tables import table
from shilu.reports.sandbox import Sandbox
from shilu.reports.spoken import Spoken
from shilu.reports.template_words import fault_words


class Named(str):
    """A unit that prints as its name and carries more."""

    __slots__ = ("code", "name", "short_name")

    code: str
    name: str
    short_name: str


def surroundings(binder: Binder) -> dict[str, Any]:
    """The names that a template can use, Chinese names beside English ones."""
    unit, period = Named(binder.unit.name), Spoken.of(binder.period)
    unit.code, unit.name, unit.short_name = binder.unit.code, binder.unit.name, binder.unit.short_name
    functions: dict[str, Callable[..., str]] = {
        "figure": binder.figure,
        "数": binder.figure,
        "change": binder.change,
        "增减": binder.change,
        "percent": binder.percent,
        "增幅": binder.percent,
        "compared": binder.compared,
        "上期": binder.compared,
        "total": binder.total,
        "合计": binder.total,
        "old": binder.old,
        "旧数": binder.old,
        **dict.fromkeys(("table", "表"), _with(binder, table)),
        **dict.fromkeys(("chart", "图"), _with(binder, chart)),
        **dict.fromkeys(("entries", "记录"), _with(binder, entries)),
    }
    return {**functions, "unit": unit, "单位": unit, "period": period, "期间": period, "year": binder.period.last.year}


def _with(binder: Binder, ask: Callable[..., str]) -> Callable[..., str]:
    """``ask`` of this paper; a function within, since a template reaches the parts of anything else."""

    def asked(*names: str, **options: Any) -> str:
        return ask(binder, *names, **options)

    return asked


def unreadable(fault: TemplateSyntaxError, *, file: str) -> Refused:
    """The line about a template that cannot be read, to be raised."""
    return Refused(
        _("%(file)s, line %(line)s: %(message)s")
        % {"file": file, "line": fault.lineno, "message": fault_words(fault.message)}
    )


def render(text: str, names: dict[str, Any], *, file: str) -> str:
    """``text`` with its expressions filled in; Refused, naming the line, for what a template cannot do."""
    try:
        return Sandbox().printed(text, names)
    except TemplateSyntaxError as error:
        raise unreadable(error, file=file) from error
    except TemplateNotFound as error:
        raise Refused(
            _("%(file)s%(line)s: a template stands alone; it cannot bring in %(name)s.")
            % {"file": file, "line": _line(error), "name": error.name}
        ) from error
    except SecurityError as error:
        raise Refused(
            _("%(file)s%(line)s: a template reads figures and records, and nothing else of the program.")
            % {"file": file, "line": _line(error)}
        ) from error
    except UndefinedError as error:
        raise Refused(
            _(
                "%(file)s%(line)s: unknown name (%(message)s); there are figure, change, percent, compared, total, old, table, chart, entries, unit, period, year."
            )
            % {"file": file, "line": _line(error), "message": fault_words(error.message)}
        ) from error
    except Refused as error:
        raise Refused(_("%(what)s: %(why)s") % {"what": f"{file}{_line(error)}", "why": error}) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, KeyError) as error:
        raise Refused(
            _("%(file)s%(line)s cannot be filled in: %(message)s")
            % {"file": file, "line": _line(error), "message": error}
        ) from error


def _line(error: BaseException) -> str:
    """The line of the template in which ``error`` was raised."""
    number = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return "" if number is None else _(", line %(line)s") % {"line": number}
