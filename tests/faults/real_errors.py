"""What faults of a database are on each, and what it says when one has really happened."""

DISK_FULL = "disk full"
INSTEAD = {
    "deadlock": "locked for a moment",
    "serialization": "locked for a moment",
    "breaks off": DISK_FULL,
    "no connections to write": "no connections",
}
"""What happens on SQLite, which has one writer at a time, one pool, and no connections to end."""
SAYS = {
    "sqlite": {
        "locked": "database is locked",
        "locked for a moment": "database is locked",
        DISK_FULL: "database or disk is full",
    },
    "postgresql": {
        "locked": "LockNotAvailable",
        "locked for a moment": "LockNotAvailable",
        "deadlock": "DeadlockDetected",
        "serialization": "SerializationFailure",
        "breaks off": "AdminShutdown",
    },
}
"""What a database says when a fault has really happened to it."""
