"""Browsers that forget the session: the guest stays who it is."""

from handset import Handset
from server import Server
from town import GARDEN

AUTHORS = "SELECT count(DISTINCT author_id) FROM comment WHERE text IN (?, ?)"


def test_what_waits_arrives_under_the_same_guest(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments("Mit Keks").sees_confirmed("Mit Keks")
    phone.goes_offline()
    phone.comments("Ohne Keks").sees_waiting("Ohne Keks")
    phone.forgets_cookies().comes_back()
    phone.sees_confirmed("Ohne Keks").sees_confirmed("Mit Keks")
    assert server.comments("Ohne Keks") == 1
    assert server.value(AUTHORS, "Mit Keks", "Ohne Keks") == 1


def test_it_goes_unnoticed_online(phone: Handset, server: Server) -> None:
    phone.opens(GARDEN).is_ready()
    phone.comments("Mit Keks").sees_confirmed("Mit Keks")
    phone.forgets_cookies()
    phone.edits("Mit Keks", "Mit Krümeln").sees_confirmed("Mit Krümeln")
    assert server.comments("Mit Krümeln") == 1
