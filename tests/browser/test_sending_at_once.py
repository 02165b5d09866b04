"""What somebody has just written is committed and shown without anything in between."""

from handset import Handset
from town import GARDEN

NOTE_WRITES = """() => {
  const { prototype } = IDBDatabase;
  const { transaction } = prototype;
  globalThis.writes = [];
  addEventListener("submit", () => writes.push("submit"), true);
  prototype.transaction = function (stores, mode, ...rest) {
    if (mode === "readwrite") writes.push([...stores].includes("commands") ? "command" : "other");
    return transaction.call(this, stores, mode, ...rest);
  };
  const post = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    if (message.type === "morph") writes.push("page");
    return post.call(this, message, ...more);
  };
}"""


def test_a_submit_is_one_write_before_it_is_shown(phone: Handset) -> None:
    phone.opens(GARDEN).is_ready().goes_offline().opens(GARDEN)
    # Whoever writes here is known from the second time on.
    phone.comments("Die Erste").sees_waiting("Die Erste")
    phone.page.evaluate(NOTE_WRITES)
    phone.comments("Ich bringe Schaufeln mit").sees_waiting("Ich bringe Schaufeln mit")
    writes = phone.page.evaluate("() => writes")
    assert writes[writes.index("submit") :][:3] == ["submit", "command", "page"]
