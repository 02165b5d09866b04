"""Refused settings in words, for the command line."""

from .unfit import Unfit

WORDS = {
    "required": "There has to be something here.",
    "one_line": "This has to be one line.",
    "too_long": "This has {length} characters, {most} is the most.",
    "not_text": "This is no text.",
    "not_a_time_zone": "“{value}” is no time zone. One is Europe/Berlin.",
    "unknown": "There is no “{value}”. There is: {known}.",
    "not_tiles": (
        "“{value}” is no address of map tiles: it begins with https:// and has {{z}}, {{x}} and"
        " {{y}} in it."
    ),
    "not_a_colour": "“{value}” is no colour. One is #14513c.",
    "too_light": (
        "{value} cannot be read on this town's paper: the contrast is {ratio:.2f} to 1, at least"
        " {least} to 1 is needed. The nearest darker colour that reaches it is {darker}."
    ),
    "too_large": "The picture has {size} bytes, {most} is the most.",
    "not_a_picture": "This is neither PNG, WebP nor SVG.",
    "unsafe_svg": (
        "This SVG holds more than a drawing ({found}). Export it as plain SVG, without scripts,"
        " embedded pictures and links to other files."
    ),
    "not_an_id": (
        "“{value}” is no id: small letters a to z, digits and hyphens, beginning with a letter, at"
        " most 40."
    ),
    "taken": "There is a topic {value} already.",
    "not_found": "There is no topic {value}.",
}


def sentence(unfit: Unfit) -> str:
    """What is wrong, and with which setting."""
    words = WORDS[unfit.code].format(**unfit.values)
    return f"{unfit.field.replace('_', '-')}: {words}" if unfit.field else words
