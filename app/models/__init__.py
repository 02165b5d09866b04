"""The nouns of a co-creative municipality. No HTTP and no JSON in here."""

from .clock import Clock
from .comment import Comment
from .follow import Follow
from .neighbourhood import Neighbourhood
from .project import PHASES, Project
from .proposal import STATES, Proposal
from .receipt import Receipt
from .resident import AFFILIATIONS, Resident
from .session import Session
from .shift import Shift
from .sign_up import SignUp
from .support import Support
from .town import Town

__all__ = [
    "AFFILIATIONS",
    "PHASES",
    "STATES",
    "Clock",
    "Comment",
    "Follow",
    "Neighbourhood",
    "Project",
    "Proposal",
    "Receipt",
    "Resident",
    "Session",
    "Shift",
    "SignUp",
    "Support",
    "Town",
]
