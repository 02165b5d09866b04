"""Residents do each thing that can wait, as the sequences draw it: none is refused each time."""

import pytest
from any_command import CAN_WAIT
from drive import PHONES, Drive
from online import leaves_behind, renames_passkey, signs_out_elsewhere, takes_along
from people import signs_in, signs_out
from quiet import quiet

from app.commands import COMMANDS

ROUNDS = 60
AT_ONCE = 3

pytestmark = pytest.mark.only_on("sqlite")


def test_each_command_is_carried_out(drive: Drive) -> None:
    for number, phone in enumerate(PHONES):
        signs_in(drive, phone, drive.person(number))
    for seed in range(ROUNDS):
        phone = PHONES[seed % len(PHONES)]
        for number in range(AT_ONCE):
            drive.writes_any(phone, seed * AT_ONCE + number)
        drive.syncs(phone)
    quiet(drive)
    missing = [name for name in CAN_WAIT if not drive.counted[f"applied {name}"]]
    assert not missing, drive.counted


def test_each_command_about_an_account_is_carried_out(drive: Drive) -> None:
    """Those that take no passkey's proof."""
    for leaves in (True, False):
        drive.writes("anna", "follow", {"on": str(drive.cast.project)})
        drive.syncs("anna")
        signs_in(drive, "anna", drive.person(1))
        (leaves_behind if leaves else takes_along)(drive, "anna")
        drive.syncs("anna")
        signs_out(drive, "anna")
        drive.syncs("anna")
    for phone in ("anna", "bert"):
        signs_in(drive, phone, drive.person(1))
    renames_passkey(drive, "anna")
    signs_out_elsewhere(drive, "anna")
    quiet(drive)
    online = {name for name, one in COMMANDS.items() if one.online and one.noun == "account"}
    free = {name for name in online if not COMMANDS[name].guarded}
    assert all(drive.counted[f"applied {name}"] == 1 for name in free), drive.counted
