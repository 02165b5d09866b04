"""Flask = worker, byte for byte, on every page of the table."""

import difflib
import re
from urllib.parse import quote, urlencode

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from stage import ASSETS, BUILD, NOW, Stage
from texts import texts
from towns import ME, Body, Scopes, id_of, readers, towns
from worker import Worker

from app.kiosk import allowed
from app.models import LANGUAGES, PHASES, STATES
from app.pages import KIOSK, PAGES, Page

PRODUCT = {
    "assets": ASSETS,
    "build": BUILD,
    "storage": {"usage": 5_000_000, "persisted": True},
    "now": int(NOW.timestamp() * 1000),
}
CHOICES = ("", "xx", *LANGUAGES)
MARK = '<body data-rendered-by="{}">'
SCRIPT = re.compile(r"^(?:<link rel=\"manifest\".*?\n)?<script.*?</script>\n", re.M | re.S)
"""A page's manifest and how its script begins: Flask's come behind the paint (decision 39)."""
MANIFEST = re.compile(r'"(/manifest\.webmanifest[^"]*)"')


def replica(
    scopes: Scopes,
    reader: Body | None,
    *commands: Body,
    pulled_at: str = "",
    language: str = "",
) -> Body:
    """What the phone of this reader holds."""
    key = f"me:{ME}"
    everyones = {name: bodies for name, bodies in scopes.items() if name != key}
    mine = {key: {key: reader, **scopes.get(key, {})}} if reader else {}
    return {
        "scopes": everyones | mine,
        "commands": list(commands),
        "me": ME if reader else "",
        "state": {"pulled_at": pulled_at},
        "language": language,
        "others": {"count": 0, "since": ""},
        "signed_out": False,
    }


def differences(flask: str, worker: str) -> list[str]:
    """The lines in which two pages differ, apart from who rendered them."""
    theirs, ours = _apart(flask, "flask"), _apart(worker, "worker")
    lines = difflib.unified_diff(theirs.split("\n"), ours.split("\n"), n=0, lineterm="")
    return list(lines) if theirs != ours else []


def _apart(html: str, who: str) -> str:
    """A page without its script and who rendered it; the address of its manifest is at the end."""
    assert MARK.format(who) in html
    less, scripts = SCRIPT.subn("", html)
    assert scripts <= 1
    named = MANIFEST.findall(html)
    assert len(named) <= 1
    return "\n".join((less.replace(MARK.format(who), MARK.format(""), 1), *named))


def addresses(page: Page, data: DataObject, scopes: Scopes) -> list[str]:
    """Addresses of a row of the table: of the first thing, of none, with a query."""
    kind = page.path.split("/")[1].removesuffix("s")
    if "<" in page.path:
        ids = [id_of(kind, 0), id_of(kind, 0).upper(), id_of("nothing", 0)]
        return [re.sub("<.*>", id, page.path) for id in ids]
    return [page.path, f"{page.path}?{data.draw(queries(scopes), label='query')}"]


def queries(scopes: Scopes) -> st.SearchStrategy[str]:
    """Query strings of lists: filters, search, order and page, sensible or not."""
    found = [word for body in scopes["public"].values() for word in body.get("search", "").split()]
    values = {
        "q": texts | st.sampled_from(found or ["nichts"]).map(lambda word: word[:3]),
        "neighbourhood": st.sampled_from(("", "town", "gone", id_of("neighbourhood", 0))) | texts,
        "phase": st.sampled_from(PHASES) | texts,
        "state": st.sampled_from(STATES) | texts,
        "sort": st.sampled_from(("sort_title", "-activity", "-supports", "search", "")) | texts,
        "page": st.sampled_from(("", "0", "1", "2", "9", "-1", "٢", "1e1", "12345678")) | texts,
        "x": texts,
    }
    names = st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True)
    pairs = names.flatmap(lambda names: st.fixed_dictionaries({n: values[n] for n in names}))
    return pairs.map(urlencode) | texts.map(quote)


@settings(max_examples=60)
@given(scopes=towns(), reader=readers(), language=st.sampled_from(CHOICES), data=st.data())
def test_flask_and_worker_give_the_same_bytes(
    stage: Stage,
    worker: Worker,
    scopes: Scopes,
    reader: Body | None,
    language: str,
    data: DataObject,
) -> None:
    held = replica(scopes, reader, language=language)
    stage.holds(held["scopes"])
    for page in PAGES:
        if page.path == "/device":
            continue
        for url in addresses(page, data, scopes):
            answer = worker.ask("page", url=url, replica=held, product=PRODUCT)
            flask = stage.page(url, reader, language)
            assert (flask is None) == (answer["html"] is None), url
            if flask is not None:
                found = differences(flask, answer["html"])
                assert not found, "\n".join([url, *map(repr, found)])


@settings(max_examples=8)
@given(scopes=towns(), language=st.sampled_from(LANGUAGES), data=st.data())
def test_a_tablet_shows_the_same_bytes(
    stage: Stage, worker: Worker, scopes: Scopes, language: str, data: DataObject
) -> None:
    held = replica(scopes, None)
    stage.holds(held["scopes"])
    visit = {"actor": "", "name": "", "commands": [], "language": language}
    open_to_it = allowed.export()["paths"]
    for page in (KIOSK, *(page for page in PAGES if page.path in open_to_it)):
        for url in [page.path] if page is KIOSK else addresses(page, data, scopes):
            answer = worker.ask("tablet", url=url, replica=held, product=PRODUCT, visit=visit)
            flask = stage.tablet(url, language)
            assert (flask is None) == (answer["html"] is None), url
            if flask is not None:
                found = differences(flask, answer["html"])
                assert not found, "\n".join([url, *map(repr, found)])
