"""The kinds of reads that a page of the table is made of."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class List:
    """Cards of one kind from `public`.

    `where` names filters of the query string, `fixed` filters with path values in braces,
    `search` the folded text that `q` looks in, `sort` the orders on offer (the first is the
    default, "-" turns it round; ties go by id), `size` the cards of a page. `join` replaces
    ids by the documents they name, {field: kind}; where that is not known, by False. `has`
    names a field that must not be empty. `upcoming` names the field with the time on the town's
    clock after which a card is over and left out.
    """

    kind: str
    where: tuple[str, ...] = ()
    fixed: dict[str, str] = field(default_factory=dict)
    search: str = ""
    sort: tuple[str, ...] = ("sort_title",)
    size: int = 30
    join: dict[str, str] = field(default_factory=dict)
    has: str = ""
    upcoming: str = ""


@dataclass(frozen=True)
class Scope:
    """Everything in one scope: `root`, the document named like it, and a list for each kind.

    `sort` gives each listed kind its order. `join` as in List, for every document. A page is
    shown without what is `optional`: its root is False then, its lists are empty. `over` names
    the field with the time on the town's clock after which those of a kind are over, {kind:
    field}: they stand in a list `<kind>_over` of their own, the latest first.
    """

    name: str
    sort: dict[str, str] = field(default_factory=dict)
    join: dict[str, str] = field(default_factory=dict)
    optional: bool = False
    over: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mine:
    """The reader's own scope: lists as in Scope; empty for who has none."""

    sort: dict[str, str] = field(default_factory=dict)
    join: dict[str, str] = field(default_factory=dict)
    over: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outbox:
    """What this device still has to send, and what it sent lately."""


@dataclass(frozen=True)
class Device:
    """What is stored on this device."""


Read = List | Scope | Mine | Outbox | Device
