"""One's last word about a thing is what its page says, however far it has come."""

import people
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


def test_it_stands_while_the_card_is_newer_than_the_page(drive: Drive) -> None:
    """Seed 9801: a card says that the shift is cancelled, the project's page does not yet."""
    people.signs_in(drive, "anna", drive.person(0))
    drive.syncs("anna")
    for word in ("sign_up", "withdraw_sign_up", "sign_up"):
        drive.writes("anna", word, {"shift": drive.shift})
    drive.cast.ayse.does("cancel_shift", shift=drive.shift, reason="Sturm")
    drive.syncs("anna", "", "killed before")
    check_pages(drive, "anna")
    quiet(drive)
