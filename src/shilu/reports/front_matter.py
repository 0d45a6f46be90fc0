"""The block of settings at the head of a template: TOML between two lines of +++, read into a FrontMatter."""

import difflib
import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.reports.document import FrontMatter

FORMS = ("report", "letter", "minutes")
FENCE = "+++"

_TEXTS = (
    "title", "subtitle", "to", "from", "note", "classification", "urgency", "issuer_mark", "number", "copies_to", "printed_by",
    "attending", "absent", "observing", "unit", "period", "every", "layout", "learned",
)  # fmt: skip
_DAYS = ("date", "printed_on", "until")
_LISTS = ("attachments", "signer")
_KEYS = ("form", "seal", "copy_number", *_TEXTS, *_DAYS, *_LISTS)

_CHINESE_DAY = re.compile(r"(\d{4})(?:年|-|\.|/)(\d{1,2})(?:月|-|\.|/)(\d{1,2})日?")
_LETTER_NUMBER = re.compile(r"(.+?)[〔\[［(（【](\d{4})(?:年)?[〕\]］)）】]第?0*(\d+)号?")
_LINE_IN_FRONT = re.compile(r"at line (\d+)")


def split_front_matter(text: str) -> tuple[str, str]:
    """The TOML text and the body of a template; the TOML is empty where the file opens with no +++ line.

    The body keeps its place: it is preceded by as many empty lines as the block took, so that line numbers in later
    messages are those of the file.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    opening = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if opening == len(lines) or lines[opening].strip() != FENCE:
        return "", "\n".join(lines)
    for at in range(opening + 1, len(lines)):
        if lines[at].strip() == FENCE:
            return "\n" * (opening + 1) + "\n".join(lines[opening + 1 : at]), "\n" * (at + 1) + "\n".join(
                lines[at + 1 :]
            )
    raise Refused(
        _("The settings that open with +++ on line %(line)s are not closed; add a line of +++ below them.")
        % {"line": opening + 1}
    )


def parse_front_matter(text: str, *, render: Callable[[str], str] | None = None) -> tuple[FrontMatter, str]:
    """The settings and the body of the template ``text``.

    ``render`` is applied to every text of the settings (it fills in ``{{ period }}`` and the like); without it texts with
    ``{{`` stay as they are. Refused names the line or the key that cannot be taken.
    """
    settings, body = split_front_matter(text)
    return _front_of(_toml(settings), render or str), body


def _toml(settings: str) -> dict[str, Any]:
    try:
        return tomllib.loads(settings)
    except tomllib.TOMLDecodeError as fault:
        found = _LINE_IN_FRONT.search(str(fault))
        where = found.group(1) if found else "1"
        raise Refused(
            _('Line %(line)s of the settings between +++ cannot be read: %(line_text)s. Write it as key = "text".')
            % {"line": where, "line_text": _line(settings, int(where))}
        ) from fault


def _line(settings: str, number: int) -> str:
    lines = settings.split("\n")
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _front_of(settings: dict[str, Any], render: Callable[[str], str]) -> FrontMatter:
    for key in settings:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=3, cutoff=0.5) or list(_KEYS)
            raise Refused(
                _("The settings between +++ know no %(key)s; near to it: %(near)s.")
                % {"key": key, "near": ", ".join(near)}
            )
    texts = {key: _text(key, settings.get(key, ""), render) for key in _TEXTS}
    days = {key: _day(key, settings.get(key), render) for key in _DAYS}
    form = settings.get("form", "report")
    if form not in FORMS:
        raise Refused(_("form is %(form)s; write report, letter or minutes.") % {"form": form})
    return FrontMatter(
        form=form,
        title=texts["title"],
        subtitle=texts["subtitle"],
        to=texts["to"].rstrip("：:"),
        sender=texts["from"],
        dated=days["date"],
        seal=_yes("seal", settings.get("seal", False)),
        note=texts["note"].strip("（）()"),
        attachments=_list("attachments", settings.get("attachments", []), render),
        copy_number=_copy_number(settings.get("copy_number", "")),
        classification=texts["classification"],
        urgency=texts["urgency"],
        issuer_mark=texts["issuer_mark"],
        number=texts["number"] if form == "minutes" else _letter_number(texts["number"]),
        signers=_list("signer", settings.get("signer", []), render),
        copies_to=texts["copies_to"].rstrip("。."),
        printed_by=texts["printed_by"],
        printed_on=days["printed_on"],
        attending=texts["attending"],
        absent=texts["absent"],
        observing=texts["observing"],
        unit=texts["unit"],
        period=texts["period"],
        every=texts["every"],
        until=days["until"],
        layout=texts["layout"],
        learned=texts["learned"],
    )


def _text(key: str, value: Any, render: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return render(value).strip()
    if isinstance(value, int) and not isinstance(value, bool) and key in {"period", "unit"}:
        return str(value)
    raise Refused(_("%(key)s is %(value)s; write it as text in quotation marks.") % {"key": key, "value": value})


def _list(key: str, value: Any, render: Callable[[str], str]) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise Refused(_('%(key)s is %(value)s; write it as text or as ["one", "two"].') % {"key": key, "value": value})
    return tuple(shown for item in items if (shown := render(item).strip()))


def _day(key: str, value: Any, render: Callable[[str], str]) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    shown = render(value).strip() if isinstance(value, str) else ""
    if value is None or shown == "" or "{{" in shown:
        if value is None or isinstance(value, str):
            return None
    elif found := _CHINESE_DAY.fullmatch(shown):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    raise Refused(
        _("%(key)s is %(value)s, which is no day; write it as 2022-06-20 or 2022年6月20日.")
        % {"key": key, "value": value}
    )


def _yes(key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Refused(_("%(key)s is %(value)s; write true or false.") % {"key": key, "value": value})


def _copy_number(value: Any) -> str:
    digits = str(value).strip()
    if digits == "":
        return ""
    if isinstance(value, bool) or not digits.isascii() or not digits.isdigit() or len(digits) > 6:
        raise Refused(_("copy_number is %(value)s; a copy number is at most six digits.") % {"value": value})
    return digits.zfill(6)


def _letter_number(value: str) -> str:
    """示公〔2026〕3号: the year in 〔〕, no 第, no leading zeros (GB/T 9704-2012, 7.2.5)."""
    if value == "" or "{{" in value:
        return value
    found = _LETTER_NUMBER.fullmatch(value.replace(" ", ""))
    if found is None:
        raise Refused(_("number is %(value)s; write it as 示公〔2026〕3号, with the full year.") % {"value": value})
    issuer, year, running = found.groups()
    return f"{issuer}〔{year}〕{running}号"
