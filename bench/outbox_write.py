"""From the submit of a comment until it stands there as “wird gesendet”."""

from town import GARDEN

from bench.lib.phones import Wire, chromium, phone
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

WATCH = """() => {
  let submitted = 0;
  const count = () => document.querySelectorAll(".comment[data-state=pending]").length;
  const before = count();
  addEventListener("submit", () => { submitted = performance.now(); }, true);
  globalThis.seen = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (count() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - submitted)));
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}"""


def measure(report: Report, settings: Settings) -> None:
    times = []
    with folder() as data, chromium() as browser:
        found_town(data, 0)
        with served(data) as port, phone(browser, Wire(port)) as visitor:
            visitor.opens(GARDEN).is_ready().goes_offline().opens(GARDEN)
            for number in range(settings.repeats):
                visitor.page.evaluate(WATCH)
                visitor.comments(f"Ich komme mit {number} Schubkarren.")
                times.append(visitor.page.evaluate("() => globalThis.seen"))
    report.line("submit to painted “wird gesendet”, without network", times, "ms", at_most=50)


if __name__ == "__main__":
    bench("Outbox write", measure)
