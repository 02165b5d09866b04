"""THE table: for each URL the template and the documents that it reads.

Flask renders a page from the database, the service worker the same template from its replica.
`flask export` writes the table out as JSON for the worker.
"""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class List:
    """Cards of one kind from `public`.

    `where` names filters of the query string, `fixed` filters with path values in braces,
    `search` the folded text that `q` looks in, `sort` the orders on offer (the first is the
    default, "-" turns it round; ties go by id), `size` the cards of a page. `join` replaces
    ids by the documents they name, {field: kind}; where that is not known, by False.
    """

    kind: str
    where: tuple[str, ...] = ()
    fixed: dict[str, str] = field(default_factory=dict)
    search: str = ""
    sort: tuple[str, ...] = ("sort_title",)
    size: int = 30
    join: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """Everything in one scope: `root`, the document named like it, and a list for each kind.

    `sort` gives each listed kind its order. `join` as in List, for every document.
    """

    name: str
    sort: dict[str, str] = field(default_factory=dict)
    join: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mine:
    """The reader's own scope: a list for each kind in `sort`; empty for who has none."""

    sort: dict[str, str] = field(default_factory=dict)
    join: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outbox:
    """What this device still has to send, and what it sent lately."""


@dataclass(frozen=True)
class Device:
    """What is stored on this device."""


Read = List | Scope | Mine | Outbox | Device


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


NEIGHBOURHOOD = {"neighbourhood": "neighbourhood"}
ALL_NEIGHBOURHOODS = List("neighbourhood", size=1000)
NUMBERS = {"supports"}
"""Fields that sort as numbers; all others by code point."""
NEWEST = ("-activity", "sort_title")

PAGES = (
    Page(
        "/",
        "town/show.html",
        projects=List("project", sort=NEWEST, size=4, join=NEIGHBOURHOOD),
        proposals=List("proposal", sort=NEWEST, size=4, join=NEIGHBOURHOOD),
        neighbourhoods=ALL_NEIGHBOURHOODS,
    ),
    Page(
        "/projects",
        "project/list.html",
        projects=List(
            "project",
            where=("neighbourhood", "phase"),
            search="search",
            sort=NEWEST,
            join=NEIGHBOURHOOD,
        ),
        neighbourhoods=ALL_NEIGHBOURHOODS,
    ),
    Page(
        "/projects/<uuid:id>",
        "project/show.html",
        project=Scope(
            "project:{id}",
            sort={"proposal": "-activity", "comment": "created", "shift": "starts"},
            join={"author": "person", "grew_from": "proposal"} | NEIGHBOURHOOD,
        ),
    ),
    Page(
        "/proposals",
        "proposal/list.html",
        proposals=List(
            "proposal",
            where=("neighbourhood", "state"),
            search="search",
            sort=("-activity", "-supports", "sort_title"),
            join=NEIGHBOURHOOD,
        ),
        neighbourhoods=ALL_NEIGHBOURHOODS,
    ),
    Page(
        "/proposals/<uuid:id>",
        "proposal/show.html",
        proposal=Scope(
            "proposal:{id}",
            sort={"comment": "created"},
            join={"author": "person", "project": "project", "became": "project"} | NEIGHBOURHOOD,
        ),
    ),
    Page("/neighbourhoods", "neighbourhood/list.html", neighbourhoods=ALL_NEIGHBOURHOODS),
    Page(
        "/neighbourhoods/<uuid:id>",
        "neighbourhood/show.html",
        neighbourhood=Scope("neighbourhood:{id}"),
        projects=List(
            "project", fixed={"neighbourhood": "{id}"}, sort=NEWEST, size=12, join=NEIGHBOURHOOD
        ),
        proposals=List(
            "proposal", fixed={"neighbourhood": "{id}"}, sort=NEWEST, size=12, join=NEIGHBOURHOOD
        ),
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
        ),
    ),
    Page("/outbox", "outbox/show.html", outbox=Outbox()),
    Page("/device", "device/show.html", device=Device()),
)


def export() -> list[dict[str, Any]]:
    """The table as the worker reads it."""
    return [
        {
            "path": page.path,
            "template": page.template,
            "reads": {
                name: {"type": type(read).__name__, **asdict(read)}
                for name, read in page.reads.items()
            },
        }
        for page in PAGES
    ]
