"""Hypothesis: the town's own face, and what moderation has hidden."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from texts import texts, times, titles, zones

from app.documents.hidden import emptied
from app.documents.text import article
from app.documents.town import TEXTS
from app.models import COLOURS, LANGUAGES, PHASES

Body = dict[str, Any]


def town(draw: DrawFn) -> Body:
    """The town's card."""
    return {
        "id": "town",
        "name": draw(titles),
        "motto": draw(texts),
        "time_zone": draw(zones),
        "languages": draw(st.permutations(LANGUAGES))[: draw(st.integers(1, 3))],
        "colour": draw(st.sampled_from(("", "#14513c"))),
        "style": draw(st.sampled_from(("", "/town-0123456789abcdef.css"))),
        "arms": draw(st.sampled_from(("", "/arms-0123456789abcdef.svg"))),
        "phases": draw(st.dictionaries(st.sampled_from(PHASES), titles)),
        "tiles": "",
        "attribution": "",
    }


def topic(draw: DrawFn) -> Body:
    """A topic without its id."""
    return {
        "name": draw(titles),
        "colour": draw(st.sampled_from(COLOURS)),
        "order": draw(st.sampled_from(("0000", "0001"))),
    }


def written(draw: DrawFn) -> Body:
    """What the whole of the town has beside its card."""
    return {f"{name}_html": article(draw(texts)) for name in TEXTS}


def standing(draw: DrawFn, body: Body, *kept: str) -> Body:
    """The body of something that can be hidden, and sometimes is."""
    if draw(st.sampled_from((False, False, True))):
        hidden = body | {"hidden": draw(titles) or "-", "hidden_at": draw(times)}
        return emptied(hidden, *kept)
    return body | {"hidden": "", "hidden_at": ""}
