"""Commands as chance has them, on what a phone shows or has just written."""

from random import Random

from cast import Person
from towns import Body

from app.commands import COMMANDS
from app.models import REASONS

PLACES = {
    "comment": ("project", "proposal"),
    "propose": ("project", "neighbourhood", "town"),
    "start_project": ("neighbourhood", "town"),
    "follow": ("project", "proposal", "neighbourhood"),
    "unfollow": ("project", "proposal", "neighbourhood"),
    "report": ("comment", "project", "proposal"),
}
"""What the argument `on`, or the place of a project, may name."""
MAKERS = {
    "comment": "comment",
    "offer_shift": "shift",
    "propose": "proposal",
    "start_project": "project",
}
"""Commands that make a thing, and its kind."""
CAN_WAIT = sorted(name for name, spec in COMMANDS.items() if not spec.online)
STARTS = tuple(f"2026-06-01T{hour}:00" for hour in range(10, 14))
ENDS = tuple(f"2026-06-01T{hour}:00" for hour in range(15, 19))


def any_command(
    random: Random,
    person: Person,
    bodies: dict[str, dict[str, Body]],
    before: list[Body],
    name: str = "",
) -> Body:
    """One more command of this person's after those `before`, on documents or on those.

    Without a `name` it is any that can wait.
    """
    things = _things(bodies, before)
    name = name or random.choice(CAN_WAIT)
    fields = COMMANDS[name].form(formdata=None)._fields
    args = {field: _value(random, name, field, things) for field in fields}
    return person.command(name, **args)


def _things(bodies: dict[str, dict[str, Body]], before: list[Body]) -> dict[str, list[str]]:
    """Ids by kind; of those kinds that nobody has made, one that is not there."""
    keys = [key.partition(":")[::2] for documents in bodies.values() for key in documents]
    keys += [(MAKERS[c["name"]], c["id"]) for c in before if c["name"] in MAKERS]
    found: dict[str, list[str]] = {"town": ["town"]}
    for kind, id in dict.fromkeys(keys):
        found.setdefault(kind, []).append(id or kind)
    return found


def _value(random: Random, name: str, field: str, things: dict[str, list[str]]) -> str:
    match field:
        case "on" | "neighbourhood":
            return random.choice(things.get(random.choice(PLACES[name]), things["project"]))
        case "comment" | "project" | "proposal" | "shift":
            return random.choice(things.get(field, things["project"]))
        case "revision":
            return str(random.randint(0, 2))
        case "capacity":
            return str(random.randint(1, 3))
        case "starts":
            return random.choice(STARTS)
        case "ends":
            return random.choice(ENDS)
        case "reason" if name == "report":
            return random.choice(REASONS)
        case "topic":
            return random.choice(["", *things.get("topic", [])])
        case "point":
            return random.choice(("", "51.05012,13.73733", " -0.000001, 7 "))
        case "language":
            return random.choice(("", "de", "en"))
        case _:
            return f"{field} {random.randint(0, 99)}"
