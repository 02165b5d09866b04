"""One's last word about a thing is what its page says, however far it has come."""

import pytest
from drive import Drive
from quiet import quiet
from shown import SETS, check_pages

pytestmark = pytest.mark.only_on("sqlite")


@pytest.mark.parametrize("name", SETS)
def test_a_word_stands_while_it_is_on_its_way(drive: Drive, name: str) -> None:
    """Set and taken back: written, sent without an answer, and heard."""
    taken_back, about = SETS[name]
    cast = drive.cast
    thing = {"on": str(cast.project), "shift": drive.shift, "proposal": str(cast.proposal)}[about]
    drive.syncs("anna")
    for word in (name, taken_back, name):
        drive.writes("anna", word, {about: thing})
        check_pages(drive, "anna")
        for fault in ("request lost", "answer lost", ""):
            drive.syncs("anna", fault)
            check_pages(drive, "anna")
    quiet(drive)
