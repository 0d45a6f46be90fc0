"""What a web server runs: the application over the workspace that SHILU_WORKSPACE names."""

import os
import sys
from pathlib import Path

from shilu.workspace.database import start_django

start_django()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - tables first
from django.urls import get_resolver  # noqa: E402
from django.utils import timezone  # noqa: E402

from shilu.workspace.opening import open_workspace  # noqa: E402
from shilu.workspace.serving import serve_from  # noqa: E402

serve_from(open_workspace(Path(os.environ["SHILU_WORKSPACE"]), now=timezone.now()))
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - read now, so that nobody's first request waits for it
# Who holds the database's lock runs again soon, though other threads compute; usually they would have it wait 5 ms each time.
sys.setswitchinterval(0.0005)
