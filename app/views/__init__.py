"""HTTP, and nothing but HTTP."""

from flask import Flask


def register(app: Flask) -> None:
    """Add all routes."""
    from . import calendar, commands, errors, machine, pages, sync

    app.register_blueprint(pages.pages)
    app.register_blueprint(commands.commands)
    app.register_blueprint(sync.sync)
    app.register_blueprint(calendar.calendar)
    app.register_blueprint(machine.machine)
    errors.register(app)
