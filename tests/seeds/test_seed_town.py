"""The seed town: what others rely on when they show it."""

from collections import Counter

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.models import (
    PHASES,
    STATES,
    Comment,
    Neighbourhood,
    Project,
    Proposal,
    Resident,
    Role,
    Shift,
    SignUp,
    Support,
    Town,
)
from app.models.shape import contains, decode
from app.seeds import seed_id
from app.writing import writing


def seed(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["seed"])


@pytest.fixture
def town(app: Flask) -> Flask:
    result = seed(app)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Lindenbrück an der Quirl is ready: 16 residents, ")
    return app


@pytest.mark.usefixtures("town")
class TestStory:
    def test_projects_are_in_every_phase_and_proposals_in_every_state(self) -> None:
        assert set(db.session.scalars(select(Project.phase))) == set(PHASES)
        assert set(db.session.scalars(select(Proposal.state))) == set(STATES)

    def test_neighbours_administration_politics_and_guests_take_part(self) -> None:
        people = db.session.scalars(select(Resident)).all()
        assert Counter(person.affiliation for person in people) == {
            "": 13,
            "administration": 2,
            "politics": 1,
        }
        assert sum(person.guest and not person.name for person in people) == 2

    def test_the_word_beside_a_name_is_the_first_of_the_roles(self) -> None:
        for person in db.session.scalars(select(Resident)):
            assert person.affiliation == next((r.role for r in Role.of(person.id)), "")
        assert set(db.session.scalars(select(Role.role))) == {
            "administration",
            "facilitator",
            "politics",
        }

    def test_one_thread_is_long_and_all_sides_speak_in_it(self) -> None:
        thread = Comment.project_id == seed_id("project", "linden")
        assert db.session.scalar(select(func.count()).where(thread)) == 18
        sides = select(Resident.affiliation).join(Comment, Comment.author_id == Resident.id)
        assert set(db.session.scalars(sides.where(thread))) == {"", "administration", "politics"}

    def test_one_project_is_empty(self) -> None:
        empty = db.session.get_one(Project, seed_id("project", "buecherschrank"))
        assert (empty.summary, empty.text) == ("", "")
        about = Comment.project_id == empty.id
        assert db.session.scalar(select(func.count()).where(about)) == 0

    def test_names_are_long_somewhere(self) -> None:
        assert db.session.scalar(select(func.max(func.length(Project.title)))) == 110
        assert db.session.scalar(select(func.max(func.length(Neighbourhood.name)))) == 114

    def test_a_project_grew_from_a_proposal(self) -> None:
        garden = db.session.get_one(Project, seed_id("project", "garten"))
        assert garden.grew_from_id == seed_id("proposal", "garten-statt-schotter")

    def test_a_proposal_to_a_project_stands_in_its_neighbourhood(self) -> None:
        barrels = db.session.get_one(Proposal, seed_id("proposal", "regentonnen"))
        assert barrels.project_id == seed_id("project", "garten")
        assert barrels.neighbourhood_id == seed_id("neighbourhood", "gaensemarkt")

    def test_shifts_are_open_full_and_cancelled(self) -> None:
        shifts = {shift.title: shift for shift in db.session.scalars(select(Shift))}
        assert shifts["Den Schuppen streichen"].cancelled
        full = shifts["Linie Block 7 begleiten"]
        assert SignUp.count(full.id) == full.capacity + 1
        last = shifts["Fahrräder flicken"]
        assert SignUp.count(last.id) == last.capacity - 1

    def test_shifts_are_such_as_could_be_offered(self) -> None:
        for shift in db.session.scalars(select(Shift)):
            Shift.check(shift.starts, shift.ends, shift.capacity)

    def test_every_neighbourhood_is_on_the_map_and_the_river_between_them(self) -> None:
        places = db.session.execute(select(Neighbourhood.name, Neighbourhood.shape)).all()
        shapes = {name.split()[0]: decode(shape) for name, shape in places}
        found = {
            place: [name for name, shape in shapes.items() if contains(shape, *place)]
            for place in ((50.62, 11.915), (50.625, 11.94), (50.61, 11.93), (50.6116, 11.919))
        }
        assert list(found.values()) == [["Am"], ["Siedlung"], ["Obere"], []]
        assert len(shapes["Obere"]) == 2  # the island with the mill

    def test_nobody_supports_a_proposal_of_their_own(self) -> None:
        own = select(func.count()).where(
            Support.proposal_id == Proposal.id, Support.resident_id == Proposal.author_id
        )
        assert db.session.scalar(own) == 0

    def test_nobody_comments_before_they_or_the_thing_are_there(self) -> None:
        early = [
            comment.text
            for comment in db.session.scalars(select(Comment))
            for thing in (
                db.session.get_one(Resident, comment.author_id),
                db.session.get(Project, comment.project_id)
                if comment.project_id
                else db.session.get(Proposal, comment.proposal_id),
            )
            if comment.created <= thing.created
        ]
        assert early == []


def test_seeds_are_for_an_empty_town_only(town: Flask) -> None:
    comments = db.session.scalar(select(func.count()).select_from(Comment))
    result = seed(town)
    assert result.exit_code == 1
    assert "This town is not empty" in result.output
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Comment)) == comments


def test_a_town_without_content_is_not_empty_either(app: Flask) -> None:
    with writing():
        db.session.add(Town(name="Musterstadt"))
    assert seed(app).exit_code == 1
    assert db.session.scalar(select(func.count()).select_from(Resident)) == 0
