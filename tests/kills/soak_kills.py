"""Kill server and browser for long and say what came of it; `bin/soak` calls this."""

from report import ran

TESTS = ("tests/kills/test_server_kills.py", "tests/kills/test_browser_kills.py")
SERVER, BROWSER = 200, 50
"""Kills of the server on each database, and of the browser."""


def kills(seed: int) -> int:
    """Runs them once; 1 where something broke."""
    print(f"\n== kills, seed {seed}", flush=True)
    settings = {
        "KOKOMMUNE_KILLS": str(SERVER),
        "KOKOMMUNE_BROWSER_KILLS": str(BROWSER),
        "KOKOMMUNE_KILLS_SEED": str(seed),
    }
    if ran(*TESTS, **settings):
        return 0
    print(f"Broken: bin/soak --kills-only --seed {seed} asks the same again.")
    return 1
