"""Kill server, database and browser for long and say what came of it; `bin/soak` calls this."""

from report import ran

TESTS = tuple(f"tests/kills/test_{what}_kills.py" for what in ("server", "database", "browser"))
SERVER, DATABASE, BROWSER = 200, 50, 50
"""Kills of the server on each database, of PostgreSQL under it, and of the browser."""


def kills(seed: int) -> int:
    """Runs them once; 1 where something broke."""
    print(f"\n== kills, seed {seed}", flush=True)
    settings = {
        "KOKOMMUNE_KILLS": str(SERVER),
        "KOKOMMUNE_DATABASE_KILLS": str(DATABASE),
        "KOKOMMUNE_BROWSER_KILLS": str(BROWSER),
        "KOKOMMUNE_KILLS_SEED": str(seed),
    }
    if ran(*TESTS, **settings):
        return 0
    print(f"Broken: bin/soak --kills-only --seed {seed} asks the same again.")
    return 1
