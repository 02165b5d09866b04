"""What is in the memory of a tablet's page and of its service worker."""

import json

from stand import Stand
from waiting import eventually

COLLECT = "HeapProfiler.collectGarbage"
SNAPSHOT = "HeapProfiler.takeHeapSnapshot"
CHUNK = "HeapProfiler.addHeapSnapshotChunk"


def page_heap(stand: Stand) -> str:
    """A snapshot, after garbage was collected."""
    session, chunks = stand.speaks(), []
    session.on(CHUNK, lambda event: chunks.append(event["chunk"]))
    session.send(COLLECT)
    session.send(SNAPSHOT, {"reportProgress": False})
    session.detach()
    return "".join(chunks)


def worker_heap(stand: Stand) -> str:
    """The same of the worker, which is spoken to through the browser."""
    assert stand.context.browser
    session = stand.context.browser.new_browser_cdp_session()
    heard: list[dict] = []
    session.on("Target.receivedMessageFromTarget", lambda event: heard.append(event))
    targets = session.send("Target.getTargets")["targetInfos"]
    worker = next(each for each in targets if each["type"] == "service_worker")
    where = {"targetId": worker["targetId"], "flatten": False}
    attached = session.send("Target.attachToTarget", where)["sessionId"]
    for number, method in enumerate((COLLECT, SNAPSHOT)):
        message = json.dumps({"id": number, "method": method, "params": {}})
        session.send("Target.sendMessageToTarget", {"sessionId": attached, "message": message})
    eventually(lambda: _is_over(stand, heard), "the worker's heap is here")
    session.detach()
    messages = [json.loads(event["message"]) for event in heard]
    chunks = [each["params"]["chunk"] for each in messages if each.get("method") == CHUNK]
    return "".join(chunks)


def _is_over(stand: Stand, heard: list[dict]) -> bool:
    # Events come in while something is asked for.
    stand.page.evaluate("0")
    return any(event["message"].startswith('{"id":1,') for event in heard)
