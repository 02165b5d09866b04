"""Hypothesis strategies for towns: documents as the server makes them, of awkward content."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import account
import face
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from texts import texts, times, titles

from app.documents.text import folded, html, line, sort_key
from app.models import AFFILIATIONS, PHASES, REASONS, ROLES, STATES

Body = dict[str, Any]
Scopes = dict[str, dict[str, Body]]
"""Documents by scope and key."""

ME = str(UUID("01900000-0000-7000-8000-00000000000a"))
FOLLOWABLE = ("project", "proposal", "neighbourhood")
TOPICS = ("gruen", "verkehr")
TILES = "https://{s}.tiles.example/{z}/{x}/{y}.png"
COPIES = 33
"""More cards than a page of a list holds."""

names = st.sampled_from(("", "Ayşe Yıldız", "ßo", "Jo", "ǆ x y")) | texts
languages = st.sampled_from(("", "de", "ar"))
counts = st.sampled_from((0, 1, 2, 999, 1000, 1234567))


def id_of(kind: str, number: int) -> str:
    """The id of the n-th thing of a kind; their order is not that of the numbers."""
    return str(uuid5(NAMESPACE_URL, f"{kind}/{number}"))


@st.composite
def towns(draw: DrawFn) -> Scopes:
    """A town: its cards, and the details of its first things, `[kind, 0]` by `id_of`."""
    town = face.town(draw)
    scopes: Scopes = {"public": {"town": town}}
    if draw(st.booleans()):
        scopes["town"] = {"town": town | face.written(draw)}
        scopes["town"] |= _roles(draw) | _kiosks(draw)
    for id in draw(st.sets(st.sampled_from(TOPICS))):
        scopes["public"][f"topic:{id}"] = {"id": id, **face.topic(draw)}
    places = _many(draw, scopes, "neighbourhood", _neighbourhood)
    where = st.sampled_from(("town", "gone", *places))
    ids = {kind: ("", "gone", id_of(kind, 0), id_of(kind, 1)) for kind in ("project", "proposal")}
    _many(draw, scopes, "project", _project, where, st.sampled_from(ids["proposal"]))
    _many(draw, scopes, "proposal", _proposal, where, st.sampled_from(ids["project"]))
    for number in range(draw(st.integers(0, 3))):
        id = id_of("shift", number)
        scopes["public"][f"shift:{id}"] = {"id": id, **_shift_card(draw, where)}
    scopes[f"me:{ME}"] = _belongings(draw, scopes)
    if draw(st.booleans()):
        scopes["map"] = _map(draw, places)
    return scopes


def _roles(draw: DrawFn) -> dict[str, Body]:
    """Who does what for the town, and some of the people of whom that is said."""
    people = [ME, *(id_of("person", n) for n in range(2))]
    found = {f"person:{id}": _person(draw, id) for id in draw(st.sets(st.sampled_from(people)))}
    for number in range(draw(st.integers(0, 3))):
        found[f"role:{id_of('role', number)}"] = {
            "id": id_of("role", number),
            "resident": draw(st.sampled_from(("gone", *people))),
            "role": draw(st.sampled_from(ROLES)),
            "neighbourhood": draw(st.sampled_from(("", "gone", id_of("neighbourhood", 0)))),
            "granted_by": draw(st.sampled_from(("", "gone", *people))),
            "created": draw(times),
        }
    return found


def _kiosks(draw: DrawFn) -> dict[str, Body]:
    """Tablets of the town, and how many voices came from them."""
    return {
        f"kiosk:{id_of('kiosk', number)}": {
            "id": id_of("kiosk", number),
            "name": draw(titles),
            "place": draw(texts),
            "created": draw(times),
            "enrolled": draw(times),
            "revoked": draw(st.just("") | times),
            "supports": draw(counts),
            "hour": draw(times),
            "hour_supports": draw(counts),
        }
        for number in range(draw(st.integers(0, 2)))
    }


def _map(draw: DrawFn, places: list[str]) -> dict[str, Body]:
    """The outlines of the first places, and whose tiles the town shows."""
    outline = {"name": draw(titles), "look": 0, "shape": "_ibE?_ibE??_ibE"}
    return {
        "map": {
            "id": "map",
            "bounds": draw(st.sampled_from(("", "0.00000,0.00000,1.00000,1.00000"))),
            "tiles": draw(st.sampled_from(("", "/tiles/{z}/{x}/{y}", TILES))),
            "attribution": draw(texts),
        },
        **{f"outline:{id}": {"id": id, **outline} for id in places},
    }


@st.composite
def readers(draw: DrawFn) -> Body | None:
    """Who reads: nobody, a guest, someone with a name; as their own document."""
    guest = draw(st.sampled_from((None, True, False)))
    if guest is None:
        return None
    role = st.fixed_dictionaries(
        {"role": st.sampled_from(ROLES), "neighbourhood": st.sampled_from(("", id_of("place", 0)))}
    )
    return _person(draw, ME) | {
        "guest": guest,
        "roles": draw(st.lists(role, max_size=2)),
        "codes": draw(st.sampled_from((0, 1, 8))),
        "recovered": draw(st.sampled_from(("", "2026-05-20T08:00:00.000Z")) | times),
    }


def _many(draw: DrawFn, scopes: Scopes, kind: str, make: Any, *sources: Any) -> list[str]:
    """A few things of a kind, and sometimes copies of the first for more than one page."""
    made = [make(draw, *sources) for _ in range(draw(st.integers(0, 2)))]
    copies = draw(st.sampled_from((0, 0, COPIES))) if made else 0
    for number, (card, _) in enumerate([*made, *made[:1] * copies]):
        id = id_of(kind, number)
        scopes["public"][f"{kind}:{id}"] = {"id": id, **card}
    for number, (_, detail) in enumerate(made):
        id = id_of(kind, number)
        key = f"{kind}:{id}"
        scopes[key] = {key: {"id": id, **detail}, **_near(draw, kind, id)}
    return [id_of(kind, number) for number in range(len(made))]


def _near(draw: DrawFn, kind: str, id: str) -> dict[str, Body]:
    """What else stands in a thing's scope: comments, their authors, proposals to a project."""
    if kind == "neighbourhood":
        return {}
    found = {}
    authors = [ME, *(id_of("person", n) for n in range(2))]
    for number in range(draw(st.integers(0, 3))):
        comment = _comment(draw, id, draw(st.sampled_from(authors)))
        comment["id"] = id_of(f"comment/{id}", number)
        found[f"comment:{comment['id']}"] = comment
    for author in draw(st.sets(st.sampled_from(authors))):
        found[f"person:{author}"] = _person(draw, author)
    if kind == "project":
        for number in range(draw(st.integers(0, 2))):
            shift = {"id": id_of("shift", number), **_shift(draw, id)}
            found[f"shift:{shift['id']}"] = shift
        for number in range(draw(st.integers(0, 2))):
            card, _ = _proposal(draw, st.just("town"), st.just(id))
            proposal = id_of("proposal", number)
            found[f"proposal:{proposal}"] = {"id": proposal, **card}
    return found


def _shift(draw: DrawFn, project: str) -> Body:
    """Shifts of a few hours on few days, so that they overlap."""
    capacity = draw(st.sampled_from((1, 2, 500)))
    return {
        **_occasion(draw, project),
        "capacity": capacity,
        "taken": draw(st.integers(0, capacity)),
        "waiting": draw(counts),
        "revision": draw(st.integers(0, 2)),
    }


def _shift_card(draw: DrawFn, where: Any) -> Body:
    body = _shift(draw, draw(st.sampled_from(("gone", id_of("project", 0)))))
    del body["revision"]
    free = body["capacity"] - body["taken"]
    return body | {
        "neighbourhood": draw(where),
        "free": free,
        "full": "" if free else "full",
        "search": folded(f"{body['title']} {body['place']}"),
    }


def _occasion(draw: DrawFn, project: str) -> Body:
    """What a shift and a sign-up for it both have."""
    return {
        "project": project,
        "title": draw(titles),
        "place": draw(texts),
        "starts": draw(st.sampled_from(("2026-06-01T10:00", "2026-06-01T12:30"))),
        "ends": draw(st.sampled_from(("2026-06-01T13:00", "2026-06-02T00:00"))),
        "cancelled": draw(st.just("") | texts),
    }


def _belongings(draw: DrawFn, scopes: Scopes) -> dict[str, Body]:
    """What the reader supports, follows and signed up for, without their own document."""
    found: dict[str, Body] = {}
    cards = [key for key in scopes["public"] if key.partition(":")[0] in FOLLOWABLE]
    for scope in draw(st.sets(st.sampled_from([*cards, f"project:{id_of('nothing', 0)}"]))):
        kind, _, id = scope.partition(":")
        found[f"follow:{scope}"] = dict.fromkeys(FOLLOWABLE, "") | {"id": scope, kind: id}
        if kind == "proposal":
            found[f"support:{id}"] = {"id": id, "proposal": id}
    for key in draw(st.sets(st.sampled_from(_reportable(scopes)))):
        found[f"report:{key}"] = {"id": key, "reason": draw(st.sampled_from(REASONS))}
    for number in draw(st.sets(st.integers(0, 2))):
        id = id_of("shift", number)
        occasion = _occasion(draw, id_of("project", draw(st.integers(0, 1))))
        found[f"sign_up:{id}"] = {"id": id, **occasion, "waiting": draw(st.sampled_from((0, 1, 7)))}
    return found | account.documents(draw)


def _reportable(scopes: Scopes) -> list[str]:
    """Keys of contributions, and one of nothing."""
    keys = {key for bodies in scopes.values() for key in bodies}
    known = [key for key in sorted(keys) if key.startswith(("comment:", "project:", "proposal:"))]
    return [*known, f"comment:{id_of('nothing', 0)}"]


def _person(draw: DrawFn, id: str) -> Body:
    return {
        "id": id,
        "name": draw(names),
        "affiliation": draw(st.sampled_from(AFFILIATIONS)),
        "closed": draw(st.booleans()),
    }


def _comment(draw: DrawFn, on: str, author: str) -> Body:
    text = draw(titles)
    body = {
        "on": on,
        "author": author,
        "text": text,
        "html": html(text),
        "created": draw(times),
        "edited": draw(st.just("") | times),
        "revision": draw(st.integers(0, 2)),
        "language": draw(languages),
    }
    return face.standing(draw, body, "on")


def _neighbourhood(draw: DrawFn) -> tuple[Body, Body]:
    name, text = draw(titles), draw(texts)
    body = {
        "name": name,
        "line": line(text),
        "look": draw(st.integers(0, 7)),
        "projects": draw(counts),
        "proposals": draw(counts),
    }
    card = {"search": folded(name), "sort_title": sort_key(name)}
    return body | card, body | {"html": html(text)}


def _project(draw: DrawFn, where: Any, proposals: Any) -> tuple[Body, Body]:
    title, text = draw(titles), draw(texts)
    body = {
        "title": title,
        "line": line(text),
        "phase": draw(st.sampled_from(PHASES)),
        "neighbourhood": draw(where),
        **_situation(draw),
        "activity": draw(times),
        "comments": draw(counts),
        "proposals": draw(counts),
        "shifts": draw(counts),
    }
    whole = body | _detail(draw, text) | {"grew_from": draw(proposals)}
    return body | _card(body), face.standing(draw, whole)


def _proposal(draw: DrawFn, where: Any, projects: Any) -> tuple[Body, Body]:
    title, text = draw(titles), draw(texts)
    body = {
        "title": title,
        "line": line(text),
        "state": draw(st.sampled_from(STATES)),
        "project": draw(projects),
        "neighbourhood": draw(where),
        **_situation(draw),
        "became": draw(projects),
        "activity": draw(times),
        "comments": draw(counts),
        "supports": draw(counts),
    }
    edits = {
        "text": text,
        "edited": draw(st.just("") | times),
        "revision": draw(st.integers(0, 2)),
    }
    return body | _card(body), face.standing(draw, body | _detail(draw, text) | edits)


def _situation(draw: DrawFn) -> Body:
    return {
        "topic": draw(st.sampled_from(("", "gone", *TOPICS))),
        "point": draw(st.sampled_from(("", "51.05012,13.73733", "-0.10000,7.00000"))),
        "language": draw(languages),
    }


def _card(body: Body) -> Body:
    return {
        "search": folded(f"{body['title']} {body['line']}"),
        "sort_title": sort_key(body["title"]),
    }


def _detail(draw: DrawFn, text: str) -> Body:
    author = st.sampled_from(("", "gone", ME, id_of("person", 0)))
    return {"html": html(text), "created": draw(times), "author": draw(author)}
