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

from app.db import db
from app.models import Kiosk
from app.openapi import description
from app.writing import writing

EXAMPLES = int(os.environ.get("KOKOMMUNE_EXAMPLES") or 25)
"""Cases an operation; `bin/soak` asks for 10,000."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPENED_BY_NOTHING = ("/passkeys/answer", "/kiosk/pairing/redeem")
"""No made-up credential opens anything; all else has worked at times."""
PLAIN = {"Accept-Encoding": "identity"}
PATHS = description("")["paths"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(cast: Cast, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", cast.app)
    [operation] = [found.ok() for found in schema.include(path=path).get_all_operations()]
    cookies = kiosk(cast) if path.startswith("/kiosk") else resident(cast)
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
        answer = Context().run(
            case.call_and_validate, checks=CHECKS, cookies=cookies, headers=PLAIN
        )
        statuses[answer.status_code] += 1

    answers()
    assert bool(statuses[200]) == (path not in OPENED_BY_NOTHING), statuses


def resident(cast: Cast) -> dict[str, str]:
    return {"kokommune": cast.bernd.client.get_cookie("kokommune").value}


def kiosk(cast: Cast) -> dict[str, str]:
    with writing():
        tablet = Kiosk(name="Tablet", place="Foyer", shows=[])
        db.session.add(tablet)
        return {"kokommune-kiosk": tablet.enrol()}
