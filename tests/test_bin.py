"""The two commands: what they install is pinned, and what stands in their way is said in words."""

import json
import os
import re
import runpy
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = (
    "bin/serve",
    "bin/test",
    "bin/flask",
    "bin/bench",
    "bin/soak",
    "bin/fonts",
    "bin/pictures",
    ".ci/run",
)
LOCK_FILES = (
    "requirements.txt",
    "requirements-test.txt",
    "requirements-node.txt",
    "requirements-fonts.txt",
)
NODE_LOCK_FILES = ("package-lock.json", "bench/tools/package-lock.json")
FAILURES = {
    "THESE PACKAGES DO NOT MATCH THE HASHES": "failed: the lock file a.lock is broken.",
    "npm error code EINTEGRITY": "failed: the lock file a.lock is broken.",
    "NewConnectionError: Temporary failure in name resolution": "failed: no network.",
    "npm error code EAI_AGAIN": "failed: no network.",
    "npm error code ENOSPC": "failed: the disk is full.",
    "OSError: [Errno 13] Permission denied": "failed: a file or folder cannot be written.",
    "something never seen": "failed; its last lines are above.",
}


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=os.environ | environment,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def taken_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


@pytest.mark.parametrize("name", LOCK_FILES)
def test_python_lock_files_pin_by_hash_and_hold_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-", re.sub(r"^    --hash=sha256:\S+", "", text, flags=re.M), re.M)
    for requirement in re.split(r"^(?=\w)", text, flags=re.M)[1:]:
        assert re.match(r"\S+==\S+", requirement)
        assert "--hash=sha256:" in requirement


@pytest.mark.parametrize("lock_file", NODE_LOCK_FILES)
def test_node_lock_files_pin_by_hash_and_hold_no_address(lock_file: str) -> None:
    packages = json.loads((ROOT / lock_file).read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package
        assert not name or "integrity" in package


def test_lock_files_keep_out_addresses_when_written_anew() -> None:
    for folder in (ROOT, ROOT / "bench" / "tools"):
        assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text().split()
    assert "--no-emit-index-url" in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    assert run("bash", "-n", ROOT / name).returncode == 0


def test_ci_calls_bin_test() -> None:
    assert "exec bin/test\n" in (ROOT / ".ci" / "run").read_text()


def test_serve_says_that_the_port_is_taken(taken_port: str) -> None:
    answer = run(ROOT / "bin" / "serve", PORT=taken_port, HOST="127.0.0.1")
    assert answer.returncode == 1
    assert f"Port {taken_port} of 127.0.0.1 is taken" in answer.stderr
    assert f"PORT={int(taken_port) + 1} bin/serve" in answer.stderr


def test_serve_works_through_a_link_with_spaces(taken_port: str, tmp_path: Path) -> None:
    link = tmp_path / "my town"
    link.symlink_to(ROOT / "bin" / "serve")
    answer = run(link, PORT=taken_port, HOST="127.0.0.1")
    assert answer.stderr.startswith("bin/serve: Port")


@pytest.mark.parametrize("port", ["80a", "0", "65536", "-1"])
def test_serve_refuses_what_is_no_port(port: str) -> None:
    answer = run(ROOT / "bin" / "serve", PORT=port)
    assert answer.returncode == 1
    assert "no number from 1 to 65535" in answer.stderr


def test_serve_refuses_a_foreign_address() -> None:
    answer = run(ROOT / "bin" / "serve", PORT="65000", HOST="192.0.2.1")
    assert answer.returncode == 1
    assert "192.0.2.1 is no address of this machine" in answer.stderr


def test_serve_refuses_unknown_options() -> None:
    answer = run(ROOT / "bin" / "serve", "--emtpy")
    assert answer.returncode == 1
    assert "There is no option --emtpy" in answer.stderr
    assert "Usage:" in answer.stderr


def test_an_old_python_is_said_so(tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        old = tmp_path / name
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.10.12 && exit\nexit 1\n')
        old.chmod(0o755)
    answer = run(ROOT / "bin" / "serve", PATH=f"{tmp_path}:/usr/bin:/bin", PYTHON="")
    assert answer.returncode == 1
    assert "Python 3.11 or newer is needed; python3 is here: Python 3.10.12" in answer.stderr


@pytest.mark.parametrize("output", FAILURES)
def test_failed_steps_are_explained(output: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(output)
    script = '. "$ROOT/bin/lib/speak.sh"; explain "Installing" a.lock "$1"'
    answer = run("bash", "-c", script, "bin/serve", log, ROOT=str(ROOT))
    assert answer.returncode == 1
    assert f"bin/serve: Installing {FAILURES[output]}" in answer.stderr


def test_flask_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    answer = run(
        *(ROOT / "bin" / "flask", "town", "create", "Musterstadt"),
        KOKOMMUNE_INSTANCE=str(tmp_path),
        DATABASE_URL="",
    )
    assert answer.returncode == 1
    assert "The database has no tables yet" in answer.stderr


def test_flask_says_that_an_address_is_no_database(tmp_path: Path) -> None:
    answer = run(ROOT / "bin" / "flask", "commands", DATABASE_URL="nonsense")
    assert answer.returncode == 1
    assert "DATABASE_URL is no address of a database" in answer.stderr


@pytest.mark.parametrize(("processors", "processes"), [(1, 2), (3, 3), (64, 4)])
def test_serve_has_a_process_for_each_processor_unless_told_how_many(
    processors: int, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def workers() -> int:
        return int(runpy.run_path(str(ROOT / "bin" / "lib" / "gunicorn.py"))["workers"])

    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(processors)))
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", "8000")
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    assert workers() == processes
    monkeypatch.setenv("WEB_CONCURRENCY", "7")
    assert workers() == 7
