"""The town's face: its settings and its coat of arms."""

from typing import Any
from uuid import UUID

from ..documents.town import TEXTS
from ..models import LANGUAGES, PHASES, Resident, Town
from ..town.checks import LONGEST_ADDRESS, LONGEST_PHASE, LONGEST_TEXT
from .fields import ChoiceField, PictureField, PlainField
from .find import find
from .registry import CommandForm, command

PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name", "motto"),
    "language": ("languages", "time_zone"),
    "colour": ("colour",),
    "phases": ("phases",),
    "map": ("tiles", "attribution"),
    **{text: (text,) for text in TEXTS},
}
"""What one form sets at once."""
TOWN_PAGE = "/admin/town"


class TownForm(CommandForm):
    """A part of the settings; fields of other parts are left as they are.

    Boxes are named `speaks_` and a language with `_` for `-`, phases `phase_` and their code.
    """

    part = ChoiceField(tuple(PARTS))
    name = PlainField(1000)
    motto = PlainField(1000)
    time_zone = PlainField(100)
    usual = PlainField(20)
    colour = PlainField(20)
    tiles = PlainField(2 * LONGEST_ADDRESS)
    attribution = PlainField(1000)
    imprint = PlainField(2 * LONGEST_TEXT)
    privacy = PlainField(2 * LONGEST_TEXT)
    accessibility = PlainField(2 * LONGEST_TEXT)
    opening_hours = PlainField(2 * LONGEST_TEXT)


for _language in LANGUAGES:
    setattr(TownForm, f"speaks_{_language.replace('-', '_')}", PlainField(10))
for _phase in PHASES:
    setattr(TownForm, f"phase_{_phase}", PlainField(10 * LONGEST_PHASE))


class ArmsForm(CommandForm):
    picture = PictureField()


@command("admin", TownForm, sets_state=True, online=True)
def set_town(resident: Resident, form: TownForm, id: UUID) -> str:
    """Give a part of the town's settings other values, all or none."""
    part = form.part.data
    find(Town, 1, "part", lock=True).change(**{name: _value(form, name) for name in PARTS[part]})
    return f"{TOWN_PAGE}#{part}"


@command("admin", ArmsForm, sets_state=True, online=True)
def set_arms(resident: Resident, form: ArmsForm, id: UUID) -> str:
    """Hang up a coat of arms."""
    find(Town, 1, "picture", lock=True).hang_up_arms(form.picture.data)
    return f"{TOWN_PAGE}#arms"


@command("admin", CommandForm, sets_state=True, online=True)
def take_down_arms(resident: Resident, form: CommandForm, id: UUID) -> str:
    """Show the drawn ones again."""
    find(Town, 1, "picture", lock=True).take_down_arms()
    return f"{TOWN_PAGE}#arms"


def _value(form: TownForm, setting: str) -> Any:
    if setting == "languages":
        return _languages(form)
    if setting == "phases":
        return {phase: form[f"phase_{phase}"].data for phase in PHASES}
    return form[setting].data


def _languages(form: TownForm) -> list[str]:
    """The usual one first."""
    spoken = [name for name in LANGUAGES if form[f"speaks_{name.replace('-', '_')}"].data]
    return [form.usual.data, *spoken]
