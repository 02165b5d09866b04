"""What each server and command of the tests would load and compile anew: done before they fork.

Imported by the process that they are forked from (`tests/forked.py`).
"""

import gc
import tempfile
from pathlib import Path
from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.orm import configure_mappers

from app import create_app


class Compiled(BytecodeCache):
    """Templates' code, by name and checksum of the source: whoever has another one compiles it."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


def preload() -> None:
    """Views are imported and templates compiled where an application is made and used."""
    Flask.jinja_options = {"bytecode_cache": Compiled()}
    with tempfile.TemporaryDirectory() as folder:
        environment = create_app({"INSTANCE": Path(folder)}).jinja_env
    for name in environment.list_templates():
        environment.get_template(name)
    configure_mappers()
    # What is loaded by now stays: no process looks through it for garbage.
    gc.collect()
    gc.freeze()


preload()
