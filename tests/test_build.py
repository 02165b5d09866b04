"""The front-end build: the same sources give the same build, a change gives another."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parent.parent


def build(out: Path, salt: str = "") -> dict:
    """Build into `out` and answer the manifest."""
    subprocess.run(
        ["node", ROOT / "bin" / "build.js", "--out", out],
        env=os.environ | {"KOKOMMUNE_BUILD_SALT": salt},
        check=True,
        capture_output=True,
    )
    return json.loads((out / "manifest.json").read_text())


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("build") / "dist"
    build(out)
    return out


def manifest(dist: Path) -> dict:
    return json.loads((dist / "manifest.json").read_text())


def test_same_sources_are_the_same_build(dist: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "again") == manifest(dist)
    assert (tmp_path / "again" / "sw.js").read_bytes() == (dist / "sw.js").read_bytes()


def test_another_salt_is_another_build_with_the_same_assets(dist: Path, tmp_path: Path) -> None:
    other = build(tmp_path / "other", salt="1")
    assert other["build"] != manifest(dist)["build"]
    assert other["assets"] == manifest(dist)["assets"]
    assert (tmp_path / "other" / "sw.js").read_bytes() != (dist / "sw.js").read_bytes()


def test_assets_are_there_by_their_names(dist: Path) -> None:
    assets = manifest(dist)["assets"]
    assert {"page.js", "style.css", "fira-sans.woff2"} <= assets.keys()
    for url in assets.values():
        assert url.startswith("data:") or (dist / Path(url).name).is_file()


def test_a_drawn_picture_stands_in_pages_themselves(dist: Path) -> None:
    head, picture = manifest(dist)["assets"]["icon.svg"].split(",", 1)
    assert head == "data:image/svg+xml"
    assert unquote(picture) == (ROOT / "static/icons/icon.svg").read_text().strip()


def test_text_is_there_compressed(dist: Path) -> None:
    for name in ("page.js", "style.css"):
        file = dist / Path(manifest(dist)["assets"][name]).name
        for suffix in (".br", ".gz"):
            packed = file.with_name(file.name + suffix)
            assert packed.stat().st_size < file.stat().st_size


def test_worker_knows_the_build_and_what_to_keep(dist: Path) -> None:
    worker = (dist / "sw.js").read_text()
    assert manifest(dist)["build"] in worker
    for url in manifest(dist)["precache"]:
        assert url in worker


def test_the_script_has_its_words_in_every_language(dist: Path) -> None:
    """One that static/js/words.js does not name would be German without anybody's noticing."""
    table = json.loads((dist / "generated" / "table.json").read_text())
    said = {f"said-{language}.json" for language in table["page_catalogues"]}
    assert said
    assert said <= manifest(dist)["assets"].keys()


def test_a_first_visit_does_without_maps_and_passkeys(dist: Path) -> None:
    built = manifest(dist)
    later = {Path(url).name.partition("-")[0] for url in built["later"]}
    assert later == {"atlas", "catalogue", "invitation", "said", "start", "templates"}
    assert not set(built["later"]) & set(built["precache"])
    assert "leaflet" not in (dist / Path(built["assets"]["page.js"]).name).read_text()
    # Text that becomes HTML at Leaflet's start would be refused.
    assert "<svg/>" not in (dist / Path(built["assets"]["atlas.js"]).name).read_text()
    worker = (dist / "sw.js").read_text()
    assert all(url in worker for url in built["later"])


def test_reading_qr_codes_is_for_the_page_that_does_it(dist: Path) -> None:
    """No phone fetches it ahead: a tablet that is put up has a network anyway."""
    built = manifest(dist)
    camera = built["assets"]["camera.js"]
    assert camera not in built["precache"]
    assert camera not in built["later"]
    assert "getUserMedia" not in (dist / Path(built["assets"]["page.js"]).name).read_text()


def test_worker_needs_no_eval(dist: Path) -> None:
    worker = (dist / "sw.js").read_text()
    assert "eval(" not in worker
    assert "new Function" not in worker


def test_what_a_first_visit_fetches_stays_small(dist: Path) -> None:
    """`bin/bench first_visit` counts all of it; this is what the build has in its hands."""
    urls = [*manifest(dist)["precache"], "/sw.js"]
    sizes = {url: _sent(dist / Path(url).name) for url in urls}
    assert sum(sizes.values()) <= 100_000, sizes


def _sent(file: Path) -> int:
    """Bytes that travel: compressed where the build has compressed."""
    packed = file.with_name(file.name + ".br")
    return (packed if packed.exists() else file).stat().st_size


def test_styles_are_small_and_come_from_here(dist: Path) -> None:
    style = dist / Path(manifest(dist)["assets"]["style.css"]).name
    assert "http" not in style.read_text().replace("http://www.w3.org/", "")
    assert len(style.read_text().splitlines()) <= 2
