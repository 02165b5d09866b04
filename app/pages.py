"""THE table: for each URL the template and the documents that it reads.

Flask renders a page from the database, the service worker the same template from its replica.
`flask export` writes the table out as JSON for the worker.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from .reads import Device, List, Mine, Outbox, Read, Scope


@dataclass(frozen=True, init=False)
class Page:
    """A row of the table: `Page(path, template, name=Read(…), …)`."""

    path: str
    template: str
    reads: dict[str, Read]

    def __init__(self, path: str, template: str, **reads: Read) -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "reads", reads)


PLACED = {"neighbourhood": "neighbourhood", "topic": "topic"}
"""Fields of projects and proposals that name documents of `public`."""
ALL_NEIGHBOURHOODS = List("neighbourhood", size=1000)
ALL_TOPICS = List("topic", sort=("order",), size=100)
MAP = Scope("map", optional=True)
"""Whether the town has a map, and whose tiles; the page script asks for the outlines itself."""
TOWN = Scope("town")
"""The town with its texts."""
NUMBERS = {"supports"}
"""Fields that sort as numbers; all others by code point."""
NEWEST = ("-activity", "sort_title")
HELPING = {"project": "project", "neighbourhood": "neighbourhood"}
"""Fields of shifts that name documents of `public`."""
PROJECTS = List(
    "project",
    where=("neighbourhood", "phase", "topic"),
    search="search",
    sort=NEWEST,
    join=PLACED,
)
PROPOSALS = List(
    "proposal",
    where=("neighbourhood", "state", "topic"),
    search="search",
    sort=("-activity", "-supports", "sort_title"),
    join=PLACED,
)
UPCOMING = List(
    "shift",
    where=("neighbourhood",),
    fixed={"cancelled": ""},
    search="search",
    sort=("starts",),
    join=HELPING,
    upcoming="ends",
)
"""The lists as their own pages show them; other pages take them with less."""
ON_A_MAP = {"size": 60, "has": "point"}
A_FEW = {"where": (), "size": 5}

PAGES = (
    Page(
        "/",
        "town/show.html",
        projects=List("project", sort=NEWEST, size=4, join=PLACED),
        proposals=List("proposal", sort=NEWEST, size=4, join=PLACED),
        shifts=replace(UPCOMING, where=(), fixed=UPCOMING.fixed | {"full": ""}, search="", size=3),
        neighbourhoods=ALL_NEIGHBOURHOODS,
    ),
    Page(
        "/projects",
        "project/list.html",
        projects=PROJECTS,
        neighbourhoods=ALL_NEIGHBOURHOODS,
        topics=ALL_TOPICS,
        map=MAP,
    ),
    Page(
        "/projects/map",
        "project/map.html",
        projects=replace(PROJECTS, **ON_A_MAP),
        neighbourhoods=ALL_NEIGHBOURHOODS,
        topics=ALL_TOPICS,
        map=MAP,
    ),
    Page(
        "/projects/<uuid:id>",
        "project/show.html",
        project=Scope(
            "project:{id}",
            sort={"proposal": "-activity", "comment": "created", "shift": "starts"},
            join={"author": "person", "grew_from": "proposal"} | PLACED,
            over={"shift": "ends"},
        ),
        topics=ALL_TOPICS,
        map=MAP,
    ),
    Page(
        "/proposals",
        "proposal/list.html",
        proposals=PROPOSALS,
        neighbourhoods=ALL_NEIGHBOURHOODS,
        topics=ALL_TOPICS,
        map=MAP,
    ),
    Page(
        "/proposals/map",
        "proposal/map.html",
        proposals=replace(PROPOSALS, **ON_A_MAP),
        neighbourhoods=ALL_NEIGHBOURHOODS,
        topics=ALL_TOPICS,
        map=MAP,
    ),
    Page(
        "/proposals/<uuid:id>",
        "proposal/show.html",
        proposal=Scope(
            "proposal:{id}",
            sort={"comment": "created"},
            join={"author": "person", "project": "project", "became": "project"} | PLACED,
        ),
        topics=ALL_TOPICS,
        map=MAP,
    ),
    Page(
        "/neighbourhoods",
        "neighbourhood/list.html",
        neighbourhoods=List("neighbourhood", search="search", size=1000),
    ),
    Page(
        "/neighbourhoods/<uuid:id>",
        "neighbourhood/show.html",
        neighbourhood=Scope("neighbourhood:{id}"),
        projects=List(
            "project", fixed={"neighbourhood": "{id}"}, sort=NEWEST, size=12, join=PLACED
        ),
        proposals=List(
            "proposal", fixed={"neighbourhood": "{id}"}, sort=NEWEST, size=12, join=PLACED
        ),
        topics=ALL_TOPICS,
        map=MAP,
    ),
    Page(
        "/mine",
        "resident/mine.html",
        own=Mine(
            sort={"sign_up": "starts", "follow": "id", "support": "id"},
            join={
                "project": "project",
                "proposal": "proposal",
                "neighbourhood": "neighbourhood",
            },
            over={"sign_up": "ends"},
        ),
    ),
    Page(
        "/shifts",
        "shift/upcoming.html",
        shifts=UPCOMING,
        neighbourhoods=ALL_NEIGHBOURHOODS,
    ),
    Page(
        "/search",
        "search/show.html",
        projects=replace(PROJECTS, **A_FEW),
        proposals=replace(PROPOSALS, **A_FEW, sort=NEWEST),
        neighbourhoods=List("neighbourhood", search="search", size=5),
        shifts=replace(UPCOMING, **A_FEW),
        topics=ALL_TOPICS,
    ),
    Page(
        "/account",
        "account/show.html",
        own=Mine(sort={"passkey": "created", "device": "-seen", "event": "-created"}),
        neighbourhoods=ALL_NEIGHBOURHOODS,
    ),
    Page("/outbox", "outbox/show.html", outbox=Outbox()),
    Page("/device", "device/show.html", device=Device()),
    Page("/recovery", "recovery/show.html"),
    Page("/town", "town/about.html", about=replace(TOWN, sort={"kiosk": "created"})),
    Page(
        "/roles",
        "role/list.html",
        about=replace(
            TOWN,
            sort={"role": "created"},
            join={
                "resident": "person",
                "neighbourhood": "neighbourhood",
                "granted_by": "person",
            },
        ),
    ),
    Page("/imprint", "town/imprint.html", about=TOWN),
    Page("/privacy", "town/privacy.html", about=TOWN),
    Page("/accessibility", "town/accessibility.html", about=TOWN),
)

KIOSK = Page(
    "/kiosk",
    "screen/show.html",
    projects=List("project", sort=NEWEST, size=60, join=PLACED),
    proposals=List("proposal", fixed={"state": "open"}, sort=NEWEST, size=30, join=PLACED),
    shifts=replace(UPCOMING, where=(), fixed=UPCOMING.fixed | {"full": ""}, search="", size=30),
)
"""The one document of a tablet in public, with what it turns through while nobody is there.

No row of the table: for all others something else stands at this address.
"""


def export() -> list[dict[str, Any]]:
    """The table as the worker reads it."""
    return [row(page) for page in PAGES]


def row(page: Page) -> dict[str, Any]:
    """A page as the worker reads it."""
    return {
        "path": page.path,
        "template": page.template,
        "reads": {
            name: {"type": type(read).__name__, **asdict(read)} for name, read in page.reads.items()
        },
    }
