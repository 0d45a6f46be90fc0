"""The process behind the pages: it does what was put off, one thing after the other, and what is due by the clock."""

import os
from pathlib import Path

from shilu.workspace.database import start_django

start_django()

from django.core.management import call_command  # noqa: E402 - tables first
from django.utils import timezone  # noqa: E402

from shilu.workspace.opening import open_workspace  # noqa: E402
from shilu.workspace.serving import serve_from  # noqa: E402


def main() -> None:
    """Work until the parent ends it."""
    serve_from(open_workspace(Path(os.environ["SHILU_WORKSPACE"]), now=timezone.now()))
    call_command("db_worker", interval=1, startup_delay=False, verbosity=0)


if __name__ == "__main__":
    main()
