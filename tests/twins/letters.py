"""Hypothesis strategies for outboxes: commands as a phone keeps them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from texts import texts, times, titles
from towns import ME, Body, Scopes, id_of

from app.commands import COMMANDS

STATUSES = (
    "waiting", "acknowledged", "settled", "rejected", "conflict", "quarantined", "needs_login",
)  # fmt: skip
REJECTED = ("rejected", "conflict", "quarantined", "needs_login")
CODES = (
    "invalid", "not_found", "not_yours", "gone", "edited_elsewhere", "conflict", "id_in_use",
    "unknown_command", "unknown_version", "our_fault", "other_author", "no_author",
    "waits_for_another", "something_new",
)  # fmt: skip
FIELDS = ("required", "too_long", "not_an_id", "not_a_number", "unknown_field", "something_new")


@st.composite
def outboxes(draw: DrawFn, scopes: Scopes) -> list[Body]:
    """Commands on what stands in these scopes, on what does not, and on each other."""
    things = [key.partition(":")[2] for key in scopes["public"] if key.startswith("pro")]
    comments = [
        key.partition(":")[2]
        for bodies in scopes.values()
        for key in bodies
        if key.startswith("comment:")
    ]
    letters: list[Body] = []
    for number in range(draw(st.integers(1, 5))):
        id = id_of("command", number)
        own = [letter["id"] for letter in letters]
        args = {
            "on": draw(st.sampled_from([*things[:4], id_of("nothing", 0)])),
            "comment": draw(st.sampled_from([*comments, *own, id_of("nothing", 0)])),
            "body": draw(titles),
            "revision": str(draw(st.integers(0, 2))),
        }
        letters.append(_letter(draw, id, number, args))
    return letters


def _letter(draw: DrawFn, id: str, number: int, args: dict[str, Any]) -> Body:
    spec = COMMANDS[draw(st.sampled_from(sorted(COMMANDS)))]
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
        "on_path": draw(st.sampled_from(("", "/projects"))),
        "on_title": draw(texts),
        "depends_on": [],
        "status": status,
        "code": code,
        "fields": draw(fields) if code == "invalid" else {},
        "scopes": [],
        "reached": draw(st.integers(0, 2)),
    }
