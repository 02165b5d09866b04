"""Phones that are wrong about their readers: the harness knows better who they are."""

import pytest
from broken import Broken
from drive import Drive
from people import signs_in, signs_out
from quiet import quiet
from shown import check_pages

pytestmark = pytest.mark.only_on("sqlite")


def says(drive: Drive) -> str:
    return drive.writes("anna", "comment", {"on": str(drive.cast.project), "body": "Hallo"})


def begins_as(drive: Drive, mutant: str) -> None:
    drive.mutant = mutant
    drive.begins()


def test_the_town_is_forgotten(drive: Drive) -> None:
    """What a phone holds is right, since it holds nothing."""
    begins_as(drive, "forget_the_town")
    with pytest.raises(Broken, match="wrong: anna holds no"):
        quiet(drive)


def test_everybodys_letters(drive: Drive) -> None:
    """Dilan reads in the outbox what Bernd has waiting there."""
    begins_as(drive, "show_all_letters")
    signs_in(drive, "anna", drive.person(1))
    drive.syncs("anna")
    says(drive)
    check_pages(drive, "anna")
    signs_in(drive, "anna", drive.person(2))
    with pytest.raises(Broken, match="leaked"):
        check_pages(drive, "anna")


def test_nobody_signs_out(drive: Drive) -> None:
    """Whoever writes next on this phone is Bernd, who has left."""
    begins_as(drive, "never_sign_out")
    signs_in(drive, "anna", drive.person(1))
    says(drive)
    signs_out(drive, "anna")
    with pytest.raises(Broken, match="wrong: anna is that of"):
        says(drive)
