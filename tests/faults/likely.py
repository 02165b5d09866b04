"""What somebody does on a phone: often something with what is theirs, as they read it there."""

from random import Random
from typing import Any
from uuid import UUID

from any_command import MAKERS, any_command
from cast import Cast, Person
from written import REFUSED

Body = dict[str, Any]
ANYBODY = Person(UUID(int=0), None)  # type: ignore[arg-type]
WHAT = ("own", "own", "new", "any")
"""As often is it about one's own, something new that may be changed or taken back, or any."""
NEW = ("comment", "propose", "start_project", "support", "follow", "sign_up", "report")
OWN = {
    "edit_comment": ("comment", "comment"),
    "delete_comment": ("comment", "comment"),
    "edit_proposal": ("proposal", "proposal"),
    "withdraw_proposal": ("proposal", "proposal"),
    "offer_shift": ("project", "project"),
    "change_shift": ("shift", "shift"),
    "cancel_shift": ("shift", "shift"),
    "withdraw_support": ("support", "proposal"),
    "unfollow": ("follow", "on"),
    "withdraw_sign_up": ("sign_up", "shift"),
}
"""Commands about one's own: its kind, and the argument that names it."""
ENDS = ("delete_comment", "withdraw_proposal", "cancel_shift")
SET = {"support": "proposal", "follow": "on", "sign_up": "shift"}


def likely_command(random: Random, cast: Cast, stored: Body) -> tuple[str, dict[str, str]]:
    """A command's name and args; `stored` is what the phone's database holds."""
    bodies = {record["scope"]: record["docs"] for record in stored["documents"]}
    waiting = [one for one in stored["commands"] if one["status"] != "settled"]
    me = next((one["value"] for one in stored["settings"] if one["name"] == "me"), "")
    own = own_things(me, bodies, waiting)
    name = _name(random, own)
    known = {f"project:{cast.project}": {}, f"proposal:{cast.proposal}": {}}
    bodies["public"] = known | bodies.get("public", {})
    chosen = any_command(random, ANYBODY, bodies, waiting, name)
    kind, about = OWN.get(name, ("", ""))
    if not own.get(kind):
        return chosen["name"], chosen["args"]
    id = random.choice(sorted(own[kind]))
    read = {"revision": str(own[kind][id])} if "revision" in chosen["args"] else {}
    return name, chosen["args"] | {about: id} | read


def _name(random: Random, own: dict[str, dict[str, int]]) -> str:
    """Of which command; "" is any."""
    match random.choice(WHAT):
        case "new":
            return random.choice(NEW)
        case "own":
            names = [name for name, (kind, _) in OWN.items() if own.get(kind)]
            # What was changed can be changed again, what has ended is over.
            names += [name for name in names if name not in ENDS] * 2
            return random.choice(names) if names else ""
    return ""


def own_things(
    me: str, bodies: dict[str, dict[str, Body]], waiting: list[Body]
) -> dict[str, dict[str, int]]:
    """What is this reader's: the revision by kind and id, with what waits."""
    found: dict[str, dict[str, int]] = {}
    for scope, docs in bodies.items():
        # Who carries a project carries its shifts; what stands in one's own scope is one's own.
        mine = scope == f"me:{me}" or docs.get(scope, {}).get("author") == me
        for key, body in docs.items():
            kind, _, id = key.partition(":")
            of_mine = mine and kind in ("shift", *SET)
            by_me = body.get("author") == me and (kind == "project" or "revision" in body)
            if me and (of_mine or by_me) and not _is_over(body):
                found.setdefault(kind, {})[id] = body.get("revision", 0)
    for one in waiting:
        if one["actor"] == me and one["status"] not in REFUSED:
            _add(found, one)
    return found


def _is_over(body: Body) -> bool:
    return bool(body.get("cancelled") or body.get("state") == "withdrawn")


def _add(found: dict[str, dict[str, int]], one: Body) -> None:
    """What somebody has just done counts as done."""
    name, args = one["name"], one["args"]
    if name in MAKERS:
        found.setdefault(MAKERS[name], {}).setdefault(one["id"], 0)
    elif name in SET:
        found.setdefault(name, {})[args[SET[name]]] = 0
    elif name in OWN:
        kind, about = OWN[name]
        if name in ENDS or kind in SET:
            found.get(kind, {}).pop(args[about], None)
        elif "revision" in args and args[about] in found.get(kind, {}):
            found[kind][args[about]] = max(found[kind][args[about]], int(args["revision"]) + 1)
