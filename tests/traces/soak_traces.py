"""Visit a tablet for long and say what came of it; `bin/soak` calls this."""

from report import ran

VISITS = 500


def traces(seed: int, visits: int = VISITS) -> int:
    """So many visits at one tablet; 1 where one of them left something, or was lost."""
    print(f"\n== visits, seed {seed}", flush=True)
    settings = {"KOKOMMUNE_VISITS": str(visits), "KOKOMMUNE_VISITS_SEEDS": str(seed)}
    if ran("tests/traces/test_visits.py", **settings):
        return 0
    print(f"Broken: bin/soak --traces-only {visits} --seed {seed} asks the same again.")
    return 1
