"""Hypothesis strategies for lists: cards with ties, and query strings that find some of them."""

from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from texts import NASTY, texts
from towns import id_of

from app.documents.text import folded, sort_key


def cards() -> SearchStrategy[dict[str, Any]]:
    """Cards with few titles, so that there are ties, found by few words."""
    few = st.sampled_from(NASTY) | texts
    places = st.sampled_from(("town", "gone", id_of("neighbourhood", 0)))
    card = st.fixed_dictionaries(
        {
            "title": few,
            "neighbourhood": places,
            "phase": st.sampled_from(("idea", "doing", "'", "%")),
            "supports": st.sampled_from((0, 2, 9, 10, 1000)),
            "point": st.sampled_from(("", "51.05012,13.73733")),
            "activity": st.sampled_from(("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z")),
        }
    )
    return st.lists(card, max_size=7).map(placed)


def placed(drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """These cards and a neighbourhood, by key as in `public`."""
    place = id_of("neighbourhood", 0)
    found: dict[str, Any] = {f"neighbourhood:{place}": {"id": place, "name": "Südhang"}}
    for number, card in enumerate(drawn):
        id = id_of("project", number)
        words = {"search": folded(card["title"]), "sort_title": sort_key(card["title"])}
        found[f"project:{id}"] = {"id": id, **card, **words}
    return found


def queries() -> SearchStrategy[str]:
    """Query strings with any of a list's names."""
    few = st.sampled_from(NASTY) | texts
    query = st.fixed_dictionaries(
        {},
        optional={
            "q": few | st.lists(st.sampled_from(NASTY), max_size=2).map(" ".join),
            "neighbourhood": st.sampled_from(("", "town", id_of("neighbourhood", 0), "x")),
            "phase": st.sampled_from(("", "idea", "'", "%", "\0", "gone")),
            "sort": st.sampled_from(("sort_title", "-activity", "-supports", "activity", "")),
            "page": st.sampled_from(("", "0", "1", "2", "3", "99", "-1", " 1", "٢", "1000000")),
        },
    )
    return query.map(urlencode)


PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ äß🎈"
ALIKE = {
    "title": PUNCTUATION,
    "neighbourhood": "town",
    "phase": PUNCTUATION,
    "supports": 0,
    "point": "",
    "activity": "2026-01-01T00:00:00.000Z",
}
"""One of several pages of cards that are found by whatever an address has to quote."""
PAGES_OF_THEM = [
    urlencode({"q": PUNCTUATION, "phase": PUNCTUATION, "page": page, "sort": "sort_title"})
    for page in ("", "1", "2", "4", "5", "0", "-1", "+2", " 2", "2 ", "٢", "999999", "1000000")
]
