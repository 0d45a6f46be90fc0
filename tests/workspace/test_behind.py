"""What the process behind the pages does by the clock."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from shilu.behind import CHORES
from shilu.figures import kept
from shilu.ledger.entry import EntryDraft
from shilu.ledger.models import Amount
from shilu.ledger.operations import post_entries
from shilu.ledger.queries import structure_at
from shilu.workspace.opening import open_workspace
from shilu.workspace.serving import serve_from
from trust.body import new_body

pytestmark = pytest.mark.usefixtures("own_process")


def test_sums_that_fell_behind_are_brought_forward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "WORTH_KEEPING", 1)
    workspace = open_workspace(new_body(tmp_path / "w").folder, now=timezone.now())
    serve_from(workspace)
    unit, day = next(iter(structure_at().units)), date(2022, 6, 1)
    fact = EntryDraft("grassroots/centre-group-study", unit, day, day, {"times": Decimal(1)})
    post_entries([fact] * 3, clerk=workspace.clerk(timezone.now()))

    for chore in CHORES:
        chore()

    assert kept.kept().amount == Amount.objects.order_by("-id").values_list("id", flat=True)[0]
