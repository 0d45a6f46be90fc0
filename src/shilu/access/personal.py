"""Every field that can hold something about a person: what for, how long, and who reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

Words = str | StrPromise


@dataclass(frozen=True, slots=True)
class Personal:
    """Fields of one table, ``app.Model``: what they hold in words, their purpose, how long they are kept, who reads them."""

    model: str
    fields: tuple[str, ...]
    what: Words
    purpose: Words
    kept: Words
    readers: Words


_WHILE_HERE: Final = _("while the person is with the body; erased on request or when the account is erased")
_WHILE_OPEN: Final = _("until it is handed in, dropped or handed over")
_WITH_THE_LOG: Final = _("as long as the ledger; the id alone, which names nobody once the account is erased")
_OWN: Final = _("the person")
_OWN_AND_ADMINISTRATORS: Final = _("the person, recorders and administrators of the unit")
_READERS_OF_UNIT: Final = _("who reads the records of the unit")
_ADMINISTRATORS: Final = _("administrators of the body and of the system")
NOT_WRITTEN: Final = _("not written: switched off")
_NOBODY: Final = _("nobody; the program compares it")

PERSONAL: Final[tuple[Personal, ...]] = (
    Personal("organisation.Person", ("uuid", "name", "number"), _("name and staff number"), _("to know who belongs to which unit"), _WHILE_HERE, _OWN_AND_ADMINISTRATORS),
    Personal("access.Account", ("uuid", "person", "number", "name"), _("name and staff number of the account"), _("to sign in, and to say who recorded what"), _WHILE_HERE, _OWN_AND_ADMINISTRATORS),
    Personal("access.Account", ("password",), _("the code to sign in, as a hash"), _("to sign in"), _("until another code takes its place; a hash alone"), _NOBODY),
    Personal("access.Account", ("language",), _("the language of the pages"), _("to show pages in the language chosen"), _WHILE_HERE, _OWN),
    Personal("access.Appointment", ("role", "lines"), _("roles, and the lines of a leader"), _("to know what somebody may see and do"), _WHILE_HERE, _OWN_AND_ADMINISTRATORS),
    Personal("access.Act", ("account", "name", "act", "what", "before", "after"), _("acts of administration: who, what, before and after"), _("to show what administrators did"), _("three years at least; name and number are taken out when the account is erased"), _ADMINISTRATORS),
    Personal("access.Token", ("name", "digest"), _("keys for programs: name and hash"), _("to let programs of the person read and record"), _("until it ends or is taken away"), _OWN),
    Personal("sessions.Session", ("session_key", "session_data"), _("that a browser is signed in"), _("to stay signed in"), _("twelve hours after the last use"), _NOBODY),
    Personal("axes.AccessAttempt", ("username", "ip_address", "user_agent", "path_info", "get_data", "post_data", "http_accept"), _("wrong tries to sign in: number, address of the computer, browser"), _("to stop the guessing of codes"), _("until the next success; codes are masked"), _ADMINISTRATORS),
    Personal("axes.AccessAttemptExpiration", (), _("wrong tries to sign in: number, address of the computer, browser"), _("to stop the guessing of codes"), _("until the next success; codes are masked"), _ADMINISTRATORS),
    Personal("axes.AccessFailureLog", ("username", "ip_address", "user_agent", "path_info", "http_accept"), _("a log of failed sign-ins"), _("to stop the guessing of codes"), NOT_WRITTEN, _NOBODY),
    Personal("axes.AccessLog", ("username", "ip_address", "user_agent", "path_info", "http_accept", "session_hash"), _("a log of sign-ins"), _("to stop the guessing of codes"), NOT_WRITTEN, _NOBODY),
    Personal("ledger.Row", ("account",), _("who recorded an entry"), _("to say who recorded what"), _WITH_THE_LOG, _READERS_OF_UNIT),
    Personal("ledger.Row", ("body",), _("what an entry says beside its numbers"), _("what an entry says beside its numbers; people by id alone"), _WITH_THE_LOG, _READERS_OF_UNIT),
    Personal("ledger.Text", ("title", "details", "file", "sheet"), _("title, details and source file of a record"), _("the words of a record, which may name people"), _("as long as the ledger; erased on request, with its salt"), _READERS_OF_UNIT),
    Personal("ledger.Evidence", ("name", "digest"), _("evidence files and their names"), _("the file of a record, which may show people"), _("as long as the ledger; erased on request, with its salt"), _READERS_OF_UNIT),
    Personal("ledger.Attendance", ("person",), _("who attended"), _("to count people once who came several times"), _("as long as the ledger; erased on request"), _NOBODY),
    Personal("recording.Draft", ("account", "content"), _("drafts of records"), _("what was typed and not yet handed in"), _WHILE_OPEN, _OWN),
    Personal("recording.Waiting", ("account", "settled_by", "content", "words", "word"), _("records that wait, with the words of the review"), _("a record that waits for a second look"), _WITH_THE_LOG, _READERS_OF_UNIT),
    Personal("recording.Staged", ("account", "name", "content"), _("files of records that wait"), _("files of a record that is not posted yet"), _WHILE_OPEN, _OWN),
    Personal("recording.Usual", ("account",), _("which kinds one records, and last time's values"), _("to put one's own kinds first and last time's values into the form"), _WHILE_OPEN, _OWN),
    Personal("recording.ReviewSwitch", ("account",), _("who switched review on"), _("to show what administrators did"), _WITH_THE_LOG, _ADMINISTRATORS),
    Personal("recording.Acknowledged", ("account", "key", "outcome"), _("that a record was sent, and the answer"), _("so that what is sent twice counts once"), _("thirty days"), _NOBODY),
    Personal("deadlines.Deadline", ("account", "to"), _("who entered a deadline, and to whom it goes"), _("what is due for whom"), _("until it is taken away"), _READERS_OF_UNIT),
    Personal("deadlines.Done", ("account", "how"), _("who has sent what was due, and how"), _("who has sent what, when and how"), _("as long as the deadline"), _READERS_OF_UNIT),
    Personal("collecting.Delivery", ("account", "name", "choices", "outcome", "preview", "reason", "summary"), _("workbooks handed in, and who handed them in"), _("workbooks that were handed in, until they are imported"), _("content: some days, then erased; who handed in: as long as the ledger"), _READERS_OF_UNIT),
    Personal("figures.View", ("account", "name", "question"), _("saved views of statistics"), _("to find one's own statistics again"), _("until it is taken away; one's own when the account is erased"), _OWN),
    Personal("reports.Paper", ("account", "title", "text"), _("papers: who writes them, title and text"), _("papers on their way, which may name people"), _("as long as the body keeps its papers"), _READERS_OF_UNIT),
    Personal("reports.Step", ("account", "words", "signer"), _("steps of a paper: who, the signer, words"), _("who looked at, signed and sent a paper"), _("as long as the body keeps its papers"), _READERS_OF_UNIT),
    Personal("reports.PaperFile", ("account", "content", "name"), _("files of papers and scans of signed sheets"), _("papers and scans of signed sheets"), _("as long as the body keeps its papers"), _READERS_OF_UNIT),
    Personal("reports.Copy", ("account", "text"), _("earlier texts of a paper"), _("papers on their way, which may name people"), _("as long as the body keeps its papers"), _READERS_OF_UNIT),
    Personal("reports.TakenBack", ("account", "name", "text", "lines", "found"), _("files of papers that came back edited"), _("papers on their way, which may name people"), _("as long as the body keeps its papers"), _READERS_OF_UNIT),
    Personal("reports.KeptEdit", ("account", "reason"), _("numbers kept by hand: who and why"), _("who let a number stand against the ledger, and why"), _("as long as the body keeps its papers"), _READERS_OF_UNIT),
    Personal("reports.Sending", ("account", "to", "words"), _("sendings of a paper: who, to whom, words"), _("who sent a paper to whom"), _("as long as the body keeps its papers"), _READERS_OF_UNIT),
    Personal("django_tasks_database.DBTaskResult", ("args_kwargs", "return_value", "traceback", "exception_class_path"), _("what the server does in the background"), _("work done in the background, such as a large import"), _("thirty days"), _NOBODY),
)  # fmt: skip

IMPERSONAL: Final = frozenset(
    {
        "organisation.Unit", "ledger.Head", "ledger.Kind", "ledger.Series", "ledger.Amount",
        "figures.Mark", "figures.Sum", "figures.Seen", "contenttypes.ContentType", "auth.Permission", "auth.Group",
    }
)  # fmt: skip
"""Tables that hold nothing about people in any field."""

_PLAIN: Final[dict[str, tuple[str, ...]]] = {
    "ledger.Row": ("type", "uuid", "labels", "quantities", "commitment", "leaf"),
    "ledger.Text": ("salt",),
    "ledger.Evidence": ("salt",),
    "access.Appointment": ("unit",),
    "access.Act": ("unit",),
    "recording.Draft": ("uuid", "unit", "kind"),
    "recording.Waiting": ("uuid", "unit", "kind", "state"),
    "recording.Staged": ("uuid",),
    "recording.Usual": ("unit", "kind"),
    "recording.ReviewSwitch": ("unit",),
    "recording.Acknowledged": ("digest",),
    "deadlines.Deadline": (
        *("uuid", "unit", "sort", "title", "repeats", "period", "below", "template", "form", "form_name", "figures"),
    ),
    "deadlines.Done": ("unit",),
    "collecting.Delivery": ("guesses", "state"),
    "reports.Paper": ("layout", "period", "stage", "template"),
    "reports.Step": ("act", "before", "after"),
    "reports.PaperFile": ("form",),
    "reports.KeptEdit": ("ledger", "query", "shown", "title"),
    "reports.Sending": ("how", "number"),
    "django_tasks_database.DBTaskResult": (
        *("id", "status", "task_path", "worker_ids", "queue_name", "backend_name", "run_after"),
    ),
}
"""Fields beside the personal ones of a table, looked at and found to hold nothing about people."""


def listed_fields() -> Iterator[tuple[str, str]]:
    """Every field that was looked at, as table and field."""
    for one in PERSONAL:
        yield from ((one.model, field) for field in one.fields)
    for model, fields in _PLAIN.items():
        yield from ((model, field) for field in fields)
