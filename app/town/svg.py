"""SVG from outside: only drawing, nothing that runs, asks or embeds."""

import re
from xml.etree import ElementTree

from .unfit import Unfit

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use",
    "symbol", "title", "desc", "metadata", "linearGradient", "radialGradient", "stop", "clipPath",
    "mask", "pattern", "marker", "style", "text", "tspan",
}  # fmt: skip
EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
)
"""Notes of drawing programs, which nothing shows."""
DECLARATION = re.compile(r"\s*<\?xml\s[^?]*\?>")
ADDRESS = re.compile(r"url\(\s*(['\"]?)\s*(?!#)", re.IGNORECASE)
ESCAPED = re.compile(r"\\|@import|image-set|\bsrc\s*\(|expression\s*\(|javascript:", re.IGNORECASE)


def check(data: bytes) -> None:
    """Raises Unfit: "not_a_picture", "unsafe_svg" with what was found."""
    try:
        # Other encodings are refused: what is searched here must be what the parser reads.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit("not_a_picture") from None
    _no_declarations(text)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (no DOCTYPE: no entities)
    except (ElementTree.ParseError, ValueError):
        raise Unfit("not_a_picture") from None
    if root.tag != f"{{{SVG}}}svg":
        raise Unfit("not_a_picture")
    for element in root.iter():
        _element(element)


def _no_declarations(text: str) -> None:
    body = DECLARATION.sub("", text, count=1) if text.lstrip().startswith("<?xml") else text
    if "<!DOCTYPE" in body.upper() or "<!ENTITY" in body.upper():
        raise Unfit("unsafe_svg", found="<!DOCTYPE")
    if "<?" in body:
        raise Unfit("unsafe_svg", found="<?")
    declared = re.search("encoding=[\"']([^\"']+)", text[: len(text) - len(body)])
    if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Unfit("unsafe_svg", found=declared[1])


def _element(element: ElementTree.Element) -> None:
    namespace, name = _split(str(element.tag))
    if namespace != SVG and not namespace.startswith(EDITORS):
        raise Unfit("unsafe_svg", found=f"<{name}>")
    if namespace == SVG and name not in ELEMENTS:
        raise Unfit("unsafe_svg", found=f"<{name}>")
    if name == "style":
        _value("<style>", element.text or "")
    for attribute, value in element.attrib.items():
        _attribute(_split(attribute)[1], value)


def _attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise Unfit("unsafe_svg", found=name)
    if name in ("href", "src", "base") and not value.strip().startswith("#"):
        raise Unfit("unsafe_svg", found=f"{name}={value[:60]}")
    _value(name, value)


def _value(where: str, value: str) -> None:
    if ADDRESS.search(value) or ESCAPED.search(value):
        raise Unfit("unsafe_svg", found=f"{where}: {value.strip()[:60]}")


def _split(tag: str) -> tuple[str, str]:
    namespace, separator, name = tag.rpartition("}")
    return (namespace[1:], name) if separator else ("", tag)
