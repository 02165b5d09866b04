"""The one way to write: the transaction that keeps documents true."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import event, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from .db import WAITED, WRITE, db
from .documents.table import fresh, rebuild
from .models.clock import Clock
from .models.mixins import Touched
from .models.moderated import Moderated
from .models.receipt import Receipt
from .models.resident import Resident
from .serving.relay import step_aside
from .turn import in_turn

_KEY = "kokommune_writing"


class Due(NamedTuple):
    """A receipt, and what it is to say: where the result stands, what its command touched."""

    receipt: Receipt
    path: str
    touched: frozenset[Touched]


class Writing:
    """What one transaction has touched.

    `version` is its tick of the clock, 0 until the end and where no document was touched.
    With `everything` set, all documents are built anew; `mended` then counts those that were
    wrong, and `summed` the scopes whose sums were. `writers` are those whom it has locked, `known`
    the receipts that were looked up, by the ids of their commands.
    """

    def __init__(self) -> None:
        self.touched: set[Touched] = set()
        self.everything = False
        self.mended = 0
        self.summed = 0
        self.version = 0
        self.writers: dict[UUID, Resident] = {}
        self.kept: list[Any] = []
        self.known: dict[UUID, Receipt | None] = {}
        self._asked: list[Callable[[], Iterable[Touched]]] = []
        self._recent: set[Touched] = set()
        self._receipts: list[Due] = []

    def note(self, touched: Iterable[Touched]) -> None:
        """Remember documents to build anew."""
        added = set(touched)
        self._recent |= added
        self.touched |= added

    def ask_later(self, documents: Callable[[], Iterable[Touched]]) -> None:
        """Ask once more under the clock which documents stand on a row.

        Others may be adding to it: what they have not committed yet cannot be found before.
        """
        self._asked.append(documents)

    def ask_again(self) -> None:
        """Remember what has come to stand there meanwhile."""
        for documents in self._asked:
            self.note(documents())

    def writer(self, id: UUID) -> Resident | None:
        """Somebody who may write, locked from now on; None where there is no such person.

        What was read before their lock may be theirs, and another process may have changed it.
        """
        if id not in self.writers:
            self.kept.clear()
            _let_go(db.session())
        resident = Resident.writer(id, locked=id in self.writers)
        if resident:
            self.writers[id] = resident
        return resident

    def look_up(self, ids: Collection[UUID]) -> None:
        """Ask at once what became of these commands; under their writer's lock that stays true."""
        self.known |= dict.fromkeys(ids)
        found = db.session.scalars(select(Receipt).where(Receipt.id.in_(ids)))
        self.known |= {receipt.id: receipt for receipt in found}

    def receipt(self, id: UUID) -> Receipt | None:
        """The receipt of a command that came before."""
        return self.known[id] if id in self.known else db.session.get(Receipt, id)

    def claim(self, receipt: Receipt) -> None:
        """Add a receipt before anything happens: whoever else brings its id waits here."""
        db.session.add(receipt)
        db.session.flush()
        self.known[receipt.id] = receipt
        self._recent = set()

    def give_receipt(self, receipt: Receipt, path: str) -> None:
        """Add a receipt for all that was touched since its `claim`; `path` shows it."""
        self._receipts.append(Due(receipt, path, frozenset(self._recent)))

    @property
    def receipts(self) -> list[Due]:
        """The receipts with what is written into them at the end, in one statement for all."""
        return self._receipts


@contextmanager
def writing() -> Iterator[Writing]:
    """A write transaction; hand ids into it, not objects.

    At its end: flush, take the clock (the last lock, held until commit), expire the session,
    build the touched documents under that lock, write those that changed, give the receipts
    their version, commit. So whoever sees a version has seen all before it.

    Raises RuntimeError when changes were made outside or when it is nested.
    """
    session = db.session()
    ready(session)
    write = session.info[_KEY] = Writing()
    step_aside()
    try:
        with in_turn() as waited:
            session.connection(execution_options={WRITE: True, WAITED: waited})
            yield write
            session.flush()
            _finish(session, write)
            session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(_KEY)


def keep(row: Any) -> None:
    """Hold what a command has read: the next one of this person finds it in the session."""
    write = db.session().info.get(_KEY)
    if write:
        write.kept.append(row)


def ready(session: Session) -> None:
    """Let go of what this session has read, before something is written.

    Raises RuntimeError when changes were made outside `writing()` or when it is nested.
    """
    if session.info.get(_KEY):
        raise RuntimeError("writing() does not nest")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside writing()")
    session.rollback()
    session.expire_all()


def _finish(session: Session, write: Writing) -> None:
    if not (write.touched or write.receipts or write.everything):
        return
    write.version = _tick(session)
    write.ask_again()
    _let_go(session)
    scopes = fresh(write.touched, write.version)
    if write.everything:
        write.mended, write.summed = rebuild(write.version)
    for receipt, path, touched in write.receipts:
        receipt.version, receipt.path = write.version, path
        changed = {
            scope
            for key, only in touched
            for scope in scopes.get(key, ())
            if only is None or scope == only
        }
        receipt.scopes = sorted(scope for scope in changed if _may_know(receipt, scope))
    session.flush()


def _let_go(session: Session) -> None:
    """Read again what others may have changed meanwhile; nobody changes a receipt."""
    for row in session:
        if not isinstance(row, Receipt):
            session.expire(row)


def _may_know(receipt: Receipt, scope: str) -> bool:
    """Whose own scopes a command has changed is nobody else's business."""
    return not scope.startswith("me:") or scope == f"me:{receipt.actor_id}"


def _tick(session: Session) -> int:
    return session.execute(
        update(Clock).values(version=Clock.version + 1).returning(Clock.version),
        execution_options={"synchronize_session": False},
    ).scalar_one()


class _Before:
    """A row as it was before the flush; only its columns can be read."""

    def __init__(self, row: Any) -> None:
        self._state = inspect(row)

    def __getattr__(self, name: str) -> Any:
        history = self._state.attrs[name].history
        return history.deleted[0] if history.deleted else getattr(self._state.obj(), name)


@event.listens_for(Session, "after_flush")
def _collect(session: Session, _context: UOWTransaction) -> None:
    new = session.new
    changed = [*new, *session.dirty, *session.deleted]
    if not changed:
        return
    write = session.info.get(_KEY)
    if write is None:
        raise RuntimeError("rows change only inside writing()")
    for row in changed:
        documents = getattr(type(row), "documents", None)
        if documents:
            write.note(documents(row))
            if row not in new:
                write.note(documents(_Before(row)))
                _note_what_stands_on(row, write)


def _note_what_stands_on(row: Any, write: Writing) -> None:
    """What was hidden or restored takes along what stands in its scope, and what comes to it."""
    if isinstance(row, Moderated):
        write.ask_later(row.documents)
        if inspect(row).attrs.hidden.history.has_changes():
            write.note(row.documents_within())
            write.ask_later(row.documents_within)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    bulk = state.is_insert or state.is_update or state.is_delete
    if bulk and state.bind_mapper is not None and state.bind_mapper.class_ is not Clock:
        raise RuntimeError("bulk statements bypass documents: change the rows themselves")
