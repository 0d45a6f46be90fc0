"""The process in which workbooks of strangers are read: the one behind the pages ends it when its time is over."""

import json
import os
import signal
import sys
from pathlib import Path

from shilu.workspace.database import start_django

start_django()

from django.utils import timezone  # noqa: E402 - tables first

from shilu.web.tasks import WORKS  # noqa: E402
from shilu.workspace.database import disconnect  # noqa: E402
from shilu.workspace.opening import open_workspace  # noqa: E402
from shilu.workspace.serving import serve_from  # noqa: E402


def main() -> None:
    """Do one work after the other until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that asks; when it ends, so does this one
    serve_from(open_workspace(Path(os.environ["SHILU_WORKSPACE"]), now=timezone.now()))
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        work, *given = json.loads(line)
        WORKS[work](*given)
        print("done", file=answers, flush=True)
    disconnect()


if __name__ == "__main__":
    main()
