"""The stages of a paper, and which act leads from one to another: one table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from shilu.lib.errors import Refused


class Stage(StrEnum):
    """Where a paper stands."""

    DRAFT = "draft"
    REVIEW = "review"
    SIGNING = "signing"
    SIGNED = "signed"
    FINAL = "final"
    SENT = "sent"


class Act(StrEnum):
    """What somebody does with a paper."""

    HAND_IN = "hand_in"
    RECALL = "recall"
    PASS = "pass"  # noqa: S105 - a word of the second look
    RETURN = "return"
    SIGN = "sign"
    SIGN_SHEET = "sign_sheet"
    REOPEN = "reopen"
    ISSUE = "issue"
    SEND = "send"
    UNSEND = "unsend"


STAGES: Final[dict[Stage, StrPromise]] = {
    Stage.DRAFT: gettext_lazy("being written"),
    Stage.REVIEW: gettext_lazy("waits for review"),
    Stage.SIGNING: gettext_lazy("waits for signature"),
    Stage.SIGNED: gettext_lazy("signed, not final yet"),
    Stage.FINAL: gettext_lazy("final"),
    Stage.SENT: gettext_lazy("sent"),
}

ACTS: Final[dict[Act, StrPromise]] = {
    Act.HAND_IN: gettext_lazy("Handed in for review"),
    Act.RECALL: gettext_lazy("Taken back to write on"),
    Act.PASS: gettext_lazy("Reviewed"),
    Act.RETURN: gettext_lazy("Returned"),
    Act.SIGN: gettext_lazy("Signed"),
    Act.SIGN_SHEET: gettext_lazy("Signed on the printed sheet"),
    Act.REOPEN: gettext_lazy("Taken back to write on"),
    Act.ISSUE: gettext_lazy("Made final"),
    Act.SEND: gettext_lazy("Sent"),
    Act.UNSEND: gettext_lazy("Sending taken back"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """From where to where an act leads."""

    before: frozenset[Stage]
    after: Stage


def _move(*before: Stage, after: Stage) -> Move:
    return Move(frozenset(before), after)


MOVES: Final[dict[Act, Move]] = {
    Act.HAND_IN: _move(Stage.DRAFT, after=Stage.REVIEW),
    Act.RECALL: _move(Stage.REVIEW, Stage.SIGNING, after=Stage.DRAFT),
    Act.PASS: _move(Stage.REVIEW, after=Stage.SIGNING),
    Act.RETURN: _move(Stage.REVIEW, Stage.SIGNING, after=Stage.DRAFT),
    Act.SIGN: _move(Stage.SIGNING, after=Stage.SIGNED),
    # The sheet carries the words of the reviewer and of the signer, so it may skip the second look on the screen.
    Act.SIGN_SHEET: _move(Stage.REVIEW, Stage.SIGNING, after=Stage.SIGNED),
    Act.REOPEN: _move(Stage.SIGNED, after=Stage.DRAFT),
    Act.ISSUE: _move(Stage.SIGNED, after=Stage.FINAL),
    Act.SEND: _move(Stage.FINAL, Stage.SENT, after=Stage.SENT),
    Act.UNSEND: _move(Stage.SENT, after=Stage.FINAL),
}


def stage_after(act: Act, *, stage: Stage) -> Stage:
    """Where ``act`` leads from ``stage``; Refused where it leads nowhere from there."""
    move = MOVES[act]
    if stage not in move.before:
        raise Refused(
            _("The paper is %(stage)s by now; load the page again and look what is to be done.")
            % {"stage": STAGES[stage]}
        )
    return move.after


def acts_from(stage: Stage) -> tuple[Act, ...]:
    """What can be done with a paper that stands at ``stage``."""
    return tuple(act for act, move in MOVES.items() if stage in move.before)
