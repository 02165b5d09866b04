"""What the front-end build made: hashed addresses by name."""

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Assets:
    """`urls` maps names as in templates to addresses; `build` identifies the whole build."""

    build: str = ""
    urls: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, dist: Path) -> "Assets":
        """Read the build's manifest; before the first build there are no assets."""
        try:
            manifest = json.loads((dist / "manifest.json").read_text())
        except FileNotFoundError:
            return cls()
        return cls(manifest["build"], manifest["assets"])
