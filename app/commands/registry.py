"""All that people can do here, as one list."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask_wtf import FlaskForm

from ..models import Resident
from ..rights import RIGHTS

Handler = Callable[[Resident, FlaskForm, UUID], str]


class Waitlisted(str):
    """The path of the result of a command that waits for its turn."""

    __slots__ = ()


class CommandForm(FlaskForm):
    """A command's fields. No token: replicated pages carry none, `views/origin.py` guards."""

    class Meta:
        csrf = False


@dataclass(frozen=True)
class Spec:
    """A command: its name, noun (for templates), form, handler and the version since which.

    One that `sets_state` and nothing more can be carried out again at any time; an equal form
    sent later is a new wish, and not the same command once more. One that is `online` never waits
    in an outbox: it is sent at once or not at all, and phones need to know nothing of it. One that
    is `guarded` takes a session in which its account has lately shown a passkey; a guest has none.
    """

    name: str
    noun: str
    form: type[CommandForm]
    handle: Handler
    version: int
    sets_state: bool = False
    online: bool = False
    guarded: bool = False


COMMANDS: dict[str, Spec] = {}


def command(
    noun: str,
    form: type[CommandForm],
    version: int = 1,
    *,
    sets_state: bool = False,
    online: bool = False,
    guarded: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler: `handle(resident, form, id)` carries out a valid form.

    It says one sentence to the model, raises Refusal where a rule forbids it, and returns the
    path of the page that shows the result. Raises LookupError for one without a row in
    `app/rights.py`.
    """

    def register(handle: Handler) -> Handler:
        name = handle.__name__
        if name not in RIGHTS:
            raise LookupError(f"who may {name}? It has no row in app/rights.py")
        COMMANDS[name] = Spec(name, noun, form, handle, version, sets_state, online, guarded)
        return handle

    return register


def export() -> dict[str, dict[str, object]]:
    """The list as the phone reads it: {name: {noun, version, fields}}, of those that can wait."""
    return {
        spec.name: {
            "noun": spec.noun,
            "version": spec.version,
            "fields": list(spec.form(formdata=None)._fields),
        }
        for spec in COMMANDS.values()
        if not spec.online
    }
