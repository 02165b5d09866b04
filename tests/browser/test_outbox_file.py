"""What waits on one phone is saved as a file and sent from another."""

import json
from pathlib import Path

from handset import Handset, MakePhone
from playwright.sync_api import expect
from server import Server
from town import GARDEN

TEXT = "Ich bringe die Leiter mit."
TAKEN = "Ein Beitrag aus der Datei ist jetzt im Postausgang."


def saves(phone: Handset, folder: Path) -> Path:
    """Save the outbox as a file."""
    with phone.page.expect_download() as waiting:
        phone.page.get_by_role("button", name="Als Datei sichern").click()
    name = waiting.value.suggested_filename
    assert name.startswith("kokommune-postausgang-2")
    assert name.endswith(".json")
    waiting.value.save_as(folder / name)
    phone.sees("Die Datei ist gesichert.")
    return folder / name


def takes_in(phone: Handset, file: Path) -> Handset:
    """Choose a file with the system's picker."""
    with phone.page.expect_file_chooser() as waiting:
        phone.page.get_by_role("button", name="Datei einlesen").click()
    waiting.value.set_files(file)
    return phone


def test_a_comment_goes_by_another_phone_and_happens_once(
    phone: Handset, other_phone: Handset, server: Server, tmp_path: Path
) -> None:
    phone.opens(GARDEN).is_ready().goes_offline()
    phone.opens(GARDEN).comments(TEXT).sees_waiting(TEXT)
    phone.opens("/outbox")
    file = saves(phone, tmp_path)

    other_phone.opens(GARDEN).is_ready().opens(GARDEN)
    other_phone.comments("Von hier").sees_confirmed("Von hier")
    other_phone.opens("/outbox")
    takes_in(other_phone, file).sees(TAKEN)
    other_phone.opens(GARDEN).sees_confirmed(TEXT)
    assert server.comments(TEXT) == 1

    phone.comes_back()
    phone.opens(GARDEN).sees_confirmed(TEXT).sees_outbox_count(0)
    assert server.comments(TEXT) == 1
    author = "SELECT author_id FROM comment WHERE text = ?"
    assert server.value(author, TEXT) != server.value(author, "Von hier")
    # The other phone is still who it was.
    other_phone.opens(GARDEN).comments("Noch einmal").sees_confirmed("Noch einmal")
    assert server.value(author, "Noch einmal") == server.value(author, "Von hier")

    other_phone.opens("/outbox")
    takes_in(other_phone, file).sees("Alles aus dieser Datei ist hier schon bekannt.")


def test_a_file_that_is_none_is_told_and_changes_nothing(phone: Handset, tmp_path: Path) -> None:
    phone.opens("/outbox").is_ready().opens("/outbox")
    expect(phone.page.get_by_role("button", name="Als Datei sichern")).to_have_count(0)
    file = tmp_path / "file.json"
    cases = {
        "{": "beschädigt",
        json.dumps({"hello": "world"}): "keine Datei aus einem Postausgang",
        json.dumps({"kind": "kokommune-outbox", "format": 9}): "neueren Fassung",
        " " * (16 * 1024 * 1024 + 1): "zu groß",
    }
    for content, words in cases.items():
        file.write_text(content)
        takes_in(phone, file).sees(words)
    phone.sees("Alles angekommen").sees_outbox_count(0)


def test_without_script_there_is_no_word_of_it(make_phone: MakePhone) -> None:
    phone = make_phone(java_script_enabled=False)
    phone.opens("/outbox")
    expect(phone.page.locator("#outbox-file")).to_be_hidden()
