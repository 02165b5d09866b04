"""People who hold passkeys."""

from collections.abc import Callable

import pytest
from cast import Cast
from holder import Holder


@pytest.fixture
def newcomer(cast: Cast) -> Callable[[], Holder]:
    """Somebody with a browser and an authenticator, unknown to the town."""
    return lambda: Holder(cast.guest())
