"""Somebody at the tablet, who does what comes into their mind."""

from collections.abc import Callable
from random import Random

from marks import SENT, UNSENT, Marks
from playwright.sync_api import ElementHandle, Locator, expect
from stand import Stand
from tab import COMMENT_FORM

PLACES = ("/", "/projects", "/proposals", "/shifts", "/search")
LOOKS = ("[data-do=smaller]", "[data-do=larger]", "[data-do=low]", "[data-contrast]")
ENABLED = ":not([aria-disabled=true])"
NOWHERE = "0192aaaa-0000-7000-8000-000000000000"
PROPOSE = "form[action='/commands/propose']"


class Visitor:
    """`marks` is what to look for once they have gone."""

    def __init__(self, stand: Stand, marks: Marks, random: Random) -> None:
        self.stand, self.marks, self.random = stand, marks, random
        self.page = stand.page

    def acts(self) -> str:
        """One thing; its name."""
        act: Callable[[Visitor], None] = self.random.choices(ACTS, WEIGHTS)[0]
        act(self)
        return act.__name__

    def reads(self) -> None:
        self._goes(self.random.choice(PLACES))

    def comments(self) -> None:
        """Once, however often the button is tapped."""
        word = self._writes_a_comment(SENT)
        self._sends(COMMENT_FORM, times=self.random.choice((1, 1, 2)))
        expect(self.page.locator(".comment", has_text=word)).to_have_count(1)
        self.marks.sure.append(word)

    def comments_on_what_is_gone(self) -> None:
        """The server will refuse it: nobody is ever to read it here."""
        self._writes_a_comment(UNSENT)
        form = self.page.locator(COMMENT_FORM)
        form.locator("[name=on]").evaluate(f"(field) => {{ field.value = '{NOWHERE}'; }}")
        self._sends(COMMENT_FORM)
        expect(form.locator("[name=body]")).to_have_value("")

    def proposes(self) -> None:
        word = self._writes_a_proposal(SENT)
        self._sends(PROPOSE)
        expect(self.page.locator("main h1")).to_contain_text(word)
        self.marks.sure.append(word)

    def supports(self) -> None:
        self._opens_one_of("/proposals")
        form = self.page.locator("form[action='/commands/support']")
        if not form.is_visible():
            return
        id = form.locator("[name=proposal]").input_value()
        form.locator("button").click()
        expect(form).to_have_count(0)
        self.marks.supported.append(id)

    def signs_up(self) -> None:
        self._goes("/shifts")
        cards = self.page.locator("main a[href^='/projects/']")
        if cards.count() == 0:
            return
        self._opens(cards.nth(self.random.randrange(cards.count())))
        form = self.page.locator("form[action='/commands/sign_up']").filter(visible=True).first
        if not form.is_visible():
            return
        id = form.locator("[name=shift]").input_value()
        form.locator("button").click()
        expect(self.page.locator(f"{HELPING}[value='{id}']")).to_have_count(0)
        self.marks.helped.append(id)

    def searches(self) -> None:
        self._goes("/search")
        word = self.marks.word(UNSENT, self.random)
        field = self.page.locator("main input[type=search]").first
        field.fill(word)
        field.press("Enter")
        expect(self.page.locator("main a[aria-current], main h1").first).to_be_visible()

    def types_and_leaves_it(self) -> None:
        """Not sent; now and then they go somewhere else and come back to it."""
        self.random.choice((self._writes_a_comment, self._writes_a_proposal))(UNSENT)
        if self.random.random() < 0.5:
            self._goes(self.random.choice(PLACES))
            self.goes_back()

    def speaks_another_language(self) -> None:
        languages = self.page.locator("#frame-reach [data-language]")
        languages.nth(self.random.randrange(languages.count())).click()

    def changes_how_it_looks(self) -> None:
        looks = (
            self.page.locator("#frame-reach")
            .locator(", ".join(f"{look}{ENABLED}" for look in LOOKS))
            .filter(visible=True)
        )
        looks.nth(self.random.randrange(looks.count())).click()

    def takes_the_page(self) -> None:
        if self.page.locator("[data-page-code]").is_visible():
            self.stand.does("take-page").does("close")

    def thinks_of_signing_in(self) -> None:
        self.stand.does("sign-in").does("close")

    def looks_at_the_ticket(self) -> None:
        if self.page.locator("#frame [data-has-ticket]").is_visible():
            self.stand.does("ticket").does("print").does("close")

    def goes_back(self) -> None:
        left = self._page_here()
        self.stand.does("back")
        self._is_there_after(left)

    def taps_with_two_fingers(self) -> None:
        """On the field's button and beside it at once: sent once, or not at all."""
        word = self._writes_a_comment(SENT)
        self.marks.maybe.append(word)
        button = self.page.locator(COMMENT_FORM).locator("[type=submit]")
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box
        points = [{"x": box["x"] + by, "y": box["y"] + 10, "id": by} for by in (12, 40)]
        session = self.stand.speaks()
        for type, touches in (("touchStart", points), ("touchEnd", [])):
            session.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": touches})
        session.detach()

    def is_sending(self) -> None:
        """At the moment of the tap, whatever comes then."""
        word = self._writes_a_comment(SENT)
        self.marks.maybe.append(word)
        self.page.locator(COMMENT_FORM).locator("[type=submit]").click(no_wait_after=True)

    def _writes_a_comment(self, kind: str) -> str:
        self._opens_one_of(self.random.choice(("/projects", "/proposals")))
        word = self.marks.word(kind, self.random)
        self._types(self.page.locator(COMMENT_FORM).locator("[name=body]"), word)
        return word

    def _writes_a_proposal(self, kind: str) -> str:
        self._goes("/proposals")
        form = self.page.locator(PROPOSE)
        if not form.is_visible():
            self.page.locator(f"details:has({PROPOSE}) > summary").click()
        word = self.marks.word(kind, self.random)
        self._types(form.locator("[name=title]"), word)
        self._types(form.locator("[name=body]"), word)
        return word

    def _types(self, field: Locator, word: str) -> None:
        """By keys, as people do, for what browsers make of keys."""
        field.fill(f"Grüße, {word}")
        field.press("End")
        field.press("!")

    def _sends(self, form: str, times: int = 1) -> None:
        button = self.page.locator(form).locator("[type=submit]")
        button.click(click_count=times)

    def _goes(self, place: str) -> None:
        """Until its page is there, also where one has come from it."""
        left = self._page_here()
        self.page.locator(f".frame__place[href='{place}']").click()
        self._is_there_after(left)

    def _page_here(self) -> ElementHandle:
        """What is brought up to date stays the same element; another page comes with its own."""
        return self.page.locator("main > *").first.element_handle()

    def _is_there_after(self, left: ElementHandle) -> None:
        left.wait_for_element_state("hidden")
        expect(self.page.locator("main h1")).to_be_visible()

    def _opens_one_of(self, place: str) -> None:
        self._goes(place)
        cards = self.page.locator(f"main .card a[href^='{place}/']")
        expect(cards.first).to_be_visible()
        self._opens(cards.nth(self.random.randrange(min(cards.count(), 6))))

    def _opens(self, link: Locator) -> None:
        link.click()
        expect(self.page.locator(COMMENT_FORM)).to_be_visible()


HELPING = "form[action='/commands/sign_up'] [name=shift]"
DEEDS = {
    Visitor.reads: 2,
    Visitor.comments: 3,
    Visitor.comments_on_what_is_gone: 1,
    Visitor.proposes: 2,
    Visitor.supports: 2,
    Visitor.signs_up: 1,
    Visitor.searches: 2,
    Visitor.types_and_leaves_it: 3,
    Visitor.speaks_another_language: 1,
    Visitor.changes_how_it_looks: 2,
    Visitor.takes_the_page: 1,
    Visitor.thinks_of_signing_in: 1,
    Visitor.looks_at_the_ticket: 2,
    Visitor.goes_back: 1,
    Visitor.taps_with_two_fingers: 1,
}
ACTS, WEIGHTS = tuple(DEEDS), tuple(DEEDS.values())
