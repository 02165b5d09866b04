"""Kiosks in tests."""

import pytest
from cast import Cast
from tablet import Tablet, enrolled


@pytest.fixture
def tablet(cast: Cast) -> Tablet:
    """One that is enrolled."""
    return enrolled(cast)
