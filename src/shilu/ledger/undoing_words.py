"""What undoing an import does or did, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.ledger.undoing import Undoing, Undone
from shilu.lib.enumerating import in_clauses


def told(done: Undoing | Undone) -> str:
    """How many records are cancelled, put back and left, and how many months' sums go back, in one line."""
    if isinstance(done, Undoing):
        done = done.counted()
    clauses = []
    if done.cancelled:
        clauses.append(
            ngettext("%(count)s record is cancelled", "%(count)s records are cancelled", done.cancelled)
            % {"count": done.cancelled}
        )
    if done.put_back:
        clauses.append(
            ngettext(
                "%(count)s record that it had corrected or cancelled is put back as it was",
                "%(count)s records that it had corrected or cancelled are put back as they were",
                done.put_back,
            )
            % {"count": done.put_back}
        )
    if done.months:
        clauses.append(
            ngettext(
                "%(count)s month's sum goes back by what it added",
                "%(count)s months' sums go back by what it added",
                done.months,
            )
            % {"count": done.months}
        )
    if done.left:
        clauses.append(
            ngettext(
                "%(count)s record was changed again since and stays as it is",
                "%(count)s records were changed again since and stay as they are",
                done.left,
            )
            % {"count": done.left}
        )
    return in_clauses(clauses) if clauses else _("no record of it counts any more")
