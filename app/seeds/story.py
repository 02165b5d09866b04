"""The story as data: reads `story/` and gives every slug its lasting id."""

import json
import tomllib
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

STORY = Path(__file__).parent / "story"
NAMESPACE = uuid5(NAMESPACE_URL, "https://kokommune.example/seeds")

Entry = dict[str, Any]


def seed_id(noun: str, slug: str) -> UUID:
    """The id of a seeded row: `seed_id("project", "linden")`; comments are `linden-01` and on."""
    return uuid5(NAMESPACE, f"{noun}:{slug}")


def chapter(name: str) -> Entry:
    """One file of the story: `chapter("projects")`."""
    return tomllib.loads((STORY / f"{name}.toml").read_text(encoding="utf-8"))


def town() -> Entry:
    """The town's settings; each of its texts is a file of its own."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in (STORY / "town").glob("*.md")}
    return chapter("town") | texts


def entries(name: str) -> dict[str, Entry]:
    """A chapter that holds one entry for each slug, texts without outer white space."""
    return {
        slug: entry | {"text": entry["text"].strip()} if "text" in entry else entry
        for slug, entry in chapter(name).items()
    }


def outlines() -> dict[str, Entry]:
    """The outline of each neighbourhood, as a GeoJSON geometry; the Quirl flows between them."""
    content = json.loads((STORY / "outlines.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["slug"]: feature["geometry"] for feature in content["features"]}


def threads() -> dict[tuple[str, str], list[Entry]]:
    """All comments in order, by what they are on: {(noun, slug): [comment]}."""
    return {
        (noun, slug): thread
        for noun in ("project", "proposal")
        for slug, thread in chapter(f"comments/{noun}s").items()
    }


def supports() -> dict[str, Entry]:
    """Who supports what, under the slugs `<resident>-<proposal>`."""
    return {
        f"{resident}-{proposal}": {"resident": resident, "proposal": proposal}
        for proposal, residents in chapter("supports").items()
        for resident in residents
    }


def follows() -> dict[str, Entry]:
    """Who follows what, under the slugs `<resident>-<thing>`."""
    return {
        f"{resident}-{thing}": {"resident": resident, "scope": f"{noun}:{seed_id(noun, thing)}"}
        for noun, things in chapter("follows").items()
        for thing, residents in things.items()
        for resident in residents
    }
