"""Roles, and what each of them may do: one table."""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


class Right(StrEnum):
    """One thing that somebody may do in a unit and all below it."""

    OPEN = "open"  # pages that show nothing but what is one's own
    READ = "read"  # records, figures, evidence
    RECORD = "record"  # hand in a record, which waits where it may not be posted
    POST = "post"  # a record enters the ledger at once; corrections
    CONFIRM = "confirm"  # months of a unit
    IMPORT = "import"
    REPORT = "report"  # drafts, forms, checks
    REVIEW = "review"  # post or return what waits; the second look at a paper
    SIGN = "sign"  # a paper may go out
    RESET = "reset"  # a new first code for somebody of one's own unit
    ADMINISTER = "administer"  # organisation, people, roles, catalogue, settings of the body
    OPERATE = "operate"  # backup, restore, audit, the machine: no content


class Role(StrEnum):
    """What somebody is in a unit."""

    MEMBER = "member"
    RECORDER = "recorder"
    REVIEWER = "reviewer"
    LEADER = "leader"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


_READS: Final = frozenset({Right.OPEN, Right.READ})
_RECORDS: Final = _READS | {Right.RECORD, Right.POST, Right.CONFIRM, Right.IMPORT, Right.REPORT}

RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.MEMBER: _READS | {Right.RECORD},
    Role.RECORDER: _RECORDS | {Right.RESET},
    Role.REVIEWER: _READS | {Right.RECORD, Right.REPORT, Right.REVIEW},
    Role.LEADER: _READS | {Right.REVIEW, Right.SIGN},
    Role.INSPECTOR: _READS,
    Role.ADMINISTRATOR: _RECORDS | {Right.RESET, Right.ADMINISTER},
    Role.SYSTEM: frozenset({Right.OPEN, Right.OPERATE}),
}

TITLES: Final[dict[Role, StrPromise]] = {
    Role.MEMBER: _("ordinary member"),
    Role.RECORDER: _("recorder"),
    Role.REVIEWER: _("reviewer"),
    Role.LEADER: _("leader (reads)"),
    Role.INSPECTOR: _("inspector (reads)"),
    Role.ADMINISTRATOR: _("administrator of the unit"),
    Role.SYSTEM: _("administrator of the system"),
}

CONTENT: Final = frozenset(Right) - {Right.OPEN, Right.OPERATE}
"""Rights that show or change what is recorded; the system's administrator has none of them."""
