"""What is written while the page is still being brought up to date is sent, too."""

from handset import Handset, MakePhone
from server import Server
from test_without_worker import takes_over
from town import GARDEN
from waiting import eventually

SILENT = """() => {
  const post = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    if (message.type !== "morph") post.call(this, message, ...more);
  };
  globalThis.fetch = () => new Promise(() => {});
}"""
"""Nobody answers with what the page looks like by now."""


def test_without_a_worker(make_phone: MakePhone, server: Server) -> None:
    phone = make_phone(service_workers="block")
    takes_over(phone.opens(GARDEN)).expects_trouble()
    phone.network.holds_answers(GARDEN)
    phone.comments("Erstens")
    eventually(lambda: phone.network.held[GARDEN] == 1, "the page is asked for")
    assert phone.written == ""
    phone.comments("Zweitens")
    eventually(lambda: server.comments("Zweitens") == 1, "the second has arrived")


def test_with_a_worker_that_has_much_to_do(phone: Handset, server: Server) -> None:
    phone.opens("/").is_ready().opens(GARDEN).is_ready().expects_trouble()
    phone.page.evaluate(SILENT)
    for text in ("Erstens", "Zweitens"):
        phone.comments(text)
        eventually(lambda: phone.written == "", "it is saved")
    for text in ("Erstens", "Zweitens"):
        eventually(lambda text=text: server.comments(text) == 1, f"{text} has arrived")
