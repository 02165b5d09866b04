"""Every read: rows become JSON documents, which Flask and phones read alike."""

from . import (
    account,
    comment,
    follow,
    kiosk,
    neighbourhood,
    outline,
    person,
    project,
    proposal,
    report,
    role,
    shift,
    support,
    topic,
    town,
)
from .sums import ScopeSummary
from .table import Document, fresh, rebuild

__all__ = [
    "Document",
    "ScopeSummary",
    "account",
    "comment",
    "follow",
    "fresh",
    "kiosk",
    "neighbourhood",
    "outline",
    "person",
    "project",
    "proposal",
    "rebuild",
    "report",
    "role",
    "shift",
    "support",
    "topic",
    "town",
]
