"""Who watches a browser during a test, and says what went wrong in it."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

NETWORK = ("Failed to load resource", "net::ERR_")
# Navigating away ends what the page before was loading.
ABORTED = "net::ERR_ABORTED"
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI, sample}) =>
  console.error("CSP", violatedDirective, blockedURI, sample));
"""


class Witness:
    """Notes console errors, exceptions, violations of the CSP, failed and foreign requests.

    With `trouble_expected` the network is bad on purpose: what that explains is no error, nor are
    messages with the words in `explained`.
    """

    def __init__(
        self, context: BrowserContext, origin: str, explained: tuple[str, ...] = NETWORK
    ) -> None:
        self._explained = explained
        self.trouble_expected = False
        self._is_leaving = False
        self.foreign: list[str] = []
        self._origin = origin
        self._errors: list[str] = []
        self._failures: list[str] = []
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._hears)
        context.on("weberror", self._sees_an_exception)
        context.on("request", self._sees_a_request)
        context.on("requestfailed", self._sees_a_failure)
        context.on("response", self._sees_an_answer)
        context.on("serviceworker", lambda worker: worker.on("console", self._hears))

    def is_leaving(self) -> None:
        """From now on requests are cut off because the browser ends."""
        self._is_leaving = True

    def is_content(self) -> None:
        """Raises AssertionError where something went wrong that nothing explains."""
        assert not self.foreign, f"requests to others: {self.foreign}"
        assert not self._errors, f"errors in the browser: {self._errors}"
        assert self.trouble_expected or not self._failures, f"failed: {self._failures}"

    def _hears(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        explained = any(words in message.text for words in self._explained)
        where = message.location["url"] if message.location else ""
        (self._failures if explained else self._errors).append(f"{message.text} {where}")

    def _sees_an_exception(self, error: WebError) -> None:
        self._errors.append(str(error.error))

    def _sees_a_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme.startswith("http") and f"{parts.scheme}://{parts.netloc}" != self._origin:
            self.foreign.append(request.url)

    def _sees_a_failure(self, request: Request) -> None:
        if request.failure != ABORTED and not self._is_leaving:
            self._failures.append(f"{request.method} {request.url}: {request.failure}")

    def _sees_an_answer(self, response: Response) -> None:
        if response.status >= 400:
            self._failures.append(f"{response.request.method} {response.url}: {response.status}")
