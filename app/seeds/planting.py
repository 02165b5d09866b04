"""Puts the story into an empty town."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from ..db import db, now
from ..importing.shapes import reshape
from ..models import (
    Comment,
    Follow,
    Neighbourhood,
    Project,
    Proposal,
    Resident,
    Role,
    Shift,
    SignUp,
    Support,
    Topic,
    Town,
)
from ..wall_clock import wall_clock
from ..writing import writing
from .story import Entry, chapter, entries, follows, outlines, seed_id, supports, threads, town

NOUNS = (
    Resident, Neighbourhood, Role, Project, Proposal, Comment, Support, Follow, Shift, SignUp,
)  # fmt: skip
REFERENCES = {
    "author": "resident",
    "resident": "resident",
    "neighbourhood": "neighbourhood",
    "project": "project",
    "proposal": "proposal",
    "grew_from": "proposal",
    "shift": "shift",
}


class TownNotEmpty(Exception):
    """Somebody lives here already; seeds do not mix with real contributions."""


def plant() -> dict[str, int]:
    """Write the seed town in one transaction; returns how many rows each noun has.

    Raises TownNotEmpty and changes nothing where any noun has a row.
    """
    with writing():
        if any(_count(noun) for noun in (Town, Topic, *NOUNS)):
            raise TownNotEmpty
        db.session.add(_town())
        _add_topics()
        _add(Resident, entries("residents"))
        _add(Neighbourhood, _neighbourhoods())
        reshape()
        _add(Role, entries("roles"))
        _add_projects_and_proposals()
        for (noun, slug), thread in threads().items():
            _add(Comment, _comments(noun, slug, thread))
        _add(Support, supports())
        _add(Follow, follows())
        _add_shifts()
        return {noun.__tablename__: _count(noun) for noun in NOUNS}


def _town() -> Town:
    ours = Town()
    ours.change(**town())
    return ours


def _add_topics() -> None:
    """In the order in which the chapter tells them."""
    for id, entry in chapter("topics").items():
        Topic.add(id, **entry)
        db.session.flush()


def _count(noun: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(noun)) or 0


def _add(noun: Any, plot: dict[str, Entry]) -> None:
    """Add the rows of a chapter, flushed at once: rows know each other by id alone."""
    db.session.add_all(noun(**_columns(noun, slug, entry)) for slug, entry in plot.items())
    db.session.flush()


def _columns(noun: Any, slug: str, entry: Entry) -> Entry:
    columns: Entry = {"id": seed_id(noun.__tablename__, slug)}
    for name, value in entry.items():
        if name in REFERENCES:
            columns[f"{name}_id"] = seed_id(REFERENCES[name], value)
        else:
            columns[name] = value
    return columns


def _neighbourhoods() -> dict[str, Entry]:
    found = outlines()
    return {
        slug: entry | {"outline": found[slug]} for slug, entry in entries("neighbourhoods").items()
    }


def _add_projects_and_proposals() -> None:
    """They refer to each other: a project learns last what it grew from."""
    projects, proposals = entries("projects"), entries("proposals")
    grown = {slug: plot.pop("grew_from") for slug, plot in projects.items() if "grew_from" in plot}
    for proposal in proposals.values():
        place = projects.get(proposal.get("project", ""), {}).get("neighbourhood")
        if place:
            proposal["neighbourhood"] = place
    _add(Project, projects)
    _add(Proposal, proposals)
    for slug, proposal in grown.items():
        project = db.session.get_one(Project, seed_id("project", slug))
        project.grew_from_id = seed_id("proposal", proposal)
    db.session.flush()


def _add_shifts() -> None:
    """Who signed up stands with the shift, in order."""
    today = wall_clock(now(), db.session.get_one(Town, 1).time_zone)[:10]
    shifts = {slug: _dated(shift, today) for slug, shift in entries("shifts").items()}
    helpers = {slug: shift.pop("sign_ups", []) for slug, shift in shifts.items()}
    _add(Shift, shifts)
    for slug, residents in helpers.items():
        _add(
            SignUp,
            {
                f"{resident}-{slug}": {"shift": slug, "resident": resident, "number": number}
                for number, resident in enumerate(residents, start=1)
            },
        )


def _dated(shift: Entry, today: str) -> Entry:
    """Days that are counted from today become times on the town's clock."""
    day = datetime.fromisoformat(today) + timedelta(shift.pop("day"))
    starts, ends = shift.pop("from"), shift.pop("to")
    next_day = timedelta(ends < starts)
    return shift | {
        "starts": f"{day:%Y-%m-%d}T{starts}",
        "ends": f"{day + next_day:%Y-%m-%d}T{ends}",
    }


def _comments(noun: str, slug: str, thread: list[Entry]) -> dict[str, Entry]:
    """The thread's entries under their slugs `<thing>-01` and on."""
    return {
        f"{slug}-{number:02d}": {
            "author": comment["by"],
            "created": comment["at"],
            "text": comment["text"].strip(),
            noun: slug,
            **{name: comment[name] for name in ("edited", "revision") if name in comment},
        }
        for number, comment in enumerate(thread, start=1)
    }
