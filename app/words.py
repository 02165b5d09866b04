"""Messages of the interface, in the languages on offer.

German is the language of the messages themselves; the others have catalogues in `translations/`,
which the build writes out for phones as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = "de"
FOLDER = Path(__file__).parent / "translations"
CATALOGUES = {
    "en": FOLDER / "en" / "LC_MESSAGES" / "messages.po",
    "de-simple": FOLDER / "de" / "LC_MESSAGES" / "plain.po",
}
"""Plain German is a domain of its own beside German."""

Forms = list[str]
"""A message; or where it counts something, its form for one and that for all other numbers."""


@dataclass(frozen=True)
class Words:
    """`gettext` and `ngettext` of one language; what it does not know is said in German."""

    forms: dict[str, Forms]

    def gettext(self, message: str, **values: object) -> str:
        """The message with its `%(name)s` filled in."""
        known = self.forms.get(message)
        return _filled(known[0] if known else message, values)

    def ngettext(self, one: str, many: str, num: int, **values: object) -> str:
        """The form of the message for a number, which it may name as `%(num)s`."""
        forms = self.forms.get(one)
        if not forms or len(forms) == 1:
            forms = [one, many]
        return _filled(forms[0 if num == 1 else 1], {**values, "num": num})


@cache
def words(language: str) -> Words:
    """The words of a language on offer; German for any other."""
    return Words(forms(language, lambda _path: True))


def forms(language: str, said_in: Callable[[str], bool]) -> dict[str, Forms]:
    """The translated messages by their German, of those that stand in files of this kind."""
    if language not in CATALOGUES:
        return {}
    found: dict[str, Forms] = {}
    for message in catalogue(language):
        german = _listed(message.id)
        translated = _listed(message.string)
        wanted = german[0] and any(said_in(path) for path, _line in message.locations)
        if wanted and translated and all(translated) and translated != german:
            found[german[0]] = translated
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue as its file has it."""
    with CATALOGUES[language].open("rb") as file:
        return read_po(file, locale=language.partition("-")[0])


def _listed(text: str | tuple[str, ...] | list[str] | None) -> Forms:
    return [text] if isinstance(text, str) else list(text or ())


def _filled(message: str, values: dict[str, object]) -> str:
    return message % values if values else message
