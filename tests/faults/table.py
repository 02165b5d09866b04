"""What a soak has done and found, as a table."""

from collections import Counter

from between import COMMIT, DATABASE, GATES, MEANWHILE, ON_THE_WAY, SERVER
from broken import UNKNOWN
from real_errors import DISK_FULL

APPLIED = "applied "
"""Begins what counts how often a command was carried out."""
ROWS = {
    "done": ("sequences", "commands", "runs", "at once", "pages", "cursors", "quiets"),
    "requests": tuple(fault for fault in ON_THE_WAY if fault not in GATES),
    "answered by others": tuple(GATES),
    "database": (*COMMIT, *DATABASE, DISK_FULL),
    "server": tuple(SERVER),
    "meanwhile": MEANWHILE,
    "phones": (
        *("kill", "loss", "quota", "not taken", "submitted twice"),
        *("connection lost", "database deleted", "one version behind", "updated", "carried"),
        "clock wrong",
    ),
    "residents": ("two tabs", "poison", "signed in on a phone", "signed out on a phone"),
    "tablet": ("given", "given as oneself", "signed in", "visits", "claimed", "revoked", "rotated"),
    "town": ("restored", "account opened", "taken along", "account closed"),
    "broken": ("lost", "doubled", "stuck", "leaked", "flickers", "wrong", UNKNOWN),
}


def table(title: str, counted: Counter[str]) -> str:
    """Markdown, as docs/reliability.md has it."""
    lines = ["", f"| {title} | |", "| --- | --- |"]
    for name, kinds in ROWS.items():
        told = ", ".join(f"{kind} {counted[kind]:,}" for kind in kinds)
        lines.append(f"| {name} | {told} |")
    applied = sorted(name for name in counted if name.startswith(APPLIED))
    told = ", ".join(f"{name.removeprefix(APPLIED)} {counted[name]:,}" for name in applied)
    lines.append(f"| carried out | {told} |")
    lines.append(f"| longest until nothing waits | {counted['longest']} s |")
    return "\n".join(lines)
