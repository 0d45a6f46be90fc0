"""What is decided of a workbook before it is imported."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Choices:
    """What the clerk decided beforehand; ``marked`` is where a copy of the workbook with its bad cells goes.

    Single rows may be decided on where the whole group is not: likely doubles by sheet and row, changed, gone and
    cancelled ones by the position of their entry. ``again``: rows whose record was cancelled are recorded again.
    ``reported`` says whether all that the workbook is about is in it, so that what has no record was nothing; None
    leaves that to the workbook.
    """

    new_kinds: bool = False
    accept_valid: bool = False
    accept_likely: bool = False
    update: bool = False
    remove: bool = False
    again: bool = False
    dry_run: bool = False
    marked: Path | None = None
    likely_rows: frozenset[tuple[str, int]] = frozenset()
    changed_seqs: frozenset[int] = frozenset()
    gone_seqs: frozenset[int] = frozenset()
    again_seqs: frozenset[int] = frozenset()
    reported: bool | None = None

    def takes(self, sheet: str, row: int) -> bool:
        """Whether a row is taken although it looks like a double."""
        return self.accept_likely or (sheet, row) in self.likely_rows

    def updates(self, seq: int) -> bool:
        """Whether the entry whose row changed is corrected."""
        return self.update or seq in self.changed_seqs

    def removes(self, seq: int) -> bool:
        """Whether the entry whose row is gone is cancelled."""
        return self.remove or seq in self.gone_seqs

    def records_again(self, seq: int, *, alike: bool) -> bool:
        """Whether a row whose entry was cancelled is recorded again; one that is ``alike`` to another only by itself."""
        return seq in self.again_seqs or (self.again and not alike)
