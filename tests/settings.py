"""Running `flask town …` in a test."""

from collections.abc import Callable
from typing import Any

import pytest
from cast import Cast

from app.db import db

Run = Callable[..., str]


@pytest.fixture
def run(cast: Cast) -> Run:
    """Runs `flask town …`; what it says. Afterwards reads see what it did."""

    def run(*arguments: object, fails: bool = False) -> str:
        result = cast.app.test_cli_runner().invoke(args=["town", *map(str, arguments)])
        assert (result.exit_code != 0) is fails, result.output
        db.session.rollback()
        db.session.expire_all()
        return str(result.output)

    return run


def card(cast: Cast) -> dict[str, Any]:
    """The town as lists and pages have it."""
    return cast.dilan.sees("public")["town"]
