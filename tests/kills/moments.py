"""Moments at which a phone's browser is killed, each a state that is waited for.

A moment makes things stop there, has what is in the form sent, and waits until it is so. Where page
or worker stop by themselves they say so by asking for /kill/….
"""

from collections.abc import Callable

from mortal import Mortal
from waiting import eventually

PUSH, GUEST = "/sync/push", "/session/guest"
WHEN_SAVED = """() => {
  const post = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    if (!message.changed) return post.call(this, message, ...more);
    fetch("/kill/saved");
    throw new Error("the page stops here");
  };
}"""
BEFORE_SHOWN = """() => {
  const ask = globalThis.fetch;
  const post = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    if (message.type !== "morph") return post.call(this, message, ...more);
    ask("/kill/unshown");
  };
  globalThis.fetch = (url, options) =>
    options?.headers?.["Kokommune-Morph"] ? new Promise(() => {}) : ask(url, options);
}"""
WHEN_ANSWERED = """() => {
  const ask = self.fetch;
  self.fetch = async (url, options) => {
    const answer = await ask.call(self, url, options);
    if (url !== "/sync/push") return answer;
    await answer.clone().text();
    ask.call(self, "/kill/answered");
    return new Promise(() => {});
  };
}"""
# The transaction does a few steps, and is kept from its end.
WHILE_PROMOTING = """(steps) => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...record) {
    const request = put.apply(this, record);
    const stores = this.transaction.objectStoreNames;
    if (stores.contains("documents") && stores.contains("commands") && --steps === 0) {
      fetch("/kill/promoting");
      const goOn = () => {
        this.count().onsuccess = goOn;
      };
      goOn();
    }
    return request;
  };
}"""
MOST_STEPS = 5

Draw = Callable[[int], int]
"""A number from 1 to the given one."""


def saved(phone: Mortal, _draw: Draw) -> None:
    """The command is in the outbox, and nobody has been told."""
    phone.page.evaluate(WHEN_SAVED)
    _sends_until_told(phone, "saved")


def unshown(phone: Mortal, _draw: Draw) -> None:
    """The worker knows, and may send; the page has not asked for itself anew."""
    phone.page.evaluate(BEFORE_SHOWN)
    _sends_until_told(phone, "unshown")


def request_kept(phone: Mortal, _draw: Draw) -> None:
    """The push is on its way and never arrives."""
    before = phone.network.requests[PUSH]
    phone.network.goes_silent()
    phone.sends()
    eventually(lambda: phone.network.requests[PUSH] > before, "the push is on its way")


def answer_kept(phone: Mortal, _draw: Draw) -> None:
    """The server has carried it out; its answer does not come."""
    before = phone.network.held[PUSH]
    phone.network.holds_answers(PUSH)
    phone.sends()
    eventually(lambda: phone.network.held[PUSH] > before, "the server has carried it out")


def half_answered(phone: Mortal, _draw: Draw) -> None:
    """Half of the answer has come."""
    before = phone.network.halved[PUSH]
    phone.network.halves_answers(PUSH)
    phone.sends()
    eventually(lambda: phone.network.halved[PUSH] > before, "half of the answer is here")


def answered(phone: Mortal, _draw: Draw) -> None:
    """The whole answer is in the worker, and nothing of it in the database."""
    phone.worker.evaluate(WHEN_ANSWERED)
    _sends_until_told(phone, "answered")


def promoting(phone: Mortal, draw: Draw) -> None:
    """The answer is being written."""
    phone.worker.evaluate(WHILE_PROMOTING, draw(MOST_STEPS))
    _sends_until_told(phone, "promoting")


def guest(phone: Mortal, _draw: Draw) -> None:
    """The first that a device sends: its author is on the server, and does not know."""
    before = phone.network.held[GUEST]
    phone.network.holds_answers(GUEST)
    phone.sends()
    eventually(lambda: phone.network.held[GUEST] > before, "it is a guest")


Moment = Callable[[Mortal, Draw], None]
ANY: tuple[Moment, ...] = (
    saved,
    unshown,
    request_kept,
    answer_kept,
    half_answered,
    answered,
    promoting,
)


def _sends_until_told(phone: Mortal, point: str) -> None:
    path = f"/kill/{point}"
    before = phone.network.requests[path]
    phone.sends()
    eventually(lambda: phone.network.requests[path] > before, point)
