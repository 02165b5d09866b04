"""A tab of a phone's browser, and what people do and see in it."""

import re

from playwright.sync_api import Locator, Page, Response, expect

READY = """async () => {
  const ready = async () => {
    while (!globalThis.kokommune) await new Promise((resolve) => setTimeout(resolve, 20));
    await kokommune.ready;
  };
  const late = new Promise((_, reject) =>
    setTimeout(() => reject(new Error("kokommune.ready did not settle in 30 s")), 30_000));
  await Promise.race([ready(), late]);
}"""
COMMENT_FORM = 'form[action="/commands/comment"]:not([data-replaces])'


class Tab:
    """`page` is Playwright's page, for what only a single test asks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answer: Response | None = None

    def opens(self, path: str) -> "Tab":
        """Go to a page of the town."""
        self.answer = self.page.goto(path)
        return self

    def follows(self, name: str) -> "Tab":
        """Tap the link with this text in the page's content."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        return self

    def is_ready(self) -> "Tab":
        """Wait until the worker controls the page and has pulled what the phone keeps."""
        self.page.evaluate(READY)
        return self

    def is_looked_at_again(self) -> "Tab":
        """The phone comes out of the pocket, and the page asks for news."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        return self

    def is_rendered_by(self, who: str) -> "Tab":
        """Whose answer the page is: "flask" or "worker".

        On a first visit the worker may have brought Flask's page up to date since then.
        """
        if who == "flask" and self.answer and self.answer.url == self.page.url:
            assert 'data-rendered-by="flask"' in self.answer.text()
        else:
            assert self.page.locator("body").get_attribute("data-rendered-by") == who
        return self

    def writes(self, text: str) -> "Tab":
        """Type a comment and send nothing."""
        self.page.locator(f"{COMMENT_FORM} [name=body]").fill(text)
        return self

    def lifts_the_limit(self) -> "Tab":
        """Let the comment field take more than it should, as old browsers do."""
        self.page.locator(f"{COMMENT_FORM} [name=body]").evaluate(
            "(field) => field.removeAttribute('maxlength')"
        )
        return self

    def sends(self) -> "Tab":
        """Tap the comment form's button."""
        self.comment_button.click()
        return self

    def comments(self, text: str) -> "Tab":
        """Write a comment and send it."""
        return self.writes(text).sends()

    def edits(self, old: str, new: str) -> "Tab":
        """Change an own comment."""
        comment = self.comment(old)
        comment.get_by_text("Bearbeiten").click()
        comment.locator("[name=body]").fill(new)
        comment.get_by_role("button", name="Änderung senden").click()
        return self

    def deletes(self, text: str) -> "Tab":
        """Remove an own comment."""
        comment = self.comment(text)
        comment.get_by_text("Löschen", exact=True).click()
        comment.get_by_role("button", name="Kommentar löschen").click()
        return self

    def searches(self, words: str) -> "Tab":
        """Use a list's search field."""
        self.page.get_by_role("searchbox").fill(words)
        with self.page.expect_navigation():
            self.page.get_by_role("searchbox").press("Enter")
        return self

    def filters(self, label: str, choice: str) -> "Tab":
        """Use one of a list's filters."""
        if not self.page.locator("#filter-more").get_attribute("open"):
            self.page.get_by_text("Filtern und ordnen").click()
        self.page.get_by_label(label, exact=True).select_option(label=choice)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Anwenden").click()
        return self

    @property
    def comment_button(self) -> Locator:
        """The comment form's button."""
        return self.page.locator(f"{COMMENT_FORM} [type=submit]")

    @property
    def written(self) -> str:
        """What stands in the comment form."""
        return self.page.locator(f"{COMMENT_FORM} [name=body]").input_value()

    def comment(self, text: str) -> Locator:
        """The comment that says this."""
        return self.page.locator(".comment").filter(has=self.page.get_by_text(text, exact=True))

    def letter(self, text: str) -> Locator:
        """The outbox's entry with this text."""
        return self.page.locator(".letter").filter(has_text=text)

    def opens_part(self, name: str) -> "Tab":
        """Unfold what stands under this word."""
        self.page.locator("summary").get_by_text(name, exact=True).click()
        return self

    @property
    def titles(self) -> list[str]:
        """The titles of the cards, in their order."""
        return self.page.locator(".card__title").all_inner_texts()

    def sees(self, text: str) -> "Tab":
        """Some text is to be seen."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def sees_not(self, text: str) -> "Tab":
        """It is nowhere in the content."""
        expect(self.page.locator("main").get_by_text(text)).to_have_count(0)
        return self

    def sees_title(self, title: str) -> "Tab":
        """The page's headline."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self

    def sees_waiting(self, text: str) -> "Tab":
        """A comment stands there once and says that it is on its way."""
        self._sees_comment(text, "pending")
        expect(self.comment(text)).to_contain_text("wird gesendet")
        return self

    def sees_confirmed(self, text: str) -> "Tab":
        """A comment stands there once, as the server has it."""
        return self._sees_comment(text, "confirmed")

    def sees_rejected(self, text: str) -> "Tab":
        """A comment stands there once and asks for its author."""
        return self._sees_comment(text, "rejected")

    def sees_no_comment(self, text: str) -> "Tab":
        """No comment says this."""
        expect(self.comment(text)).to_have_count(0)
        return self

    def sees_outbox_count(self, number: int) -> "Tab":
        """The number at the outbox, hidden where it is 0."""
        count = self.page.locator("#outbox-count")
        expect(count).to_have_text(str(number))
        expect(count).to_be_visible(visible=number > 0)
        return self

    def hears(self, words: str) -> "Tab":
        """What the live region says."""
        expect(self.page.locator("#announcements")).to_have_text(re.compile(re.escape(words)))
        return self

    def _sees_comment(self, text: str, state: str) -> "Tab":
        expect(self.comment(text)).to_have_count(1)
        expect(self.comment(text)).to_have_attribute("data-state", state)
        return self
