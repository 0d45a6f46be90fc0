"""The interface as a whole: its parts, its description, and how it answers errors."""

from ninja import NinjaAPI
from ninja.operation import Operation

from shilu import __version__
from shilu.api.asking import Key
from shilu.api.errors import answer_problems
from shilu.api.given import refuse_unknown
from shilu.api.v1 import check, entries, figures, imports, imports_made, kinds, reports, units

DESCRIPTION = """\
The programming interface of Shilu. A key of an account (`Authorization: Bearer shilu_…`, made under “my account”) acts
with that account's rights: what is not within its reach answers 404. Every problem is `{"error": "one line"}`, in the
language of `Accept-Language` or else the account's. A post of entries with an `Idempotency-Key` is done once, however
often it is sent.
"""


class Interface(NinjaAPI):
    """Operations are called by noun and verb, so that programs made from the description have names to read."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """As entries_post_entry."""
        return f"{operation.view_func.__module__.rpartition('.')[2]}_{operation.view_func.__name__}"


api = Interface(
    title="Shilu",
    version="1",
    description=DESCRIPTION,
    auth=Key(),
    docs_url=None,  # its page would load scripts from outside
    urls_namespace="api",
    openapi_extra={"info": {"x-program-version": __version__}},
)
answer_problems(api)
for part in (units, kinds, entries, figures, reports, imports, imports_made, check):
    refuse_unknown(part.router)
    api.add_router("", part.router)
