"""The steps of signing in at a kiosk by one's own phone."""

import re
from typing import Any

from cast import SAME_ORIGIN, Person
from flask.testing import FlaskClient
from tablet import Json, Tablet

DIGITS = re.compile(r'paper__digits">([0-9]{2})<')


def answers(client: FlaskClient, what: str, code: str, headers: Any = SAME_ORIGIN) -> Any:
    return client.post(f"/pair/{what}", data={"code": code}, headers=headers)


def begins(tablet: Tablet) -> Json:
    answer = tablet.posts("/kiosk/pairing")
    assert answer.status_code == 200, answer.text
    body: Json = answer.json
    return body


def state(tablet: Tablet, begun: Json) -> str:
    return str(tablet.posts("/kiosk/pairing/state", secret=begun["secret"]).json["state"])


def types(tablet: Tablet, begun: Json, digits: str) -> Any:
    return tablet.posts("/kiosk/pairing/redeem", secret=begun["secret"], digits=digits)


def says_yes(person: Person, begun: Json) -> str:
    answer = answers(person.client, "allow", begun["code"])
    assert answer.status_code == 200, answer.text
    found = DIGITS.search(answer.text)
    assert found
    return found[1]


def other_than(digits: str) -> str:
    return f"{(int(digits) + 1) % 100:02}"


def signs_in(tablet: Tablet, person: Person) -> None:
    """All steps; the tablet's page has the session then."""
    begun = begins(tablet)
    answer = types(tablet, begun, says_yes(person, begun))
    assert answer.status_code == 200, answer.text
    tablet.session = answer.json["token"]
