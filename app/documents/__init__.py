"""Every read: rows become JSON documents, which Flask and phones read alike."""

from . import comment, neighbourhood, person, project, proposal, town
from .table import Document, fresh, rebuild

__all__ = [
    "Document",
    "comment",
    "fresh",
    "neighbourhood",
    "person",
    "project",
    "proposal",
    "rebuild",
    "town",
]
