"""How many made-up requests a test asks for, the same ones each time."""

from hypothesis import HealthCheck, settings

MADE_UP = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
