"""Nothing that strangers leave at a tablet is lost or doubled, whatever breaks: fixed seeds.

KOKOMMUNE_FAULTS_EXAMPLES and KOKOMMUNE_FAULTS_SEED as in test_faults.py.
"""

import os

import pytest
from hall import Hall
from hall_machine import Visits
from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test
from test_faults import SEED, SETTINGS

EXAMPLES = int(os.environ.get("KOKOMMUNE_FAULTS_EXAMPLES", "3"))


@pytest.mark.parametrize("number", [SEED, SEED + 1])
def test_visits_leave_all_that_they_gave_and_nothing_else(hall: Hall, number: int) -> None:
    class Machine(Visits):
        pass

    Machine.hall = hall
    more = settings(SETTINGS, max_examples=EXAMPLES)
    run_state_machine_as_test(seed(number)(Machine), settings=more)
