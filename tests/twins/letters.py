"""Hypothesis strategies for outboxes: commands as a phone keeps them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from texts import texts, times, titles
from towns import FOLLOWABLE, ME, Body, Scopes, id_of

from app.commands import COMMANDS
from app.models import REASONS

CAN_WAIT = sorted(name for name, spec in COMMANDS.items() if not spec.online)
STATUSES = (
    "waiting", "acknowledged", "settled", "rejected", "conflict", "quarantined", "needs_login",
)  # fmt: skip
REJECTED = ("rejected", "conflict", "quarantined", "needs_login")
CODES = (
    "invalid", "not_found", "not_yours", "gone", "edited_elsewhere", "conflict", "id_in_use",
    "unknown_command", "unknown_version", "our_fault", "other_author", "no_author",
    "waits_for_another", "something_new", "too_many", "withdrawn", "decided", "ends_before_start",
    "too_long_shift", "capacity", "cancelled", "fewer_than_signed_up", "hidden", "own_thing",
    "last_passkey", "verify_first", "too_many_now", "signed_out", "not_allowed",
)  # fmt: skip
FIELDS = (
    "required", "too_long", "not_an_id", "not_a_number", "unknown_field", "something_new",
    "one_line", "not_a_time", "not_a_choice",
)  # fmt: skip


@st.composite
def outboxes(draw: DrawFn, scopes: Scopes) -> list[Body]:
    """Commands on what stands in these scopes, on what does not, and on each other."""
    known: dict[str, list[str]] = {}
    for kind, _, id in (key.partition(":") for bodies in scopes.values() for key in bodies):
        known.setdefault(kind, []).append(id)
    nothing = id_of("nothing", 0)
    letters: list[Body] = []
    for number in range(draw(st.integers(1, 5))):
        id = id_of("command", number)
        own = [letter["id"] for letter in letters]
        args = {
            kind: draw(st.sampled_from([*known.get(kind, [])[:4], *own, nothing]))
            for kind in ("comment", "project", "proposal", "shift")
        } | {
            "on": draw(st.sampled_from([*_things(known), *own, "town", nothing])),
            "neighbourhood": draw(st.sampled_from([*known.get("neighbourhood", []), "town"])),
            "title": draw(titles),
            "summary": draw(texts),
            "body": draw(titles),
            "place": draw(texts),
            "starts": draw(st.sampled_from(("2026-06-01T11:00", "2026-02-30T10:00", "bald"))),
            "ends": draw(st.sampled_from(("2026-06-01T12:00", "2026-06-02T09:00"))),
            "capacity": str(draw(st.integers(1, 3))),
            "reason": draw(titles | st.sampled_from(REASONS)),
            "text": draw(texts),
            "topic": draw(st.sampled_from(("", "gruen", "gone"))),
            "point": draw(st.sampled_from(("", "51.05012,13.73733", "hier"))),
            "language": draw(st.sampled_from(("", "de", "tr"))),
            "revision": str(draw(st.integers(0, 2))),
        }
        letters.append(_letter(draw, id, number, args))
    return letters


def _things(known: dict[str, list[str]]) -> list[str]:
    """A few of each kind that has a page."""
    return [id for kind in FOLLOWABLE for id in known.get(kind, [])[:2]]


def _letter(draw: DrawFn, id: str, number: int, args: dict[str, Any]) -> Body:
    spec = COMMANDS[draw(st.sampled_from(CAN_WAIT))]
    status = draw(st.sampled_from(STATUSES))
    code = draw(st.sampled_from(CODES)) if status in REJECTED else ""
    fields = st.fixed_dictionaries({}, optional={"body": st.sampled_from(FIELDS)})
    return {
        "id": id,
        "seq": number + 1,
        "name": spec.name,
        "noun": spec.noun,
        "version": spec.version,
        "args": {name: args[name] for name in spec.form(formdata=None)._fields},
        "actor": draw(st.sampled_from((ME, ME, id_of("person", 0)))),
        "client_time": draw(times),
        "on_path": draw(st.sampled_from(("", "/projects", f"/projects/{id_of('project', 0)}"))),
        "on_title": draw(texts),
        "depends_on": [],
        "status": status,
        "code": code,
        "fields": draw(fields) if code == "invalid" else {},
        "scopes": [],
        "reached": draw(st.integers(0, 2)),
    }
