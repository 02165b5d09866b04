"""Whoever copies the disk of a tablet reads nothing of what waits on it."""

import shutil
from pathlib import Path
from random import Random

from arrivals import Arrivals
from endings import done
from marks import Marks, words_in
from search import DUMP, Search, files
from server import Server
from stand import Put, Stand
from visitors import Visitor


def test_a_copy_without_the_server_s_key_says_nothing(
    put: Put, server: Server, tmp_path: Path
) -> None:
    stand = put(server).wakes().has_all_it_needs()
    stand.network.refuses()
    visits = [leaves_something(stand, number) for number in range(3)]
    stand.is_killed()
    assert not any(words_in(data) for _, data in files(stand.profile))
    copy = put(server)
    shutil.copytree(stand.profile, copy.profile, symlinks=True)
    for lock in copy.profile.glob("Singleton*"):
        lock.unlink()
    # The browser keeps a site's data by its port.
    copy.network.closes()
    copy.network = stand.network
    copy.wakes()
    texts = copy.page.evaluate(DUMP)
    sealed = [text for place, text in texts if place == "indexeddb kokommune-kiosk/sealed"]
    assert sum(text.count("epk") for text in sealed) == sum(len(each.sure) for each in visits)
    search = Search(copy, server, visits)
    search.after_a_visit()
    search.in_memory()
    assert search.findings == []
    # The tablet itself still brings it in.
    copy.is_switched_off()
    stand.network.comes_back()
    stand.wakes().has_nothing_waiting()
    assert Arrivals(server, visits).are_judged().wrong == {}


def leaves_something(stand: Stand, number: int) -> Marks:
    """A comment and a proposal; the last one does not come to an end."""
    marks = Marks(number)
    visitor = Visitor(stand.begins(), marks, Random(number))  # noqa: S311
    visitor.comments()
    visitor.proposes()
    if number < 2:
        done(visitor)
    marks.who = stand.who
    return marks
