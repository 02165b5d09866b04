"""Redeeming the link to the first administrator."""

from flask import Blueprint, Response, jsonify, request

from ..db import db
from ..models import Resident, Role
from ..models.invitation import Invitation
from ..refusal import Refusal
from ..rights import may
from ..sync.envelope import Broken, decode
from ..writing import writing
from .actor import current_actor
from .errors import problem
from .sync import broken, guard, mark

invitation = Blueprint("invitation", __name__)
invitation.before_request(guard)
invitation.after_request(mark)
invitation.register_error_handler(Broken, broken)


@invitation.post("/account/invitation")
def redeem() -> Response:
    """Give who is signed in the role of the link; once."""
    token = str(decode(request.get_data(cache=False)).get("token", ""))
    actor = current_actor().id
    try:
        with writing():
            resident = db.session.get(Resident, actor) if actor else None
            if resident is None or not may(resident, "redeem_invitation"):
                return problem(401, "no_account")
            role = Invitation.use(token)
            Role.grant(resident.id, role)
    except Refusal as refusal:
        return problem(422, refusal.code)
    return jsonify({"protocol": 1, "role": role})
