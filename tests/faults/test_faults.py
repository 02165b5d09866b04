"""Nothing lost, nothing doubled, whatever breaks: sequences with fixed seeds.

KOKOMMUNE_FAULTS_EXAMPLES and KOKOMMUNE_FAULTS_SEED make more of them, and others (`bin/soak`).
"""

import os

import pytest
from drive import Drive
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from machine import Faults

EXAMPLES = int(os.environ.get("KOKOMMUNE_FAULTS_EXAMPLES", "6"))
SEED = int(os.environ.get("KOKOMMUNE_FAULTS_SEED", "1"))
STEPS = 25

# Shrinking takes minutes; the steps of what broke are printed as they were.
SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("number", [SEED, SEED + 1])
def test_nothing_is_lost_or_doubled(drive: Drive, number: int) -> None:
    class Machine(Faults):
        pass

    Machine.drive = drive
    run_state_machine_as_test(seed(number)(Machine), settings=SETTINGS)
