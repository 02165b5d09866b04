"""Figures of a run, for whoever runs it at length."""

import json
import os
from collections.abc import Mapping

REPORT = "KOKOMMUNE_KILLS_REPORT"
"""A file that takes a line of JSON a run."""


def told(title: str, figures: Mapping[str, int]) -> None:
    """Add a line, where somebody asked for it."""
    if REPORT in os.environ:
        with open(os.environ[REPORT], "a") as report:
            report.write(json.dumps({"title": title} | dict(figures)) + "\n")
