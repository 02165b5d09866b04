"""What browsers say of themselves."""

import pytest

from app.views.device import described

LIKE = "AppleWebKit/537.36 (KHTML, like Gecko)"
APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CASES = {
    f"Mozilla/5.0 (Linux; Android 10; K) {LIKE} Chrome/141.0.0.0 Mobile Safari/537.36": (
        "Chrome, Android"
    ),
    f"Mozilla/5.0 (Linux; Android 15; SM-A556B) {LIKE} SamsungBrowser/28.0 Chrome/130.0.0.0 "
    "Mobile Safari/537.36": "Samsung Internet, Android",
    "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0": "Firefox, Android",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {APPLE} Version/18.6 Mobile/15E148 "
    "Safari/604.1": "Safari, iPhone",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {APPLE} CriOS/141.0 Mobile/15E148 "
    "Safari/604.1": "Chrome, iPhone",
    f"Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) {APPLE} FxiOS/143.0 Mobile/15E148 "
    "Safari/605.1.15": "Firefox, iPad",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {LIKE} Chrome/141.0.0.0 Safari/537.36 "
    "Edg/141.0.0.0": "Edge, Windows",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {LIKE} Chrome/141.0.0.0 Safari/537.36 "
    "OPR/122.0.0.0": "Opera, Windows",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {APPLE} Version/18.6 Safari/605.1.15": (
        "Safari, Mac"
    ),
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0": "Firefox, Linux",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {LIKE} Chrome/141.0.0.0 Safari/537.36": (
        "Chrome, ChromeOS"
    ),
    "curl/8.5.0": "",
    "": "",
    "\0<script>": "",
}


@pytest.mark.parametrize("user_agent", CASES)
def test_browser_and_system(user_agent: str) -> None:
    assert described(user_agent) == CASES[user_agent]
