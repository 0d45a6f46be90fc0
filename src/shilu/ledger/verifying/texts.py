"""The words beside the log against the commitments in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.models import Text
from shilu.ledger.row import plain_hasher, text_bytes
from shilu.ledger.verifying.findings import Findings
from shilu.ledger.verifying.raw import Beside, Columns

_COLUMNS = ("seq", "salt", "title", "details", "file", "sheet", "line")


class TextsCheck:
    """Takes the log's rows in order; ``erased`` are the positions whose words were erased."""

    def __init__(self, findings: Findings, *, algorithm: str, erased: Mapping[int, int]) -> None:
        self._findings, self._erased = findings, erased
        self._hashed = plain_hasher(algorithm)
        self._texts = Beside(Text, _COLUMNS)

    def take(self, commitments: Sequence[tuple[int, Any]], *, last: int) -> None:
        """Compare the words up to position ``last`` with the ``commitments`` of the rows up to there."""
        found = self._texts.up_to(last)
        if self._all_fit(found, commitments):
            return
        texts = {row[0]: row for row in found}
        for seq, commitment in commitments:
            row = texts.pop(seq, None)
            if row is None:
                if commitment and seq not in self._erased:
                    self._findings.add(seq, _("its text is missing, and no row says that it was erased"))
            elif not commitment:
                self._findings.add(seq, _("there is a text that the row knows nothing of"))
            elif seq in self._erased:
                self._findings.add(seq, _("its text was erased and is there again"))
            elif not self._fits(row, commitment):
                self._findings.add(seq, _("its text is not the one that was recorded"))
        self._foreign(texts)

    def _all_fit(self, found: Sequence[Columns], commitments: Sequence[tuple[int, Any]]) -> bool:
        """Whether all is well, which is the usual case, in the quickest way."""
        wanted = [pair for pair in commitments if pair[1]]
        hashed = self._hashed
        try:
            return not self._erased and wanted == [
                (seq, hashed(salt + text_bytes(*words))) for seq, salt, *words in found
            ]
        except (TypeError, ValueError):
            return False

    def finish(self) -> None:
        """Name the words of rows that are not there."""
        self._foreign(row[0] for row in self._texts.rest())

    def _foreign(self, seqs: Any) -> None:
        for seq in seqs:
            self._findings.add(seq, _("there is a text, but no such row"))

    def _fits(self, row: Columns, commitment: Any) -> bool:
        _seq, salt, *words = row
        try:
            return bytes(commitment) == self._hashed(bytes(salt) + text_bytes(*words))
        except (TypeError, ValueError):
            return False
