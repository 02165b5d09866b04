"""Kiosks in tests."""

import pytest
from by_phone import signs_in
from cast import Cast, Person
from signed_in import signed_in
from tablet import Tablet, enrolled

from app.db import now


@pytest.fixture
def tablet(cast: Cast) -> Tablet:
    """One that is enrolled."""
    return enrolled(cast)


@pytest.fixture
def bernd(cast: Cast) -> Person:
    """With a phone in his hand that he has just unlocked with a passkey."""
    return signed_in(cast, cast.bernd, verified=now())


@pytest.fixture
def there(tablet: Tablet, bernd: Person) -> Tablet:
    """Bernd is signed in at the tablet."""
    signs_in(tablet, bernd)
    return tablet
