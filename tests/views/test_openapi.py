"""The JSON endpoints do what their description says, whatever is sent to them."""

import os
from collections import Counter
from contextvars import Context
from typing import Any

import pytest
import schemathesis
from cast import Cast
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.openapi import description

EXAMPLES = int(os.environ.get("KOKOMMUNE_EXAMPLES") or 25)
"""Cases an operation; `bin/soak` asks for 10,000."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PATHS = description("")["paths"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(cast: Cast, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", cast.app)
    [operation] = [found.ok() for found in schema.include(path=path).get_all_operations()]
    cookies = {"kokommune": cast.bernd.client.get_cookie("kokommune").value}
    statuses: Counter[int] = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def answers(case: Any) -> None:
        answer = Context().run(case.call_and_validate, checks=CHECKS, cookies=cookies)
        statuses[answer.status_code] += 1

    answers()
    # No made-up credential opens anything; all else has worked at times.
    assert bool(statuses[200]) == (path != "/passkeys/answer"), statuses
