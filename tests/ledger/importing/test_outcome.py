"""Rows of an import in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import cast
from shilu.ledger.catalogue_toml import read_catalogue
from shilu.ledger.entry import EntryDraft
from shilu.ledger.importing.telling import Teller
from shilu.ledger.row import Texts
from shilu.organisation.changes import UnitAdded
from shilu.organisation.structure import structure_of

TASKS = """
namespace = "test"

[quantities.assigned]
zh = "应完成"
en = "assigned"
measure = "条"

[quantities.completed]
zh = "已完成"
en = "completed"
measure = "条"

[kinds.task]
zh = "学习任务"
en = "task"
definition_zh = "发布一条算一条。"
quantities = ["assigned 条", "completed 条"]
"""


def test_counts_of_one_measure_word_are_told_apart_by_their_names() -> None:
    catalogue, faults = read_catalogue(TASKS, file="tasks.toml", over=cast.small_catalogue())
    assert faults == ()
    structure = structure_of([UnitAdded(cast.unit_uuid("X"), "X", "示例局", "", "", None, cast.FOUNDED)])
    draft = EntryDraft(
        kind="test/task",
        unit=cast.unit_uuid("X"),
        first=date(2022, 6, 1),
        last=date(2022, 6, 30),
        whole=True,
        labels={},
        quantities={"completed": Decimal(38)},
        texts=Texts(title=""),
    )
    teller = Teller(structure, cast.small_catalogue().merged(catalogue))
    assert teller.named(draft) == "2022-06-30 示例局 学习任务 已完成38条"
    meeting = replace(draft, kind="test/meeting", quantities={"times": Decimal(1), "people": Decimal(9)})
    assert teller.named(meeting) == "2022-06-30 示例局 例会 1次 9人次"
