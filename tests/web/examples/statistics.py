"""How the pages of figures are asked for."""

from decimal import Decimal
from urllib.parse import quote

from shilu.figures.saved import Question
from shilu.figures.saved_operations import keep_view
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import catalogue_at
from shilu.ledger.targeting import countable, set_target
from web.world import BY, Example, World

MEETING = quote("test/meeting.times")


def kept(world: World, unit: str) -> dict[str, str]:
    """A view of the unit that everybody keeps for themselves."""
    question = Question(("test/meeting.times",))
    for account in world.accounts.values():
        keep_view("例会", question=question, unit=world.bureau[unit], account=account.uuid, shared=False, now=BY.now)
    return {"name": quote("例会")}


def goal(world: World, unit: str) -> dict[str, str]:
    """A target of the unit."""
    of = countable("test/meeting", "times", catalogue=catalogue_at())
    assert of is not None
    clerk = Clerk(account=BY.account.hex, now=BY.now)
    set_target(of, period="2022", unit=unit, amount=Decimal(8), clerk=clerk)
    return {"unit": unit, "of": of.reference, "for": "2022"}


EXAMPLES = {
    "statistics_targets": Example(
        data=lambda _world, _unit: {"of": "test/meeting.times", "period": "2022", "amount": "8"}, found=302
    ),
    "statistics_target_drop": Example(query=goal),
    "statistics": Example(),
    "figure_entries": Example(
        query=lambda _world, unit: {"unit": unit, "figure": "test/meeting", "quantity": "times", "period": "2022-06"}
    ),
    "figure_entries_export": Example(
        query=lambda _world, unit: {"unit": unit, "figure": "test/meeting", "quantity": "times", "period": "2022-06"}
    ),
    "statistics_copied": Example(
        query=lambda _world, unit: {"unit": unit, "figure": MEETING, "by": "month", "period": "2022-H1"}
    ),
    "statistics_picture": Example(
        query=lambda _world, unit: {
            "unit": unit,
            "figure": MEETING,
            "by": "month",
            "period": "2022-H1",
            "drawn": MEETING,
        }
    ),
    "statistics_export": Example(query=lambda _world, unit: {"unit": unit, "period": "2022-H1"}),
    "statistics_drop": Example(query=kept),
    "statistics_keep": Example(
        query=lambda _world, unit: {"unit": unit, "figure": MEETING},
        data=lambda _world, _unit: {"name": "例会"},
        found=302,
    ),
}
