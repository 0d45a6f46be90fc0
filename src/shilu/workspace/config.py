"""The settings file of a workspace, shilu.toml, as a value."""

import json
import tomllib
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar
from shilu.workspace.section import Section

FILE = "shilu.toml"
ALGORITHMS = ("sha256", "sm3")
_COPIES = 14


@dataclass(frozen=True, slots=True)
class Account:
    """As whom the command line writes: the ledger keeps the id, the name is for people."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class FormNames:
    """What forms are told of whoever fills them in; without a reporter it is the account's name."""

    reporter: str = ""
    reviewer: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Web:
    """How pages are served: names of the machine beside localhost, whether a proxy speaks https, the line on secrets."""

    hosts: tuple[str, ...] = ()
    https: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Backups:
    """Where a copy of everything goes each day (empty: a folder beside the workspace's), and how many copies are kept."""

    folder: str = ""
    daily: bool = True
    keep: int = _COPIES


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample organisation: the day on which its clock stands, and the code with which all its accounts sign in."""

    today: date
    code: str


@dataclass(frozen=True, slots=True)
class Config:
    """What shilu.toml says; an empty ``database_url`` means the SQLite file beside it."""

    name: str
    uuid: UUID
    account: Account
    algorithm: str = "sha256"
    database_url: str = ""
    time_zone: str = "Asia/Shanghai"
    calendar: BodyCalendar = field(default_factory=BodyCalendar)
    evidence: str = "evidence"
    templates: str = "templates"
    forms: FormNames = FormNames()
    web: Web = Web()
    backup: Backups = Backups()
    sample: Sample | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the body."""
        return ZoneInfo(self.time_zone)


def read_config(text: str, *, file: str = FILE) -> Config:
    """The settings that ``text`` states; Refused, naming ``file`` and key, where it states none."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_("%(file)s cannot be read: %(what)s.") % {"file": file, "what": error}) from None
    names = ("workspace", "account", "database", "calendar", "paths", "forms", "web", "backup", "sample")
    workspace, account, database, calendar, paths, forms, web, backup, sample = (
        Section(whole, name, file=file, required=name in {"workspace", "account"}) for name in names
    )
    for name in whole:
        if name not in names:
            raise Refused(
                _("%(file)s: there is no section [%(section)s]; remove it, or upgrade Shilu.")
                % {"file": file, "section": name}
            )
    config = Config(
        name=workspace.text("name"),
        uuid=workspace.uuid("uuid"),
        algorithm=workspace.one_of("algorithm", ALGORITHMS),
        account=Account(account.uuid("id"), account.text("name")),
        database_url=_url(database),
        time_zone=_zone(calendar),
        calendar=BodyCalendar(
            month_starts_on=calendar.number("month_starts_on", least=1, most=28),
            year_starts_in=calendar.number("year_starts_in", least=1, most=12),
            own=calendar.own_periods("own"),
        ),
        evidence=paths.folder("evidence"),
        templates=paths.folder("templates"),
        forms=FormNames(forms.text("reporter", ""), forms.text("reviewer", ""), forms.text("telephone", "")),
        web=Web(web.texts("hosts"), web.flag("https"), web.text("notice", "")),
        backup=Backups(
            backup.text("folder", ""),
            backup.flag("daily", default=True),
            backup.number("keep", least=1, most=1000, default=_COPIES),
        ),
        sample=Sample(sample.day("today"), sample.text("code")) if "sample" in whole else None,
    )
    for section in (workspace, account, database, calendar, paths, forms, web, backup, sample):
        section.done()
    return config


def _url(database: Section) -> str:
    url = database.text("url", "")
    if url:
        try:
            parts = urlsplit(url)
            fits = parts.scheme in {"postgresql", "postgres"} and len(parts.path) > 1 and parts.port != 0
        except ValueError:
            fits = False
        if not fits:
            raise database.refuse("url", _("write postgresql://user:password@host:5432/name, or leave it empty"))
    return url


def _zone(calendar: Section) -> str:
    zone = calendar.text("time_zone", "Asia/Shanghai")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise calendar.refuse("time_zone", _("there is no time zone %(zone)s") % {"zone": zone}) from None
    return zone


def write_config(config: Config) -> str:
    """``config`` as the text of shilu.toml, each part with a line on what it is for."""
    calendar = config.calendar
    lines = [
        "# " + _("The settings of this Shilu workspace. What is not stated has its usual value."),
        "[workspace]",
        f"name = {_quoted(config.name)}",
        f'uuid = "{config.uuid}"',
        f'algorithm = "{config.algorithm}"    # ' + _("chosen once, never changed"),
        "",
        "# " + _("As whom the command line writes."),
        "[account]",
        f'id = "{config.account.id}"',
        f"name = {_quoted(config.account.name)}",
        "",
        "# " + _("Empty: the file shilu.db. Else postgresql://user:password@host:5432/name."),
        "[database]",
        f"url = {_quoted(config.database_url)}",
        "",
        "# " + _("The day a statistics month starts on, the month a year starts in, and periods of your own."),
        "[calendar]",
        f"time_zone = {_quoted(config.time_zone)}",
        f"month_starts_on = {calendar.month_starts_on}",
        f"year_starts_in = {calendar.year_starts_in}",
        "",
        "[calendar.own]",
        *(f"{_quoted(name)} = {json.dumps(list(days))}" for name, days in sorted(calendar.own.items())),
        "",
        "[paths]",
        f"evidence = {_quoted(config.evidence)}",
        f"templates = {_quoted(config.templates)}",
        "",
        "# " + _("Who stands in forms as reporter (else the account), reviewer and telephone."),
        "[forms]",
        f"reporter = {_quoted(config.forms.reporter)}",
        f"reviewer = {_quoted(config.forms.reviewer)}",
        f"telephone = {_quoted(config.forms.telephone)}",
        "",
        "# "
        + _("The machine's names in the network; https where a proxy in front of it speaks it; the line on secrets."),
        "[web]",
        f"hosts = {json.dumps(list(config.web.hosts), ensure_ascii=False)}",
        f"https = {json.dumps(config.web.https)}",
        f"notice = {_quoted(config.web.notice)}",
        "",
        "# " + _("A copy of everything each day: into which folder (empty: beside this one), and how many are kept."),
        "[backup]",
        f"folder = {_quoted(config.backup.folder)}",
        f"daily = {json.dumps(config.backup.daily)}",
        f"keep = {config.backup.keep}",
    ]
    if config.sample is not None:
        lines += [
            "",
            "# " + _("A sample: its clock stands on this day, and its log-in page shows this code."),
            "[sample]",
            f"today = {config.sample.today.isoformat()}",
            f"code = {_quoted(config.sample.code)}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """``text`` as a basic string of TOML, whose escapes are those of JSON and one more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
