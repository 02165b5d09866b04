"""Errors of the database say nothing of what people write: they are logged."""

from traceback import format_exception
from typing import Any

import pytest
from cast import Cast
from sqlalchemy import event, null
from sqlalchemy.exc import IntegrityError

from app.db import db
from app.models import Resident
from app.writing import writing


def test_a_text_that_could_not_be_written_is_not_in_the_log(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> Any:
        return statement.replace("INSERT INTO comment ", "INSERT INTO commentary "), values

    event.listen(db.engine, "before_cursor_execute", breaks, retval=True)
    try:
        told = cast.bernd.does("comment", on=str(cast.project), body="Blütenzauber.")
    finally:
        event.remove(db.engine, "before_cursor_execute", breaks)
    assert told["status"] == "retry"
    assert "commentary" in caplog.text
    assert "Blütenzauber" not in caplog.text


@pytest.mark.parametrize("values", [{"name": "Bernd Kröger"}, {"name": "Bernd", "guest": null()}])
def test_whom_a_constraint_is_about_is_not_said(cast: Cast, values: dict[str, Any]) -> None:
    """PostgreSQL would tell the value that was there already, or the whole row."""
    with pytest.raises(IntegrityError) as raised, writing():
        db.session.add(Resident(**values))
    said = "".join(format_exception(raised.value))
    assert "constraint" in said
    assert "bernd" not in said.casefold()
