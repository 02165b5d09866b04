"""A tablet's camera, and what it sees: a QR code on grey."""

from pathlib import Path
from typing import Any

import segno
from chromium import launch_options
from playwright.sync_api import Browser, Playwright

WIDTH, HEIGHT = 640, 480
PAPER, INK, AROUND = b"\xff", b"\x10", b"\x80"
QUIET_ZONE = 4
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
REMEMBER_TRACKS = """
globalThis.tracks = [];
const media = navigator.mediaDevices;
const real = media?.getUserMedia.bind(media);
// A tab that is still empty has none.
if (media) media.getUserMedia = async (wanted) => {
  const stream = await real(wanted);
  tracks.push(...stream.getTracks());
  return stream;
};
"""
HESITATE = """
const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
const answer = new Promise((resolve) => (globalThis.allow = resolve));
navigator.mediaDevices.getUserMedia = (wanted) => answer.then(() => asked(wanted));
"""
"""Whoever is asked answers by `allow()`."""
RUNNING = "tracks.filter(({ readyState }) => readyState === 'live').length"
REMEMBER_SENDING = f"""
addEventListener("submit", () => sessionStorage.setItem("sending", {RUNNING}), true);
"""


def film(file: Path, text: str) -> Path:
    """A film of one picture, in a format that is plain bytes (YUV4MPEG2)."""
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode()
    colourless = b"\x80" * (WIDTH * HEIGHT // 2)
    file.write_bytes(head + b"FRAME\n" + _picture(text) + colourless)
    return file


def _picture(text: str) -> bytes:
    matrix = list(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE))
    scale = HEIGHT // (len(matrix) + 2)
    rows = [b"".join((INK if dark else PAPER) * scale for dark in row) for row in matrix]
    left = (WIDTH - len(rows[0])) // 2
    lines = [AROUND * left + row + AROUND * (WIDTH - left - len(row)) for row in rows]
    above = (HEIGHT - scale * len(lines)) // 2
    below = HEIGHT - above - scale * len(lines)
    grey = AROUND * WIDTH
    return grey * above + b"".join(line * scale for line in lines) + grey * below


def browser_that_sees(playwright: Playwright, file: Path, *, allowed: bool = True) -> Browser:
    """Chromium with a camera before which this film runs, and somebody who says yes or no."""
    options: dict[str, Any] = launch_options()
    answer = FAKE[1] if allowed else f"{FAKE[1]}=deny"
    flags = [*options["args"], FAKE[0], answer, f"--use-file-for-fake-video-capture={file}"]
    return playwright.chromium.launch(**options | {"args": flags})
