"""Nothing that writes can be begun by a page of somebody else's, whoever is signed in.

The addresses come from the route table and the commands, so that a new one is among them.
"""

from collections.abc import Iterator

import pytest
from cast import SAME_ORIGIN, Cast
from flask import Flask
from roles import appoints
from signed_in import session_of, signed_in

from app.commands import COMMANDS

FOREIGN: dict[str, dict[str, str]] = {
    "nothing said": {},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbouring domain": {"Sec-Fetch-Site": "same-site"},
    "typed by hand": {"Sec-Fetch-Site": "none"},
    "another site with our origin": {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    "another case": {"Sec-Fetch-Site": "Same-Origin"},
    "another origin": {"Origin": "https://anderswo.example"},
    "no origin": {"Origin": "null"},
    "our origin goes on": {"Origin": "http://localhost.anderswo.example"},
    "another port": {"Origin": "http://localhost:1"},
    "another scheme": {"Origin": "https://localhost"},
    "a path": {"Origin": "http://localhost/"},
    "a referer alone": {"Referer": "http://localhost/projects"},
}
ODD_QUERIES = (
    "%00",
    "%FF%FE",
    "%25_%5C",
    "x" * 3000,
    "%EF%B7%BA" * 200,
    "%F0%9F%8E%88",
    "%E2%80%AE",
)


def writing_addresses(app: Flask) -> Iterator[str]:
    """Each address that takes a POST."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            if rule.arguments:
                yield from (rule.rule.replace("<name>", name) for name in COMMANDS)
            else:
                yield rule.rule


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_no_address_takes_anything_from_there(cast: Cast, headers: dict[str, str]) -> None:
    ayse = appoints(signed_in(cast, cast.ayse), "administrator")
    addresses = list(writing_addresses(cast.app))
    assert {"/admin/recovery/start", "/commands/grant_role", "/session/leave"} <= {*addresses}
    assert not [address for address in addresses if "<" in address]
    for address in addresses:
        for body in ({"data": {"language": "en"}}, {"json": {"protocol": 1}}):
            sync = {"Kokommune-Sync": "1"}
            answer = ayse.client.post(address, headers=headers | sync, **body)
            assert answer.status_code == 403, address
            assert "Set-Cookie" not in answer.headers, address
    assert session_of(ayse).state(session_of(ayse).seen) == "active"


@pytest.mark.parametrize("page", ["/language", "/session/leave"])
@pytest.mark.parametrize(
    "referer",
    [
        "https://anderswo.example/",
        "http://localhost//anderswo.example",
        "http://localhost///anderswo.example",
        "http://localhost/\\anderswo.example",
        "http://localhost@anderswo.example/",
        "http://localhost.anderswo.example/",
        "javascript:alert(1)",
    ],
)
@pytest.mark.only_on("sqlite")
def test_a_form_leads_nowhere_else(cast: Cast, page: str, referer: str) -> None:
    wishes = dict.fromkeys(("next", "then", "back"), "https://anderswo.example")
    answer = cast.bernd.client.post(
        page, data={"language": "de"} | wishes, headers=SAME_ORIGIN | {"Referer": referer}
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] in ("/", "/%5Canderswo.example")


@pytest.mark.parametrize("query", ODD_QUERIES, ids=range(len(ODD_QUERIES)))
@pytest.mark.parametrize("page", ["/admin/roles", "/admin/recovery"])
def test_odd_names_are_looked_for(cast: Cast, page: str, query: str) -> None:
    appoints(cast.ayse, "administrator")
    assert cast.ayse.client.get(f"{page}?q={query}").status_code == 200
