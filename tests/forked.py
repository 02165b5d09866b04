"""Python commands that start at once: forked from a process that has the application imported.

Importing it takes a second of computing, compiling its templates as long, and the tests start some
four hundred servers and commands.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LOADED = multiprocessing.get_context("forkserver")
_LOADED.set_forkserver_preload(
    ["tests.preloaded", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread"]
)


def python_m(module: str, *arguments: str, env: Mapping[str, str], output: Path) -> BaseProcess:
    """Start `python -m module arguments` in the project's folder and a process group of its own.

    All that it prints goes to the end of the file `output`.
    """
    process = _LOADED.Process(target=_run, args=(module, arguments, dict(env), output))
    process.start()
    return process


def _run(module: str, arguments: tuple[str, ...], env: dict[str, str], output: Path) -> None:
    os.setsid()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(env)
    with output.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
