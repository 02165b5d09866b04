"""What people and programs are told while the database does not answer."""

from collections.abc import Iterator

import pytest
from cast import SYNC, Cast
from sqlalchemy import Engine, event, exc

from app.commands import COMMANDS
from app.db import db

pytestmark = pytest.mark.only_on("sqlite")
AWAY = exc.OperationalError("SELECT 1", {}, Exception("the server closed the connection"))
FULL = exc.TimeoutError("QueuePool limit of size 5 overflow 10 reached")


@pytest.fixture(params=[AWAY, FULL], ids=["away", "full"])
def trouble(request: pytest.FixtureRequest, cast: Cast) -> Iterator[None]:
    """From now on nothing is answered."""

    def fails(*_: object) -> None:
        raise request.param

    db.session.remove()
    event.listen(Engine, "before_cursor_execute", fails)
    yield
    event.remove(Engine, "before_cursor_execute", fails)


@pytest.mark.usefixtures("trouble")
class TestWithoutADatabase:
    def test_people_read_that_it_is_away_for_a_moment(self, cast: Cast) -> None:
        answer = cast.bernd.client.get("/projects")
        assert answer.status_code == 503
        assert "Wir sind gleich wieder da" in answer.text

    def test_a_phone_asks_again_later(self, cast: Cast) -> None:
        body = {"protocol": 1, "schema": 1, "epoch": "", "have": {}, "want": ["public"]}
        answer = cast.bernd.client.post("/sync/pull", json=body, headers=SYNC)
        assert (answer.status_code, answer.json["code"]) == (503, "database")

    def test_each_form_comes_back(self, cast: Cast) -> None:
        """It is drawn without a town, and is not said to be our mistake."""
        for name in COMMANDS:
            answer = cast.bernd.submits(name, on=str(cast.project), part="phases")
            assert answer.status_code == 503
            assert "Es liegt nicht an dir" not in answer.text
            assert f'action="/commands/{name}"' in answer.text
