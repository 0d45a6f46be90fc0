"""The process behind the pages: it does what was put off, one thing after the other, and what is due by the clock."""

import logging
import os
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Final

from shilu.workspace.database import start_django

start_django()

from django.core.management import call_command  # noqa: E402 - tables first
from django.db import DatabaseError  # noqa: E402
from django.utils import timezone  # noqa: E402

from shilu.collecting.operations import erase_old  # noqa: E402
from shilu.lib.errors import Refused  # noqa: E402
from shilu.recording.housekeeping import throw_away  # noqa: E402
from shilu.workspace.backup_schedule import backup_when_due  # noqa: E402
from shilu.workspace.handed import throw_away_old  # noqa: E402
from shilu.workspace.opening import open_workspace  # noqa: E402
from shilu.workspace.serving import current, now, serve_from  # noqa: E402

_LOOKS_EVERY: Final = 600  # seconds between two looks at the clock


def main() -> None:
    """Work until the parent ends it."""
    serve_from(open_workspace(Path(os.environ["SHILU_WORKSPACE"]), now=timezone.now()))
    Thread(target=keep_copies, daemon=True).start()
    call_command("db_worker", interval=1, startup_delay=False, verbosity=0)


def keep_copies() -> None:
    """Make the daily copy whenever it is due (one that fails is remembered and tried again), and throw leftovers away."""
    while True:
        try:
            backup_when_due(current(), now=timezone.now())
            throw_away(now())
            throw_away_old(current().folder, now=now())
            erase_old(current().folder / "uploads", now=now())
        except (Refused, DatabaseError) as fault:
            logging.getLogger("shilu").warning("%s", fault)
        sleep(_LOOKS_EVERY)


if __name__ == "__main__":
    main()
