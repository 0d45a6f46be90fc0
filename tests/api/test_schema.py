"""The interface does what its description says: schemathesis asks what the description allows, and what it does not."""

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance, unsupported_method

from api.conftest import ROOT, Api
from shilu.api.main import api as interface

_EXAMPLES = int(os.environ.get("SHILU_SCHEMA_EXAMPLES", "6"))
"""How many requests an operation; make trust asks for more."""

schema = schemathesis.openapi.from_dict(interface.get_openapi_schema(path_prefix=f"{ROOT}/"))
schema.app = get_wsgi_application()

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's transaction: a request, as a web server makes it, begins and ends by closing what is not in autocommit."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(api: Api) -> dict[str, str]:
    return api("recorder").headers()


@schema.parametrize()
@settings(
    max_examples=_EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_operation_keeps_to_its_description(case: schemathesis.Case, headers: dict[str, str]):
    # what fits the description may still name a unit, kind or period that is not there
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance, unsupported_method])
