# Browsers for the tests: CHROMIUM names the one to drive; empty, Playwright takes its own.
# HEADLESS_SHELL is the same without windows, at half the price; without one Chromium does its part.

find_chromium() {
  local candidate
  for candidate in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
    # A name alone is not enough: on Ubuntu it may be a stub that asks for a snap.
    if command -v "$candidate" >/dev/null && "$candidate" --version >/dev/null 2>&1; then
      CHROMIUM=$(command -v "$candidate")
      return
    fi
  done
  return 1
}

use_chromium() {
  export CHROMIUM=${CHROMIUM:-} HEADLESS_SHELL=${HEADLESS_SHELL:-}
  if find_chromium; then
    use_headless_shell
    return
  fi
  CHROMIUM=
  has_playwright_chromium && return
  once chromium-download install_playwright_chromium && return
  once chromium-apt apt_install chromium && find_chromium && return
  say "No Chromium could be had: the tests in Chromium will fail." \
    "Install one (sudo apt install chromium) or name it: CHROMIUM=/path/to/chromium bin/test"
}

use_headless_shell() {
  [ -z "$HEADLESS_SHELL" ] || return 0
  find_headless_shell || { once shell-apt apt_install chromium-headless-shell && find_headless_shell; } || true
}

find_headless_shell() {
  HEADLESS_SHELL=$(command -v chromium-headless-shell)
}

has_playwright_chromium() {
  "$PY" -c 'import os, sys
from playwright.sync_api import sync_playwright as start
with start() as p: sys.exit(not os.path.exists(p.chromium.executable_path))' 2>/dev/null
}

install_playwright_chromium() {
  say "Fetching Playwright's Chromium …"
  "$PY" -m playwright install chromium >/dev/null 2>&1 </dev/null
}

use_webkit() {
  command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null && return
  once webkit-apt apt_install webkit2gtk-driver xvfb && return
  say "WebKitGTK's driver is not here: the tests in WebKit are skipped, each by its name." \
    "For them: sudo apt install webkit2gtk-driver xvfb"
}

# once NAME COMMAND...: what failed before is not tried at every start; the stamp says so.
once() {
  local stamp="$ROOT/.venv/.failed-$1"
  shift
  [ ! -e "$stamp" ] || return 1
  "$@" || { touch -- "$stamp"; return 1; }
}
