"""Reads of the page table, answered from the document table.

The worker answers the same reads from its replica (`service_worker/reading.js`); for equal
documents both give equal values.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Select, collate, func, select

from ..db import db
from ..pages import NUMBERS
from ..reads import Device, List, Mine, Outbox, Read, Scope
from .kind import PUBLIC, Body, key, kind_and_id
from .table import Document
from .text import folded
from .town import NAMELESS

Query = Mapping[str, str]

MOST_WORDS = 20
"""Of a search so many different words count: each is a condition, and SQLite allows for 1,000."""
NOBODY_ELSE: Body = {"count": 0, "since": ""}
"""What waits on a device for somebody else: the server knows of no outbox."""


class Missing(LookupError):
    """The root of a page's scope does not exist."""


def read(spec: Read, path: str, values: Query, query: Query, actor: str, now: str = "") -> Any:
    """The value of one read for a URL.

    `values` come from its path, `query` from its query string; `actor` is the reader's id or "";
    `now` is the town's clock as in `wall_clock`, before all times where it is empty.
    """
    match spec:
        case List():
            return _list(spec, path, values, query, now)
        case Scope():
            return _scope(spec, values, now)
        case Mine():
            return _lists(spec, _all_in(key("me", actor)) if actor else {}, "", now)
        case Outbox():
            return {"waiting": [], "needs_you": [], "sent": [], "others": NOBODY_ELSE}
        case Device():
            return {"known": False}


def town() -> Body:
    """The town's document; before there is one, a nameless town."""
    body = db.session.scalar(
        select(Document.body).where(Document.scope == PUBLIC, Document.key == "town")
    )
    return body or NAMELESS


def mine(actor: str) -> dict[str, Body]:
    """All that is the reader's own, by key: `me:<id>`, `support:<proposal>`, `sign_up:<shift>` …"""
    return _all_in(key("me", actor)) if actor else {}


def _list(spec: List, path: str, values: Query, query: Query, now: str) -> dict[str, Any]:
    where = {name: query.get(name, "") for name in spec.where}
    order = query.get("sort", "")
    order = order if order in spec.sort else spec.sort[0]
    words = query.get("q", "").strip() if spec.search else ""
    filters = {k: v for k, v in where.items() if v}
    fixed = {k: v.format(**values) for k, v in spec.fixed.items()}
    rows = _cards(spec, filters | fixed, folded(words), now)
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    pages = max(1, -(-total // spec.size))
    page = _page(query.get("page", ""), pages)
    bodies = [
        _confirmed(body)
        for body in db.session.scalars(
            _ordered(rows, order).offset((page - 1) * spec.size).limit(spec.size)
        )
    ]
    _join(bodies, spec.join, {})
    kept = filters | ({"q": words} if words else {})
    kept |= {"sort": order} if order != spec.sort[0] else {}
    return {
        "rows": bodies,
        "total": total,
        "page": page,
        "pages": pages,
        "previous": _url(path, kept, page - 1) if page > 1 else "",
        "next": _url(path, kept, page + 1) if page < pages else "",
        "asked": _url("", kept, 1),
        "filtered": bool(filters or words),
        "query": where | {"q": words, "sort": order},
    }


def _cards(spec: List, equal: Query, words: str, now: str) -> Select[Any]:
    rows = select(Document.body, Document.key).where(
        Document.scope == PUBLIC, Document.kind == spec.kind, Document.deleted.is_(False)
    )
    for name, value in equal.items():
        rows = rows.where(Document.body[name].as_string() == value)
    if spec.has:
        rows = rows.where(Document.body[spec.has].as_string() != "")
    for word in list(dict.fromkeys(words.split()))[:MOST_WORDS]:
        rows = rows.where(Document.body[spec.search].as_string().contains(word, autoescape=True))
    if spec.upcoming:
        rows = rows.where(_text(spec.upcoming) > now)
    return rows


def _ordered(rows: Select[Any], order: str) -> Select[Any]:
    name = order.removeprefix("-")
    value = Document.body[name].as_integer() if name in NUMBERS else _text(name)
    return rows.order_by(value.desc() if order.startswith("-") else value, Document.key)


def _text(name: str) -> Any:
    """A text of the body that compares by code point."""
    text = Document.body[name].as_string()
    return collate(text, "C") if db.session.get_bind().dialect.name == "postgresql" else text


def _page(text: str, pages: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(number, 1), pages)


def _url(path: str, query: Query, page: int) -> str:
    pairs = dict(query) | ({"page": str(page)} if page > 1 else {})
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _scope(spec: Scope, values: Query, now: str) -> dict[str, Any]:
    name = spec.name.format(**values)
    # Scopes hold much that a page without lists does not ask for.
    rows = _all_in(name) if spec.sort or spec.join else _all_in(name, Document.key == name)
    if name not in rows and spec.optional:
        return {"root": False, **_lists(spec, {}, name, now)}
    if name not in rows:
        raise Missing(name)
    _join([rows[name]], spec.join, rows)
    return {"root": rows[name], **_lists(spec, rows, name, now)}


def _all_in(scope: str, *where: ColumnElement[bool]) -> dict[str, Body]:
    rows = db.session.execute(
        select(Document.key, Document.body).where(
            Document.scope == scope, Document.deleted.is_(False), *where
        )
    )
    return {row.key: _confirmed(row.body) for row in rows}


def _lists(
    spec: Scope | Mine, rows: Mapping[str, Body], root: str, now: str
) -> dict[str, list[Body]]:
    lists: dict[str, list[Body]] = {kind: [] for kind in spec.sort}
    for place, body in rows.items():
        kind = kind_and_id(place)[0]
        if place != root and kind in lists:
            lists[kind].append(body)
    for kind, order in spec.sort.items():
        _sort(lists[kind], order)
    _join([body for bodies in lists.values() for body in bodies], spec.join, rows)
    for kind, ends in spec.over.items():
        bodies = lists[kind]
        lists[kind] = [body for body in bodies if body[ends] > now]
        lists[f"{kind}_over"] = [body for body in reversed(bodies) if body[ends] <= now]
    return lists


def _sort(bodies: list[Body], order: str) -> None:
    name = order.removeprefix("-")
    bodies.sort(key=lambda body: body["id"])
    bodies.sort(key=lambda body: body[name], reverse=order.startswith("-"))


def _confirmed(body: Body) -> Body:
    return {**body, "sync": "confirmed"}


def _join(bodies: list[Body], join: Mapping[str, str], near: Mapping[str, Body]) -> None:
    """Replace ids by documents of the same scope, else of `public`, else by False."""
    wanted = {
        key(kind, body[name])
        for body in bodies
        for name, kind in join.items()
        if body.get(name) and key(kind, body[name]) not in near
    }
    far = dict(
        db.session.execute(
            select(Document.key, Document.body).where(
                Document.scope == PUBLIC, Document.key.in_(wanted), Document.deleted.is_(False)
            )
        ).all()
    ) if wanted else {}  # fmt: skip
    known = {**far, **near}
    copies = {name: _confirmed(body) for name, body in known.items()}
    for body in bodies:
        for name, kind in join.items():
            if name in body:
                body[name] = copies.get(key(kind, body[name]), False) if body[name] else False
