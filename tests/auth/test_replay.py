"""Of many uses of one answer at once, one succeeds."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from cast import Cast
from counting import standing
from holder import Holder

Newcomer = Callable[[], Holder]
TIMES = 50


def at_once(cast: Cast, holder: Holder, purpose: str, credential: dict[str, Any]) -> list[int]:
    """The statuses of the same answer, sent by copies of one browser."""
    cookies = [holder.client.get_cookie(name) for name in ("kokommune", "kokommune-browser")]
    ready = threading.Barrier(TIMES)
    found: list[int] = []

    def send() -> None:
        copy = Holder(cast.guest())
        for cookie in filter(None, cookies):
            copy.client.set_cookie(cookie.key, cookie.value, domain="localhost")
        ready.wait()
        found.append(copy.answers(purpose, credential).status_code)

    threads = [threading.Thread(target=send) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.mark.parametrize("purpose", ["sign_in", "create"])
def test_one_succeeds(cast: Cast, newcomer: Newcomer, purpose: str) -> None:
    ela = newcomer()
    if purpose == "create":
        credential = ela.authenticator.create(ela.options("create", name="Ela"))
    else:
        ela.creates()
        ela.client.delete_cookie("kokommune")
        credential = ela.authenticator.get(ela.options("sign_in"))
    before = standing()
    assert at_once(cast, ela, purpose, credential) == [200] + [422] * (TIMES - 1)
    assert standing() == (before[0] + 1, 1)
