"""What belongs to a record and goes on to the one in its place: the files that show it, and who attended."""

from collections.abc import Mapping, Sequence
from typing import Final

from shilu.ledger.attendance import attended_by, record_attendance
from shilu.ledger.clerk import Clerk
from shilu.ledger.evidence import Kept, cite_evidence
from shilu.ledger.models import Attendance, Evidence, Row

_SCREENFUL: Final = 500  # records whose files and people are asked for in one statement


def carry_over(placed: Mapping[int, Sequence[int]], *, clerk: Clerk, people: bool = True) -> None:
    """Let each record (its position) have the files of the records that it stands in place of, and with ``people`` their people.

    Files come from all of these records, each content once; people from the first of them that names any.
    """
    ordered = list(placed.items())
    for at in range(0, len(ordered), _SCREENFUL):
        _carry_over(dict(ordered[at : at + _SCREENFUL]), clerk=clerk, people=people)


def _carry_over(placed: Mapping[int, Sequence[int]], *, clerk: Clerk, people: bool) -> None:
    earlier = {seq for seqs in placed.values() for seq in seqs}
    cited = dict(Row.objects.filter(type="evidence", target__in=earlier).values_list("seq", "target"))
    files: dict[int | None, list[Evidence]] = {}
    for file in Evidence.objects.filter(seq__in=list(cited)).order_by("seq"):
        files.setdefault(cited[file.seq], []).append(file)
    named = Attendance.objects.filter(entry__in=earlier) if people else Attendance.objects.none()
    attended = set(named.values_list("entry", flat=True))
    for new, seqs in placed.items():
        kept = {file.digest: Kept(file.name, file.digest, file.size) for seq in seqs for file in files.get(seq, ())}
        for one in kept.values():
            cite_evidence(new, one, clerk=clerk)
        source = next((seq for seq in seqs if seq in attended), None)
        if source is not None:
            record_attendance(new, attended_by(source))
