"""German, English and plain German, with and without a network."""

from handset import Handset, MakePhone
from playwright.sync_api import expect
from tab import Tab
from town import GARDEN
from waiting import eventually

HAS_ENGLISH = """async () => {
  const builds = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = (await Promise.all(builds.map((build) => build.keys()))).flat();
  return requests.some(({ url }) => url.includes("/said-en-"));
}"""


def speaks(tab: Tab, language: str, title: str) -> None:
    """The page is in this language, and its headline says so."""
    expect(tab.page.locator("html")).to_have_attribute("lang", language)
    expect(tab.page.locator("h1")).to_have_text(title)


def chooses(tab: Tab, name: str) -> None:
    """At the foot of the page."""
    with tab.page.expect_navigation():
        tab.page.locator("#languages").get_by_role("button", name=name).click()


def test_the_language_is_chosen_on_any_page(phone: Handset) -> None:
    phone.opens("/projects").is_ready()
    speaks(phone, "de", "Vorhaben")
    chooses(phone, "English")
    speaks(phone, "en", "Projects")
    pressed = phone.page.locator("#languages [aria-pressed=true]")
    expect(pressed).to_have_text("English")
    phone.opens("/outbox").is_rendered_by("worker")
    speaks(phone, "en", "Outbox")


def test_it_is_chosen_without_a_network_and_the_server_hears_of_it(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    eventually(lambda: phone.page.evaluate(HAS_ENGLISH), "the words of all languages are here")
    phone.goes_offline()
    chooses(phone, "English")
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.comments("Nice idea").hears("Sending comment")
    expect(phone.comment("Nice idea")).to_contain_text("sending")
    phone.comes_back().is_looked_at_again()
    phone.hears("Comment sent")
    phone.forgets_the_worker()
    phone.opens("/projects").is_rendered_by("flask")
    speaks(phone, "en", "Projects")


def test_a_text_says_in_which_language_it_is(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready()
    form = phone.page.locator("#write form")
    expect(form.get_by_label("Sprache deines Textes")).to_have_value("de")
    form.get_by_label("Sprache deines Textes").select_option("Türkçe")
    phone.comments("Çok güzel").sees_confirmed("Çok güzel")
    expect(phone.comment("Çok güzel").locator(".prose")).to_have_attribute("lang", "tr")


def test_who_has_no_script_chooses_as_well(make_phone: MakePhone) -> None:
    phone = make_phone(java_script_enabled=False, locale="en-GB")
    phone.opens("/projects?q=garten")
    speaks(phone, "en", "Projects")
    chooses(phone, "Einfaches Deutsch")
    assert phone.page.url.endswith("/projects?q=garten")
    expect(phone.page.locator("html")).to_have_attribute("lang", "de-simple")
