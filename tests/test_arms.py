"""The coat of arms: which pictures are hung up."""

import re
import struct
from pathlib import Path

import pytest
from cast import Cast
from settings import Run, card, run

from app.town import svg
from app.town.unfit import Unfit

__all__ = ["run"]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{}>{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17)


def test_the_arms(cast: Cast, run: Run, tmp_path: Path) -> None:
    for extension, content in (("png", PNG), ("webp", b"RIFF0000WEBPVP8 "), ("svg", None)):
        file = tmp_path / "arms"
        file.write_bytes(content or SVG.format("", "<path d='M0 0h9'/>").encode())
        run("set", "--arms", file)
        assert re.fullmatch(rf"/arms-[0-9a-f]{{16}}\.{extension}", str(card(cast)["arms"]))
    run("set", "--arms", "none")
    assert card(cast)["arms"] == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200_001), "200000 is the most"),
        (b"GIF89a", "neither PNG, WebP nor SVG"),
        (b"<html></html>", "neither PNG, WebP nor SVG"),
        (SVG.format("", "<script>1</script>").encode(), "(<script>)"),
    ],
)
def test_pictures_that_are_not_hung_up(
    cast: Cast, run: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "arms"
    file.write_bytes(content)
    assert words in run("set", "--name", "Anders", "--arms", file, fails=True)
    assert (card(cast)["arms"], card(cast)["name"]) == ("", "Musterstadt")


XLINK = ' xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    "picture",
    [
        SVG.format(' onload="alert(1)"', ""),
        SVG.format("", '<g ONCLICK="alert(1)"/>'),
        SVG.format("", "<foreignObject/>"),
        SVG.format("", '<image href="data:image/png;base64,AAAA"/>'),
        SVG.format("", '<a href="javascript:alert(1)"/>'),
        SVG.format("", '<use href="https://elsewhere.example/x.svg#a"/>'),
        SVG.format(XLINK, '<use xlink:href="//elsewhere.example/x.svg#a"/>'),
        SVG.format("", "<set attributeName='href' to='javascript:alert(1)'/>"),
        SVG.format("", '<rect fill="url(https://elsewhere.example/#a)"/>'),
        SVG.format("", "<style>@import '//elsewhere.example/x.css';</style>"),
        SVG.format("", "<style>rect { fill: url( '//elsewhere.example' ) }</style>"),
        SVG.format("", "<style>rect { background: image-set('//elsewhere.example/x' 1x) }</style>"),
        SVG.format("", "<style>rect { fill: u\\72l(//elsewhere.example) }</style>"),
        SVG.format("", '<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>'),
        '<?xml-stylesheet href="x.css"?>' + SVG.format("", ""),
        "<!DOCTYPE svg [<!ENTITY a 'x'>]>" + SVG.format("", "&a;"),
        '<?xml version="1.0" encoding="UTF-7"?>' + SVG.format("", ""),
    ],
)
def test_svg_that_is_more_than_a_drawing(picture: str) -> None:
    with pytest.raises(Unfit) as refused:
        svg.check(picture.encode())
    assert refused.value.code in ("unsafe_svg", "not_a_picture")


def test_svg_as_drawing_programs_write_it() -> None:
    head = ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:version="1"'
    body = (
        "<metadata/><defs><linearGradient id='a'><stop offset='0' style='stop-color:#fff'/>"
        "</linearGradient></defs><style>.x{fill:url(#a)}</style><use href='#a'/>"
        "<rect class='x' fill='url(#a)'/>"
    )
    svg.check(b"\xef\xbb\xbf" + ('<?xml version="1.0"?>' + SVG.format(head, body)).encode())
    with pytest.raises(Unfit):
        svg.check(SVG.format("", "").encode("utf-16"))
