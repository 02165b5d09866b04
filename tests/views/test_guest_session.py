"""A guest's session: same secret, same resident."""

import base64
import secrets
from uuid import UUID

from cast import SYNC, Cast

from app.db import db
from app.documents.table import SCHEMA
from app.models import Resident
from app.writing import writing


def secret() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")


def ask(client: object, text: object) -> object:
    return client.post("/session/guest", json={"protocol": 1, "secret": text}, headers=SYNC)


def test_it_is_idempotent(cast: Cast) -> None:
    mine = secret()
    actors = {ask(cast.guest(), mine).json["actor"] for _ in range(3)}
    assert len(actors) == 1
    resident = db.session.get_one(Resident, UUID(actors.pop()))
    assert (resident.guest, resident.name) == (True, "")


def test_each_call_gives_a_fresh_cookie(cast: Cast) -> None:
    mine = secret()
    cookies = {ask(cast.guest(), mine).headers["Set-Cookie"] for _ in range(3)}
    assert len(cookies) == 3


def test_the_session_is_the_guests(cast: Cast) -> None:
    browser = cast.guest()
    actor = ask(browser, secret()).json["actor"]
    body = {"protocol": 1, "schema": SCHEMA, "epoch": "", "have": {}, "want": [f"me:{actor}"]}
    answer = browser.post("/sync/pull", json=body, headers=SYNC).json
    assert (answer["session"], answer["actor"]) == ("active", actor)
    assert answer["scopes"][f"me:{actor}"]["put"][0]["body"]["guest"] is True


def test_no_session_and_an_unknown_cookie_say_none(cast: Cast) -> None:
    browser = cast.guest()
    body = {"protocol": 1, "schema": SCHEMA, "epoch": "", "have": {}, "want": []}
    assert browser.post("/sync/pull", json=body, headers=SYNC).json["session"] == "none"
    browser.set_cookie("kokommune", "gestohlen", domain="localhost")
    answer = browser.post("/sync/pull", json=body, headers=SYNC).json
    assert (answer["session"], answer["actor"]) == ("none", "")


def test_the_secret_opens_no_account(cast: Cast) -> None:
    mine = secret()
    actor = UUID(ask(cast.guest(), mine).json["actor"])
    with writing():
        db.session.get_one(Resident, actor).guest = False
    answer = ask(cast.guest(), mine)
    assert answer.status_code == 409
    assert "Set-Cookie" not in answer.headers


def test_a_secret_has_16_bytes(cast: Cast) -> None:
    for text in ("", "kurz", "x" * 23, None, 7, "ä" * 22, "!" * 22):
        assert ask(cast.guest(), text).status_code == 400


def test_what_is_no_letter_of_a_secret_is_not_passed_over(cast: Cast) -> None:
    for text in (secret() + "*", "*" + secret(), secret() + "==", secret() + "\n", "+/" + "A" * 20):
        assert ask(cast.guest(), text).status_code == 400, text
