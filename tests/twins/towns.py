"""Hypothesis strategies for towns: documents as the server makes them, of awkward content."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from texts import texts, times, titles, zones

from app.documents.text import folded, html, line, sort_key
from app.models import AFFILIATIONS, PHASES, STATES

Body = dict[str, Any]
Scopes = dict[str, dict[str, Body]]
"""Documents by scope and key."""

ME = str(UUID("01900000-0000-7000-8000-00000000000a"))
FOLLOWABLE = ("project", "proposal", "neighbourhood")
COPIES = 33
"""More cards than a page of a list holds."""

names = st.sampled_from(("", "Ayşe Yıldız", "ßo", "Jo", "ǆ x y")) | texts
counts = st.sampled_from((0, 1, 2, 999, 1000, 1234567))


def id_of(kind: str, number: int) -> str:
    """The id of the n-th thing of a kind; their order is not that of the numbers."""
    return str(uuid5(NAMESPACE_URL, f"{kind}/{number}"))


@st.composite
def towns(draw: DrawFn) -> Scopes:
    """A town: its cards, and the details of its first things, `[kind, 0]` by `id_of`."""
    town = {"id": "town", "name": draw(titles), "motto": draw(texts), "time_zone": draw(zones)}
    scopes: Scopes = {"public": {"town": town}}
    places = _many(draw, scopes, "neighbourhood", _neighbourhood)
    where = st.sampled_from(("town", "gone", *places))
    ids = {kind: ("", "gone", id_of(kind, 0), id_of(kind, 1)) for kind in ("project", "proposal")}
    _many(draw, scopes, "project", _project, where, st.sampled_from(ids["proposal"]))
    _many(draw, scopes, "proposal", _proposal, where, st.sampled_from(ids["project"]))
    scopes[f"me:{ME}"] = _belongings(draw, scopes)
    return scopes


@st.composite
def readers(draw: DrawFn) -> Body | None:
    """Who reads: nobody, a guest, someone with a name; as their own document."""
    guest = draw(st.sampled_from((None, True, False)))
    if guest is None:
        return None
    return _person(draw, ME) | {"guest": guest}


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
    for number in draw(st.sets(st.integers(0, 2))):
        id = id_of("shift", number)
        occasion = _occasion(draw, id_of("project", draw(st.integers(0, 1))))
        found[f"sign_up:{id}"] = {"id": id, **occasion, "waiting": draw(st.sampled_from((0, 1, 7)))}
    return found


def _person(draw: DrawFn, id: str) -> Body:
    return {"id": id, "name": draw(names), "affiliation": draw(st.sampled_from(AFFILIATIONS))}


def _comment(draw: DrawFn, on: str, author: str) -> Body:
    text = draw(titles)
    return {
        "on": on,
        "author": author,
        "text": text,
        "html": html(text),
        "created": draw(times),
        "edited": draw(st.just("") | times),
        "revision": draw(st.integers(0, 2)),
    }


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
        "activity": draw(times),
        "comments": draw(counts),
        "proposals": draw(counts),
        "shifts": draw(counts),
    }
    return body | _card(body), body | _detail(draw, text) | {"grew_from": draw(proposals)}


def _proposal(draw: DrawFn, where: Any, projects: Any) -> tuple[Body, Body]:
    title, text = draw(titles), draw(texts)
    body = {
        "title": title,
        "line": line(text),
        "state": draw(st.sampled_from(STATES)),
        "project": draw(projects),
        "neighbourhood": draw(where),
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
    return body | _card(body), body | _detail(draw, text) | edits


def _card(body: Body) -> Body:
    return {
        "search": folded(f"{body['title']} {body['line']}"),
        "sort_title": sort_key(body["title"]),
    }


def _detail(draw: DrawFn, text: str) -> Body:
    author = st.sampled_from(("", "gone", ME, id_of("person", 0)))
    return {"html": html(text), "created": draw(times), "author": draw(author)}
