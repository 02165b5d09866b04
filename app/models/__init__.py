"""The nouns of a co-creative municipality. No HTTP and no JSON in here."""

from .clock import Clock
from .comment import Comment
from .neighbourhood import Neighbourhood
from .project import PHASES, Project
from .proposal import STATES, Proposal
from .receipt import Receipt
from .resident import AFFILIATIONS, Resident
from .session import Session
from .town import Town

__all__ = [
    "AFFILIATIONS",
    "PHASES",
    "STATES",
    "Clock",
    "Comment",
    "Neighbourhood",
    "Project",
    "Proposal",
    "Receipt",
    "Resident",
    "Session",
    "Town",
]
