"""Cases of "folded equals fresh": what phones have waiting, by command."""

from . import comments, follows, projects, proposals, reports, shifts, sign_ups, supports
from .case import Case, Cases

CASES: Cases = {
    **comments.CASES,
    **follows.CASES,
    **projects.CASES,
    **proposals.CASES,
    **reports.CASES,
    **shifts.CASES,
    **sign_ups.CASES,
    **supports.CASES,
}

__all__ = ["CASES", "Case"]
