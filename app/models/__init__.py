"""The nouns of a co-creative municipality. No HTTP and no JSON in here."""

from .challenge import Challenge
from .clock import Clock
from .comment import Comment
from .credential import Credential
from .desk_recovery import DeskRecovery
from .difference import Difference
from .event import EVENTS, Event
from .follow import Follow
from .guess import Guess
from .heartbeat import Heartbeat
from .invitation import Invitation
from .kiosk import Kiosk
from .lasting import Known
from .neighbourhood import Neighbourhood
from .pairing import Pairing
from .point import Point
from .project import PHASES, Project
from .proposal import STATES, Proposal
from .receipt import Receipt
from .recovery_code import RecoveryCode
from .report import REASONS, Report
from .resident import Resident
from .role import AFFILIATIONS, ROLES, Role
from .session import Session
from .shift import Shift
from .sign_up import SignUp
from .support import Support
from .ticket import Ticket
from .topic import COLOURS, Topic
from .town import LANGUAGES, Town

__all__ = [
    "AFFILIATIONS",
    "COLOURS",
    "EVENTS",
    "LANGUAGES",
    "PHASES",
    "REASONS",
    "ROLES",
    "STATES",
    "Challenge",
    "Clock",
    "Comment",
    "Credential",
    "DeskRecovery",
    "Difference",
    "Event",
    "Follow",
    "Guess",
    "Heartbeat",
    "Invitation",
    "Kiosk",
    "Known",
    "Neighbourhood",
    "Pairing",
    "Point",
    "Project",
    "Proposal",
    "Receipt",
    "RecoveryCode",
    "Report",
    "Resident",
    "Role",
    "Session",
    "Shift",
    "SignUp",
    "Support",
    "Ticket",
    "Topic",
    "Town",
]
