"""The JSON endpoints do what their description says, whatever is sent to them."""

import os
from collections import Counter
from contextvars import Context
from typing import Any

import pytest
import schemathesis
from cast import SYNC, Cast
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from signed_in import signed_in

from app.db import db, now
from app.models import Kiosk
from app.openapi import description
from app.writing import writing

EXAMPLES = int(os.environ.get("KOKOMMUNE_EXAMPLES") or 24)
"""Cases an operation on each database, half of them not as described; `bin/soak`: 10,000."""
SEED = int(os.environ.get("KOKOMMUNE_SEED") or 1)
OPENED_BY_NOTHING = ("/passkeys/answer", "/kiosk/pairing/redeem", "/account/invitation")
"""No made-up credential opens anything; all else has worked at times."""
PLAIN = {"Accept-Encoding": "identity"}
PATHS = description("")["paths"]


def what_is_wrong_is_refused(context: Any, answer: Any, case: Any) -> bool | None:
    """Which refusal it is, `status_code_conformance` looks at."""
    if answer.status_code >= 300 or is_refused_one_by_one(answer, case):
        return None
    return negative_data_rejection(context, answer, case)


def is_refused_one_by_one(answer: Any, case: Any) -> bool:
    """A spoilt envelope of a tablet keeps no other back, so it is its own result that says no."""
    results = answer.json()["results"] if case.path == "/kiosk/sealed" else []
    return bool(results) and {result["status"] for result in results} == {"unreadable"}


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    what_is_wrong_is_refused,
]


@pytest.mark.only_on("sqlite")
def test_whatever_speaks_the_protocol_is_described(cast: Cast) -> None:
    found = set()
    for rule in cast.app.url_map.iter_rules():
        for method in {"GET", "POST"} & set(rule.methods or ()):
            answer = cast.guest().open(rule.rule, method=method, headers=SYNC)
            if answer.headers.get("Kokommune-Sync"):
                found.add((rule.rule, method.lower()))
    described = {(path, method) for path, methods in PATHS.items() for method in methods}
    assert described == found | {("/healthz", "get")}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(cast: Cast, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", cast.app)
    [operation] = [found.ok() for found in schema.include(path=path).get_all_operations()]
    cookies = kiosk(cast) if path.startswith("/kiosk") else resident(cast, path)
    statuses: Counter[int] = Counter()

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=requests(operation))
    def answers(case: Any) -> None:
        answer = Context().run(
            case.call_and_validate, checks=CHECKS, cookies=cookies, headers=PLAIN
        )
        statuses[answer.status_code] += 1

    answers()
    assert bool(statuses[200]) == (path not in OPENED_BY_NOTHING), statuses


def requests(operation: Any) -> st.SearchStrategy[Any]:
    """What fits the description, and what does not."""
    valid = operation.as_strategy()
    if not operation.headers and not operation.body:
        # Nothing can be wrong about a request that says nothing.
        return valid
    return st.one_of(valid, operation.as_strategy(GenerationMode.NEGATIVE))


def resident(cast: Cast, path: str) -> dict[str, str]:
    fresh = path == "/account/codes"
    who = signed_in(cast, cast.bernd, verified=now()) if fresh else cast.bernd
    return {"kokommune": who.client.get_cookie("kokommune").value}


def kiosk(cast: Cast) -> dict[str, str]:
    with writing():
        tablet = Kiosk(name="Tablet", place="Foyer", shows=[])
        db.session.add(tablet)
        return {"kokommune-kiosk": tablet.enrol()}
