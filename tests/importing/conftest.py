"""Running imports, and files to import."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from decidim_export import Row, export
from flask import Flask
from sqlalchemy import select

from app.config import ROOT
from app.db import db
from app.documents import Document
from app.importing.shapes import reshape
from app.models import Clock, Neighbourhood, Project, Proposal, Town
from app.writing import writing

SQUARE = [[9.0, 50.0], [9.2, 50.0], [9.2, 50.2], [9.0, 50.2], [9.0, 50.0]]


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """`flask import …`, which must not end in an exception."""

    def invoke(*args: str | Path) -> Result:
        result = app.test_cli_runner().invoke(args=["import", *map(str, args)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return invoke


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """A file with this content."""

    def write(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def districts(app: Flask) -> None:
    """A town with two neighbourhoods."""
    with writing():
        db.session.add_all([Neighbourhood(name="Südhang"), Neighbourhood(name="Altstadt")])


@pytest.fixture
def decidim_town(app: Flask) -> None:
    """A town that speaks German and English; only Altstadt has an outline."""
    outline = {"type": "Polygon", "coordinates": [SQUARE]}
    with writing():
        db.session.add(Town(name="Musterstadt", languages=["de", "en", "de-simple"]))
        db.session.add_all(
            [Neighbourhood(name="Südhang"), Neighbourhood(name="Altstadt", outline=outline)]
        )
        reshape()


@pytest.fixture
def bring(run: Callable[..., Result], file: Callable[..., Path]) -> Callable[..., Result]:
    """Import rows of an export."""

    def go(*rows: Row, delimiter: str = ";", options: Sequence[str] = ()) -> Result:
        path = file(export(rows, delimiter))
        return run("proposals", path, "--preset", "decidim", *options)

    return go


@pytest.fixture
def everything(app: Flask) -> Callable[[], dict[str, Any]]:
    """All that an import may change, to compare before and after."""

    def read() -> dict[str, Any]:
        db.session.rollback()
        rows = {
            noun.__tablename__: sorted(
                tuple(str(getattr(row, column.name)) for column in noun.__table__.columns)
                for row in db.session.scalars(select(noun))
            )
            for noun in (Neighbourhood, Project, Proposal, Document)
        }
        return rows | {"clock": db.session.scalar(select(Clock.version))}

    return read


@pytest.fixture(scope="session")
def omastadi() -> Path:
    """The folder with OmaStadi's data, which lies beside the checkout."""
    folder = ROOT.parent / "shared" / "data" / "omastadi"
    if not folder.is_dir():
        pytest.skip("OmaStadi's data is not beside the checkout (../shared/data/omastadi)")
    return folder
