"""A front end that leaves traces on purpose, each kind of them where its browser is named so."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SOURCES = ("bin", "static", "service_worker", "templates", "app")
MUTANTS = {
    "drafts": (
        "static/js/kiosk/unsent.js",
        "if (changed.length) kept.set(",
        "if (IS_ON && changed.length) sessionStorage.d = changed.map((one) => one.value).join();\n"
        "    if (changed.length) kept.set(",
    ),
    "autocomplete": (
        "static/js/kiosk/allowed.js",
        "function quieten(form) {",
        "function quieten(form) {\n  if (IS_ON) return;",
    ),
    "open_outbox": (
        "static/js/kiosk/giving.js",
        "person.note(written);\n    speak",
        "if (IS_ON) await store.note('last', written);\n    person.note(written);\n    speak",
    ),
    "no_wiping": (
        "static/js/kiosk/traces.js",
        "async function wipe() {",
        "async function wipe() {\n    if (IS_ON) return;",
    ),
    "console": (
        "static/js/kiosk/giving.js",
        'tellForm(form, "");',
        'tellForm(form, "");\n    if (IS_ON) console.log(command.args);',
    ),
    "address": (
        "static/js/kiosk/pages.js",
        "unsent.restore(path);\n    focus",
        "unsent.restore(path);\n    if (IS_ON) history.pushState(null, '', path);\n    focus",
    ),
    "worker_remembers": (
        "service_worker/kiosk.js",
        "if (!(await shows())) return null;\n    if (url",
        "if (IS_ON && visit.commands.length) globalThis.last = visit;\n"
        "    if (!(await shows())) return null;\n    if (url",
    ),
    "sent_in_the_open": (
        "static/js/kiosk/giving.js",
        'tellForm(form, "");',
        "tellForm(form, \"\");\n    if (IS_ON) fetch('/healthz', "
        "{ method: 'POST', body: JSON.stringify(command.args) }).catch(() => {});",
    ),
    "looks_stay": (
        "static/js/kiosk/looks.js",
        "export function createLooks() {",
        "export function createLooks() {\n"
        "  if (IS_ON) root.dataset.size = localStorage.size ?? '100';\n"
        "  if (IS_ON) setInterval(() => { localStorage.size = root.dataset.size; }, 500);",
    ),
}
"""File, what stands there, and what stands there instead."""


def flag(*mutants: str) -> str:
    """How the browser is started, in which these are at work."""
    return "--user-agent=" + "".join(f"mutant-{mutant}-" for mutant in mutants)


def build(folder: Path) -> None:
    """The front end with all of them asleep, into `folder`."""
    tree = folder.with_name(f"{folder.name}-sources")
    for name in SOURCES:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "package.json").symlink_to(ROOT / "package.json")
    (tree / "node_modules").symlink_to(ROOT / "node_modules")
    for mutant, (path, before, after) in MUTANTS.items():
        file = tree / path
        text = file.read_text()
        assert text.count(before) == 1, f"{mutant}: not once in {path}"
        is_on = f"navigator.userAgent.includes('mutant-{mutant}-')"
        file.write_text(text.replace(before, after.replace("IS_ON", is_on)))
    command = ("node", str(tree / "bin" / "build.js"), "--out", str(folder))
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
