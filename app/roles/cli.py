"""`flask roles`: who has which role; give, take, invite. `flask rights`: who may what."""

from collections.abc import Callable
from uuid import UUID

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select

from ..db import db
from ..models import ROLES, Neighbourhood, Resident, Role
from ..models.invitation import LIFE, Invitation
from ..refusal import Refusal
from ..rights import RIGHTS
from ..writing import writing
from .desk import holders
from .link import address

roles = AppGroup("roles", help="Who does what for the town.")
SENTENCES = {
    "not_an_account": "This is a guest or a closed account; roles need an account.",
    "needs_neighbourhood": "A facilitator is one of a neighbourhood: name it.",
    "last_administrator": "This is the last administrator. Make another one first.",
}


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(roles)
    app.cli.add_command(rights)


@click.command()
def rights() -> None:
    """Who may what, and why."""
    for verb, right in RIGHTS.items():
        who = ", ".join(right.who) + "".join(f", never {one}" for one in right.never)
        click.echo(f"{verb:18} {who:42} {right.why}")


@roles.command("list")
def list_roles() -> None:
    """Everybody's roles."""
    rows = holders()
    for row in rows:
        giver = f"by {row['granted_by']}" if row["granted_by"] else "at the server"
        role = f"{row['role']} {row['neighbourhood']}".strip()
        click.echo(f"{row['id']}  {row['name']}: {role}, since {row['created'][:10]}, {giver}")
    if not rows:
        click.echo("Nobody has a role yet. The first administrator: bin/flask roles invite")


@roles.command()
@click.argument("who")
@click.argument("role", type=click.Choice(ROLES))
@click.argument("neighbourhood", default="")
def grant(who: str, role: str, neighbourhood: str) -> None:
    """Give WHO, a name or an id, a role; a facilitator that of a NEIGHBOURHOOD."""
    person, place = _account(who), _neighbourhood(neighbourhood)
    _carry_out(lambda: Role.grant(person, role, place))
    click.echo("Done. Their phones have it at their next pull.")


@roles.command()
@click.argument("who")
@click.argument("role", type=click.Choice(ROLES))
@click.argument("neighbourhood", default="")
def withdraw(who: str, role: str, neighbourhood: str) -> None:
    """Take a role from WHO, a name or an id."""
    person, place = _account(who), _neighbourhood(neighbourhood)
    _carry_out(lambda: Role.withdraw(person, role, place))
    click.echo("Done. Their phones have it at their next pull.")


@roles.command()
@click.option("--origin", help="The address of the town: https://mitmachen.example.org")
def invite(origin: str | None) -> None:
    """A link that makes whoever opens it first an administrator; older ones are over."""
    with writing():
        token = Invitation.make()
    click.echo(address(token, origin or current_app.config.get("ORIGIN")))
    click.echo(f"Good for one account and {LIFE.days} days. Who has it, has the town.", err=True)


def _carry_out(change: Callable[[], None]) -> None:
    try:
        with writing():
            change()
    except Refusal as refusal:
        raise click.ClickException(SENTENCES.get(refusal.code, refusal.code)) from None


def _account(who: str) -> UUID:
    query = select(Resident.id, Resident.name, Resident.created).where(Resident.guest.is_(False))
    try:
        rows = db.session.execute(query.where(Resident.id == UUID(who))).all()
    except ValueError:
        rows = db.session.execute(query.where(Resident.name == who)).all()
    db.session.rollback()
    if len(rows) == 1:
        found: UUID = rows[0].id
        return found
    lines = [f"\n  {row.id}  {row.name}, since {row.created:%Y-%m-%d}" for row in rows]
    words = f"{len(rows)} accounts are called {who}" if rows else f"There is no account {who}"
    raise click.ClickException(f"{words}.{''.join(lines)}")


def _neighbourhood(name: str) -> UUID | None:
    if not name:
        return None
    id = db.session.scalar(select(Neighbourhood.id).where(Neighbourhood.name == name))
    db.session.rollback()
    if id is None:
        raise click.ClickException(f"There is no neighbourhood {name}.")
    return id
