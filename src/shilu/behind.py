"""The process behind the pages: it does what was put off, one thing after the other, and what is due by the clock."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Final

from shilu.workspace.database import start_django

start_django()

from django.core.management import call_command  # noqa: E402 - tables first
from django.db import DatabaseError  # noqa: E402
from django.utils import timezone  # noqa: E402

from shilu.collecting.housekeeping import erase_old  # noqa: E402
from shilu.figures.kept import keep_up  # noqa: E402
from shilu.lib.errors import Refused  # noqa: E402
from shilu.recording.housekeeping import throw_away  # noqa: E402
from shilu.web.tasks import apart  # noqa: E402
from shilu.workspace.backup_schedule import backup_when_due  # noqa: E402
from shilu.workspace.beside import Beside  # noqa: E402
from shilu.workspace.handed import throw_away_old  # noqa: E402
from shilu.workspace.opening import open_workspace  # noqa: E402
from shilu.workspace.serving import current, now, serve_from  # noqa: E402

_LOOKS_EVERY: Final = 600  # seconds between two looks at the clock


def main() -> None:
    """Work until the parent ends it."""
    serve_from(open_workspace(Path(os.environ["SHILU_WORKSPACE"]), now=timezone.now()))
    Thread(target=by_the_clock, daemon=True).start()
    apart.beside = Beside([sys.executable, "-m", "shilu.web.apart"])
    try:
        call_command("db_worker", interval=1, startup_delay=False, verbosity=0)
    finally:
        apart.beside.end()


def by_the_clock() -> None:
    """Do each chore again and again; one that fails is told in the log and tried again, and stops no other."""
    while True:
        for chore in CHORES:
            try:
                chore()
            except (Refused, DatabaseError, OSError) as fault:
                logging.getLogger("shilu").warning("%s", fault)
        sleep(_LOOKS_EVERY)


CHORES: Final[tuple[Callable[[], object], ...]] = (
    lambda: backup_when_due(current(), now=timezone.now()),
    lambda: throw_away(now()),
    lambda: throw_away_old(current().folder, now=now()),
    lambda: erase_old(current().uploads, now=now()),
    lambda: call_command("prune_db_task_results", min_age_days=30, verbosity=0),
    lambda: call_command("clearsessions", verbosity=0),
    keep_up,
)
"""The daily copy, all that is thrown away in time (leftovers of forms, uploads, finished tasks, sessions that ended), and
the kept sums, which fall behind where many records came one by one."""


if __name__ == "__main__":
    main()
