"""What shilu ledger rebuild leaves behind."""

from pathlib import Path

from shell import Shell
from shilu.figures.kept import bring_forward
from shilu.figures.models import Mark, Seen, Sum


def test_rebuild_forgets_the_kept_sums(shell: Shell, ledger_book: Path) -> None:
    shell("import", ledger_book, "--unit", "X")
    before = shell("figures", "--unit", "X", "--period", "2022", "--format", "json").value
    bring_forward()
    assert Sum.objects.exists()
    done = shell("ledger", "rebuild")
    assert (done.code, done.err) == (0, "")
    assert [table.objects.count() for table in (Mark, Sum, Seen)] == [0, 0, 0]
    assert shell("figures", "--unit", "X", "--period", "2022", "--format", "json").value == before
