"""HTTP, and nothing but HTTP."""

from flask import Flask


def register(app: Flask) -> None:
    """Add all routes."""
    from . import (
        admin,
        calendar,
        commands,
        desk,
        errors,
        face,
        invitation,
        language,
        leaving,
        machine,
        manifest,
        pages,
        passkeys,
        qr,
        sync,
    )

    app.register_blueprint(pages.pages)
    app.register_blueprint(commands.commands)
    app.register_blueprint(sync.sync)
    app.register_blueprint(invitation.invitation)
    app.register_blueprint(calendar.calendar)
    app.register_blueprint(face.face)
    app.register_blueprint(machine.machine)
    app.register_blueprint(language.language)
    app.register_blueprint(leaving.leaving)
    app.register_blueprint(manifest.manifest)
    app.register_blueprint(qr.qr)
    app.register_blueprint(passkeys.passkeys)
    app.register_blueprint(admin.admin)
    app.register_blueprint(desk.desk)
    errors.register(app)
