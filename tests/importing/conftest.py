"""Running imports, and files to import."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.config import ROOT
from app.db import db
from app.documents import Document
from app.models import Clock, Neighbourhood, Project, Proposal
from app.writing import writing


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
