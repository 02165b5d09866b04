"""Somebody with a ticket: what they left at a tablet, and what they do with it on their phone."""

from typing import Any

import pytest
from cast import SAME_ORIGIN, Cast, Person
from flask.testing import FlaskClient
from signed_in import signed_in
from tablet import Tablet, Visit


def looks(client: FlaskClient, code: str, headers: dict[str, str] = SAME_ORIGIN) -> Any:
    return client.post("/ticket/look", data={"code": code}, headers=headers)


def claims(client: FlaskClient, code: str, headers: dict[str, str] = SAME_ORIGIN) -> Any:
    return client.post("/ticket/claim", data={"code": code}, headers=headers)


@pytest.fixture
def visit(cast: Cast, tablet: Tablet) -> Visit:
    """A stranger who has left a comment and a voice."""
    visit = Visit()
    assert tablet.delivers(visit, "comment", on=cast.project, body="Vom Tablet.") == "applied"
    assert tablet.delivers(visit, "support", proposal=cast.proposal) == "applied"
    return visit


@pytest.fixture
def dilan(cast: Cast) -> Person:
    return signed_in(cast, cast.dilan)
