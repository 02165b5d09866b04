"""A real town's data, whole: Helsinki's OmaStadi."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from sqlalchemy import func, select

from app.db import db
from app.models import Neighbourhood, Project, Proposal

Run = Callable[..., Result]


def count(noun: Any, *where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(noun).where(*where)) or 0


def test_omastadi_comes_in_once(run: Run, omastadi: Path, everything: Callable[[], Any]) -> None:
    def import_all() -> list[str]:
        places = run("neighbourhoods", omastadi / "districts.geojson")
        rows = run("proposals", omastadi / "proposals.csv", "--preset", "omastadi")
        assert (places.exit_code, rows.exit_code) == (0, 0)
        return [places.stdout, rows.stdout]

    assert import_all() == [
        "34 neighbourhoods: 34 new, 0 changed, 0 unchanged.\n",
        "4403 rows: 4403 new, 0 changed, 0 unchanged; 393 projects made, 0 rows reported.\n",
    ]
    assert count(Neighbourhood) == 34
    assert count(Proposal) == 4403
    assert count(Proposal, Proposal.neighbourhood_id.is_(None)) == 1064
    assert count(Project) == 393
    assert count(Project, Project.neighbourhood_id.is_(None)) == 91
    assert count(Project, Project.grew_from_id.is_(None)) == 0
    states = select(Proposal.state, func.count()).group_by(Proposal.state)
    assert dict(db.session.execute(states).all()) == {
        "accepted": 3032,
        "rejected": 1323,
        "withdrawn": 48,
    }

    before = everything()
    assert import_all() == [
        "34 neighbourhoods: 0 new, 0 changed, 34 unchanged.\n",
        "4403 rows: 0 new, 0 changed, 4403 unchanged; 0 projects made, 0 rows reported.\n",
    ]
    assert everything() == before
