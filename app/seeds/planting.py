"""Puts the story into an empty town."""

from typing import Any

from sqlalchemy import func, select

from ..db import db
from ..models import (
    Comment,
    Follow,
    Neighbourhood,
    Project,
    Proposal,
    Resident,
    Shift,
    SignUp,
    Support,
    Town,
)
from ..writing import writing
from .story import Entry, chapter, entries, follows, seed_id, supports, threads

NOUNS = (Resident, Neighbourhood, Project, Proposal, Comment, Support, Follow, Shift, SignUp)
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
        if any(_count(noun) for noun in (Town, *NOUNS)):
            raise TownNotEmpty
        db.session.add(Town(**chapter("town")))
        _add(Resident, entries("residents"))
        _add(Neighbourhood, entries("neighbourhoods"))
        _add_projects_and_proposals()
        for (noun, slug), thread in threads().items():
            _add(Comment, _comments(noun, slug, thread))
        _add(Support, supports())
        _add(Follow, follows())
        _add_shifts()
        return {noun.__tablename__: _count(noun) for noun in NOUNS}


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
    shifts = entries("shifts")
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
