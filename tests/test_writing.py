"""There is one way to write."""

import ast
from pathlib import Path

import pytest
from cast import Cast
from sqlalchemy import delete, insert, update
from uuid6 import uuid7

from app.db import db
from app.documents import Document, table
from app.models import Comment, Project, Resident
from app.writing import writing

APP = Path(__file__).resolve().parent.parent / "app"


def test_rows_change_only_inside(cast: Cast) -> None:
    db.session.get_one(Project, cast.project).title = "Heimlich"
    with pytest.raises(RuntimeError, match="inside writing"):
        db.session.flush()


def test_pending_changes_are_refused(cast: Cast) -> None:
    db.session.get_one(Project, cast.project).title = "Heimlich"
    with pytest.raises(RuntimeError, match="outside"), writing():
        pass


def test_it_does_not_nest(cast: Cast) -> None:
    with writing(), pytest.raises(RuntimeError, match="nest"), writing():
        pass


@pytest.mark.parametrize(
    "statement",
    [
        update(Project).values(title="Alle gleich"),
        delete(Comment),
        insert(Resident).values(id=uuid7(), name="Niemand"),
    ],
    ids=["update", "delete", "insert"],
)
def test_bulk_statements_are_refused(cast: Cast, statement: object) -> None:
    with writing(), pytest.raises(RuntimeError, match="bulk"):
        db.session.execute(statement)


def test_nobody_writes_tables_past_the_rows() -> None:
    """`do_orm_execute` does not see Core statements: nobody but these may make them."""
    allowed = {
        APP / "writing.py": {"update"},
        APP / "db.py": {"insert"},
        APP / "documents" / "table.py": {"insert_into"},
        # No document shows what these count.
        APP / "documents" / "sums.py": {"insert_into"},
        APP / "models" / "difference.py": {"insert_into"},
        # Into a new database in which there are no documents yet.
        APP / "backup" / "filling.py": {"insert", "update", "delete"},
    }
    for path in APP.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        used = set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                names = {alias.name for alias in node.names}
                theirs = (node.module or "").startswith("sqlalchemy")
                used |= names if theirs else names & {"insert_into"}
            if isinstance(node, ast.Attribute) and node.attr == "insert":
                used.add("insert")
        writers = used & {"insert", "insert_into", "update", "delete", "text"}
        assert writers <= allowed.get(path, set()), path


def test_no_change_no_version(cast: Cast) -> None:
    with writing() as write:
        db.session.get_one(Project, cast.project)
    assert write.version == 0


def test_a_failure_leaves_nothing(cast: Cast) -> None:
    def fails() -> None:
        with writing():
            db.session.get_one(Project, cast.project).title = "Halb"
            db.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert db.session.get_one(Project, cast.project).title == "Bänke am Südhang"


def test_a_rebuild_finds_what_is_wrong(cast: Cast) -> None:
    """The check after each test can fail."""
    with writing():
        wrong = {
            ("public", f"project:{cast.project}"): {"title": "Falsch"},
            ("public", "project:nirgends"): {"title": "Zuviel"},
        }
        table._write(table.Changes(wrong, {}), 0)
    with writing() as write:
        write.everything = True
    # One card was counted twice.
    assert (write.mended, write.summed) == (2, 1)
    bodies = {row.key: row.body for row in db.session.query(Document).filter_by(scope="public")}
    assert bodies[f"project:{cast.project}"]["title"] == "Bänke am Südhang"
    assert bodies["project:nirgends"] is None


def test_documents_follow_old_and_new_values(cast: Cast) -> None:
    """A project that moves changes the counts of both neighbourhoods."""
    from app.models import Neighbourhood

    other = uuid7()
    with writing():
        db.session.add(Neighbourhood(id=other, name="Nordend"))
    with writing():
        db.session.get_one(Project, cast.project).neighbourhood_id = other
    public = cast.dilan.sees("public")
    assert public[f"neighbourhood:{cast.neighbourhood}"]["projects"] == 0
    assert public[f"neighbourhood:{other}"]["projects"] == 1


def test_an_author_who_changes_leaves_no_name_behind(cast: Cast) -> None:
    id = cast.bernd.does("comment", on=str(cast.project), body="Von wem?")["id"]
    from uuid import UUID

    with writing():
        db.session.get_one(Comment, UUID(id)).author_id = cast.dilan.id
    project = cast.ayse.sees(f"project:{cast.project}")
    assert f"person:{cast.bernd.id}" not in project
    assert f"person:{cast.dilan.id}" in project
