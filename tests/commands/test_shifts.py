"""Shifts and sign-ups: five places are five, whoever comes in which order."""

from typing import Any

import pytest
from cast import Cast, Person
from uuid6 import uuid7

TIMES = {"starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00"}


def offer(cast: Cast, person: Person | None = None, **changes: str) -> dict[str, Any]:
    args = {"project": str(cast.project), "title": "Bänke tragen", "place": "Hang"}
    args |= TIMES | {"capacity": "2"} | changes
    return (person or cast.ayse).does("offer_shift", **args)


def body(cast: Cast, id: str) -> dict[str, Any]:
    found: dict[str, Any] = cast.dilan.sees(f"project:{cast.project}")[f"shift:{id}"]
    return found


def mine(person: Person, id: str) -> dict[str, Any] | None:
    return person.sees(f"me:{person.id}").get(f"sign_up:{id}")


class TestOfferShift:
    def test_who_carries_the_project_offers(self, cast: Cast) -> None:
        result = offer(cast)
        assert result["status"] == "applied"
        shift = body(cast, result["id"])
        assert (shift["capacity"], shift["taken"], shift["waiting"]) == (2, 0, 0)
        assert shift["starts"] == "2026-06-01T10:00"
        assert cast.dilan.sees("public")[f"project:{cast.project}"]["shifts"] == 1

    @pytest.mark.parametrize("who", ["bernd", "carla", "dilan"])
    def test_refuses_everyone_else(self, cast: Cast, who: str) -> None:
        assert offer(cast, getattr(cast, who))["code"] == "not_yours"

    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"ends": "2026-06-01T09:00"}, {"ends": "ends_before_start"}),
            ({"ends": "2026-06-01T10:00"}, {"ends": "ends_before_start"}),
            ({"ends": "2027-06-01T10:00"}, {"ends": "too_long_shift"}),
            ({"starts": "morgen"}, {"starts": "not_a_time"}),
            ({"starts": "2026-02-30T10:00"}, {"starts": "not_a_time"}),
            ({"starts": "2026-6-1T10:00"}, {"starts": "not_a_time"}),
            ({"ends": ""}, {"ends": "required"}),
            ({"capacity": "0"}, {"capacity": "capacity"}),
            ({"capacity": "1000000"}, {"capacity": "capacity"}),
            ({"capacity": "viele"}, {"capacity": "not_a_number"}),
            ({"title": ""}, {"title": "required"}),
            ({"project": str(uuid7())}, {"project": "not_found"}),
        ],
    )
    def test_says_which_field_is_wrong(
        self, cast: Cast, changes: dict[str, str], fields: dict[str, str]
    ) -> None:
        result = offer(cast, **changes)
        assert (result["status"], result["fields"]) == ("rejected", fields)


class TestSignUp:
    def test_the_last_place_goes_to_one(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        people = (cast.bernd, cast.carla, cast.dilan)
        assert [person.does("sign_up", shift=id)["status"] for person in people] == [
            "applied",
            "applied",
            "waitlisted",
        ]
        assert [mine(person, id)["waiting"] for person in people] == [0, 0, 1]
        assert (body(cast, id)["taken"], body(cast, id)["waiting"]) == (2, 1)

    def test_who_waits_moves_up(self, cast: Cast) -> None:
        id = offer(cast, capacity="1")["id"]
        for person in (cast.bernd, cast.carla, cast.dilan):
            person.does("sign_up", shift=id)
        cast.bernd.does("withdraw_sign_up", shift=id)
        assert mine(cast.bernd, id) is None
        assert (mine(cast.carla, id)["waiting"], mine(cast.dilan, id)["waiting"]) == (0, 1)

    def test_who_comes_back_is_the_last(self, cast: Cast) -> None:
        id = offer(cast, capacity="1")["id"]
        for person in (cast.bernd, cast.carla):
            person.does("sign_up", shift=id)
        cast.bernd.does("withdraw_sign_up", shift=id)
        assert cast.bernd.does("sign_up", shift=id)["status"] == "waitlisted"
        assert (mine(cast.carla, id)["waiting"], mine(cast.bernd, id)["waiting"]) == (0, 1)

    def test_once_is_enough(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        for _ in range(3):
            assert cast.bernd.does("sign_up", shift=id)["status"] == "applied"
        assert body(cast, id)["taken"] == 1
        for _ in range(2):
            assert cast.bernd.does("withdraw_sign_up", shift=id)["status"] == "applied"
        assert body(cast, id)["taken"] == 0

    def test_sent_again_it_takes_no_second_place(self, cast: Cast) -> None:
        id = offer(cast, capacity="1")["id"]
        cast.bernd.does("sign_up", shift=id)
        command = cast.carla.command("sign_up", shift=id)
        results = [cast.carla.pushes(command)[0] for _ in range(3)]
        assert [result["status"] for result in results] == ["waitlisted", "duplicate", "duplicate"]
        assert results[1]["first"] == "waitlisted"
        assert body(cast, id)["waiting"] == 1

    def test_refuses_what_is_cancelled_or_not_there(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        cast.ayse.does("cancel_shift", shift=id, reason="Regen.")
        assert cast.bernd.does("sign_up", shift=id)["code"] == "cancelled"
        assert cast.bernd.does("sign_up", shift=str(uuid7()))["code"] == "not_found"

    def test_twenty_phones_and_five_places(self, cast: Cast) -> None:
        id = offer(cast, capacity="5")["id"]
        phones = cast.crowd(20)
        statuses = [phone.does("sign_up", shift=id)["status"] for phone in phones]
        assert statuses == ["applied"] * 5 + ["waitlisted"] * 15
        assert [mine(phone, id)["waiting"] for phone in phones] == [0] * 5 + list(range(1, 16))


class TestChangeShift:
    def change(self, cast: Cast, id: str, **changes: str) -> dict[str, Any]:
        args = {"shift": id, "title": "Bänke tragen", "place": "Hang", "capacity": "2"}
        return cast.ayse.does("change_shift", **(args | TIMES | {"revision": "0"} | changes))

    def test_more_places_let_the_waiting_in(self, cast: Cast) -> None:
        id = offer(cast, capacity="1")["id"]
        for person in (cast.bernd, cast.carla):
            person.does("sign_up", shift=id)
        assert self.change(cast, id, capacity="2")["status"] == "applied"
        assert mine(cast.carla, id)["waiting"] == 0

    def test_nobody_loses_a_place_that_was_promised(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        for person in (cast.bernd, cast.carla):
            person.does("sign_up", shift=id)
        assert self.change(cast, id, capacity="1")["fields"] == {"capacity": "fewer_than_signed_up"}

    def test_of_two_changes_the_second_is_told(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        self.change(cast, id, title="Erst")
        assert self.change(cast, id, title="Dann")["code"] == "edited_elsewhere"

    def test_refuses_everyone_else(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        for person in (cast.bernd, cast.carla, cast.dilan):
            args = {"shift": id, "title": "x", "place": "", "capacity": "1", "revision": "0"}
            assert person.does("change_shift", **args, **TIMES)["code"] == "not_yours"
            assert person.does("cancel_shift", shift=id, reason="x")["code"] == "not_yours"


class TestCancelShift:
    def test_it_says_why_and_to_whom_it_matters(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        cast.bernd.does("sign_up", shift=id)
        assert cast.ayse.does("cancel_shift", shift=id, reason="Regen.")["status"] == "applied"
        assert body(cast, id)["cancelled"] == "Regen."
        assert mine(cast.bernd, id)["cancelled"] == "Regen."
        assert cast.dilan.sees("public")[f"project:{cast.project}"]["shifts"] == 0

    def test_needs_a_reason(self, cast: Cast) -> None:
        id = offer(cast)["id"]
        result = cast.ayse.does("cancel_shift", shift=id, reason=" ")
        assert result["fields"] == {"reason": "required"}


def test_nobody_learns_from_a_receipt_whose_turn_it_is(cast: Cast) -> None:
    id = offer(cast, capacity="1")["id"]
    for person in (cast.bernd, cast.carla):
        person.does("sign_up", shift=id)
    result = cast.dilan.does("sign_up", shift=id)
    own = f"me:{cast.dilan.id}"
    assert [scope for scope in result["scopes"] if scope.startswith("me:")] == [own]
    # And who moves up hears of it all the same.
    cast.bernd.does("withdraw_sign_up", shift=id)
    assert mine(cast.carla, id)["waiting"] == 0
