"""What a phone shows without network."""

from handset import Handset
from town import BARRELS, GARDEN, GARDEN_TITLE, HILL, HILL_NAME, MILL_TITLE, NOWHERE


def test_lists_are_filtered_searched_and_sorted_as_online(phone: Handset) -> None:
    paths = (
        "/projects",
        "/projects?phase=doing",
        "/projects?q=muhlrad",
        "/projects?sort=sort_title",
        "/projects?phase=idea&q=gibt-es-nicht",
        "/proposals?state=rejected",
        HILL,
    )
    online = []
    for path in paths:
        phone.opens(path).is_rendered_by("flask")
        online.append(phone.titles)
        phone.forgets_the_worker()
    phone.opens("/").is_ready().goes_offline()
    for path, titles in zip(paths, online, strict=True):
        phone.opens(path).is_rendered_by("worker")
        assert phone.titles == titles, path


def test_people_filter_and_search_with_the_form(phone: Handset) -> None:
    phone.opens("/projects").is_ready().goes_offline()
    phone.filters("Phase", "Idee")
    ideas = phone.titles
    assert MILL_TITLE in ideas
    assert GARDEN_TITLE not in ideas
    phone.filters("Reihenfolge", "Von A bis Z")
    assert phone.titles == sorted(ideas)
    phone.searches("MÜHL rad")
    assert phone.titles == [MILL_TITLE]
    phone.searches("Raumfahrt").sees("Dazu haben wir nichts gefunden")


def test_details_are_on_the_phone_after_the_first_visit(phone: Handset) -> None:
    phone.opens("/").is_ready().goes_offline()
    phone.opens("/projects").follows(GARDEN_TITLE).sees_title(GARDEN_TITLE)
    phone.sees("6 Kommentare")
    phone.opens(HILL).sees_title(HILL_NAME)
    phone.opens(BARRELS).is_rendered_by("worker")
    phone.is_looked_at_again().sees("Ohne Netz. Du siehst den Stand von")


def test_what_is_not_on_the_phone_is_said(phone: Handset) -> None:
    phone.opens("/").is_ready().goes_offline()
    phone.opens(NOWHERE).is_rendered_by("worker")
    phone.sees_title("Diese Seite ist noch nicht auf deinem Gerät")
    phone.sees("Das ist auf deinem Gerät")


def test_the_device_page_tells_what_is_kept(phone: Handset) -> None:
    phone.opens("/device").sees("Hier ist noch nichts gespeichert")
    phone.is_ready().goes_offline()
    phone.opens("/device").sees("Diese Seiten kannst du ohne Netz lesen")
    phone.page.get_by_text("Diese Seiten kannst du ohne Netz lesen").click()
    phone.follows(GARDEN_TITLE).sees_title(GARDEN_TITLE)


def test_a_reader_sees_what_others_write_without_loading_anew(
    phone: Handset, other_phone: Handset
) -> None:
    phone.opens(GARDEN).is_ready()
    other_phone.opens(GARDEN).is_ready()
    other_phone.comments("Die Minze ist schon wieder im Weg.")
    other_phone.sees_confirmed("Die Minze ist schon wieder im Weg.")
    phone.opens("/")
    phone.opens(GARDEN).sees_confirmed("Die Minze ist schon wieder im Weg.")
