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
        fleet,
        gate,
        invitation,
        kiosk,
        kiosk_device,
        language,
        leaving,
        machine,
        manifest,
        pages,
        pair,
        passkeys,
        qr,
        sync,
        ticket,
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
    app.register_blueprint(fleet.fleet)
    app.register_blueprint(kiosk.kiosk)
    app.register_blueprint(kiosk_device.kiosk_device)
    app.register_blueprint(pair.pair)
    app.register_blueprint(ticket.ticket)
    gate.register(app)
    errors.register(app)
