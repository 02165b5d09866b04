"""Every read: rows become JSON documents, which Flask and phones read alike."""

from . import comment, follow, neighbourhood, person, project, proposal, shift, support, town
from .table import Document, fresh, rebuild

__all__ = [
    "Document",
    "comment",
    "follow",
    "fresh",
    "neighbourhood",
    "person",
    "project",
    "proposal",
    "rebuild",
    "shift",
    "support",
    "town",
]
