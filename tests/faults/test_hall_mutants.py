"""Tablets that are wrong on purpose: the harness sees it, and says which promise was broken."""

from collections.abc import Callable

import pytest
from broken import Broken
from hall import HERE, Hall
from hall_quiet import quiet_hall
from hall_shown import check_visit

pytestmark = pytest.mark.only_on("sqlite")
NO_NETWORK = ("request lost",) * 3
Steps = Callable[[Hall], object]


def says(hall: Hall, *faults: str) -> None:
    hall.comments(hall.drive.cast.project, *faults)


def is_refused(hall: Hall) -> None:
    """A failed commit leaves it to be sent again."""
    says(hall, "commit fails")


def is_revoked_while_it_waits(hall: Hall) -> None:
    says(hall, *NO_NETWORK)
    hall.is_revoked()
    hall.ask("waits", seconds=60)
    hall.is_enrolled(HERE)


def is_forgotten(hall: Hall) -> None:
    hall.backs_up()
    says(hall)
    hall.restores()


def is_signed_in(hall: Hall, *faults: str) -> None:
    hall.signs_in(1)
    says(hall, *faults)


@pytest.mark.parametrize(
    ("mutant", "steps", "kind"),
    [
        ("drop_on_200", is_refused, "lost"),
        ("drop_on_4xx_at_tablets", lambda hall: says(hall, "refused"), "lost"),
        ("seal_anew", lambda hall: says(hall, "answer lost"), "doubled"),
        ("keep_duplicates", lambda hall: says(hall, "answer lost"), "stuck"),
        ("another_visit", says, "wrong"),
        ("forget_when_revoked", is_revoked_while_it_waits, "lost"),
        ("forget_what_was_sent", is_forgotten, "lost"),
        ("stay_signed_in", is_signed_in, "leaked"),
        ("seal_own_anew", lambda hall: is_signed_in(hall, "answer lost"), "doubled"),
        ("no_wipe", lambda hall: hall.ask("plants", what="draft"), "leaked"),
    ],
)
def test_a_wrong_tablet_is_found(hall: Hall, mutant: str, steps: Steps, kind: str) -> None:
    hall.drive.mutant = mutant
    hall.begins()
    steps(hall)
    with pytest.raises(Broken) as found:
        quiet_hall(hall)
    assert found.value.kind == kind, found.value


def test_what_somebody_gave_is_not_shown_to_them(hall: Hall) -> None:
    hall.drive.mutant = "show_no_waiting"
    hall.begins()
    says(hall, *NO_NETWORK)
    with pytest.raises(Broken, match="flickers"):
        check_visit(hall)
