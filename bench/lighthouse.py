"""Lighthouse, as on a phone, for a list, a project and a form; a first visit each time."""

import json
import os
import subprocess
from pathlib import Path

from chromium import FLAGS
from server import ROOT
from town import GARDEN

from bench.lib.phones import chromium_path
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

PAGES = {"list": "/projects", "project": GARDEN, "form": "/proposals"}
CATEGORIES = {"performance": 99, "accessibility": 100, "best-practices": 100}
PAINT = "largest-contentful-paint"
PROGRAM = ROOT / "bench/tools/node_modules/lighthouse/cli/index.js"

TRIES = 3
NO_TRACE = "NO_NAVSTART"


def measure(report: Report, settings: Settings) -> None:
    if not PROGRAM.exists():
        report.note("Lighthouse is not here: `bin/bench lighthouse` installs it.")
        return
    with folder() as data:
        found_town(data, settings.pick(300, 20), settings.pick(300, 20))
        with served(data) as port:
            for name, path in PAGES.items():
                url = f"http://localhost:{port}{path}"
                _page(report, name, [_run(url, data) for _ in range(settings.repeats)])


def _page(report: Report, name: str, runs: list[dict]) -> None:
    for category, least in CATEGORIES.items():
        scores = [round(run["categories"][category]["score"] * 100) for run in runs]
        report.line(f"{name}: {category.replace('-', ' ')}", scores, at_least=least)
    painted = [run["audits"][PAINT]["numericValue"] / 1000 for run in runs]
    report.line(f"{name}: largest contentful paint, simulated", painted, "s", at_most=1.2)
    for category in CATEGORIES:
        for audit in runs[0]["categories"][category]["auditRefs"]:
            found = runs[0]["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 0.9:
                report.note(f"{name}: {found['title']} ({found.get('displayValue', 'failed')})")


def _run(url: str, data: Path) -> dict:
    """One result. Now and then Lighthouse finds no beginning in its own trace, and begins anew."""
    answer = data / "lighthouse.json"
    only = ",".join(CATEGORIES)
    command = (
        "node",
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={answer}",
        f"--only-categories={only}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    )
    environment = os.environ | {"CHROME_PATH": chromium_path()}
    for _ in range(TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode == 0:
            result: dict = json.loads(answer.read_text())
            return result
        if NO_TRACE not in done.stderr + done.stdout:
            break
    raise RuntimeError(done.stderr + done.stdout)


if __name__ == "__main__":
    bench("Lighthouse, mobile", measure)
