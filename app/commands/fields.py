"""Field types of commands. Messages are codes, which `templates/messages.html` puts into words."""

import re
from base64 import b64decode
from datetime import datetime
from typing import Any
from uuid import UUID

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import Length, StopValidation, ValidationError

from ..db import from_iso
from ..models import ROLES, Point

LANGUAGE = re.compile("[a-z]{2,3}")
"""A primary language subtag of BCP 47."""


def _clean(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()


def required(_form: Any, field: Field) -> None:
    """Refuses nothing but white space."""
    if not field.data:
        raise StopValidation("required")


class TextField(TextAreaField):
    """Text of at most `longest` characters, line ends as \\n; required unless `optional`."""

    def __init__(self, longest: int, *, optional: bool = False, **options: Any) -> None:
        length = Length(max=longest, message="too_long")
        super().__init__(
            filters=[_clean],
            validators=[length] if optional else [required, length],
            render_kw={"maxlength": longest, "required": not optional},
            **options,
        )


class IdField(StringField):
    """A required UUID; `data` is a `uuid.UUID`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[required], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = UUID(valuelist[0]) if valuelist and len(valuelist[0]) == 36 else None
        except ValueError:
            self.data = None
        if valuelist and valuelist[0] and self.data is None:
            raise ValidationError("not_an_id")


class CountField(StringField):
    """A required whole number from 0 to 999,999,999; `data` is an int."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[self._present], **options)

    @staticmethod
    def _present(_form: Any, field: Field) -> None:
        if field.data is None:
            raise StopValidation("required")

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        valid = text.isascii() and text.isdigit() and len(text) <= 9
        self.data = int(text) if valid else None
        if text and self.data is None:
            raise ValidationError("not_a_number")


class LineField(StringField):
    """One line of at most `longest` characters, required unless `optional`."""

    def __init__(self, longest: int, *, optional: bool = False, **options: Any) -> None:
        checks = [Length(max=longest, message="too_long"), one_line]
        super().__init__(
            filters=[_clean],
            validators=checks if optional else [required, *checks],
            render_kw={"maxlength": longest, "required": not optional},
            **options,
        )


def one_line(_form: Any, field: Field) -> None:
    """Refuses line breaks."""
    if "\n" in field.data or "\r" in field.data:
        raise ValidationError("one_line")


class ChoiceField(StringField):
    """One of a few words."""

    def __init__(self, choices: tuple[str, ...], **options: Any) -> None:
        super().__init__(validators=[required, self._is_known], **options)
        self._choices = choices

    def _is_known(self, _form: Any, field: Field) -> None:
        if field.data not in self._choices:
            raise ValidationError("not_a_choice")


class PlaceField(StringField):
    """Where something belongs: a UUID, or `town` for the whole town; `data` is None then."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.given = False

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        self.given = bool(text)
        self.data = None
        if text and text != "town":
            try:
                self.data = UUID(text) if len(text) == 36 else None
            except ValueError:
                self.data = None
            if self.data is None:
                raise ValidationError("not_an_id")

    def pre_validate(self, _form: Any) -> None:
        if not self.given:
            raise StopValidation("required")


class PointField(StringField):
    """A place on the map or none; `data` as `Point` writes it, `given`: the form names it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.given = False

    def process_formdata(self, valuelist: list[str]) -> None:
        self.given = bool(valuelist)
        text = _clean(valuelist[0]) if valuelist else ""
        self.data = ""
        if text:
            try:
                self.data = str(Point.parse(text))
            except ValueError:
                raise ValidationError("not_a_point") from None


class TopicField(StringField):
    """A topic's id or none; `given` as above."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[Length(max=40, message="not_found")], **options)
        self.given = False

    def process_formdata(self, valuelist: list[str]) -> None:
        self.given = bool(valuelist)
        self.data = _clean(valuelist[0]) if valuelist else ""


class LanguageField(StringField):
    """The language that a text is written in, `de`, or none; `given` as above."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.given = False

    def process_formdata(self, valuelist: list[str]) -> None:
        self.given = bool(valuelist)
        self.data = _clean(valuelist[0]) if valuelist else ""
        if self.data and not LANGUAGE.fullmatch(self.data):
            raise ValidationError("not_a_language")


class LocalTimeField(StringField):
    """A time on the town's clock as browsers send it, `2026-03-14T13:05`; kept as this text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[required, self._is_time], **options)

    @staticmethod
    def _is_time(_form: Any, field: Field) -> None:
        try:
            time = datetime.strptime(field.data, "%Y-%m-%dT%H:%M")
        except ValueError:
            raise ValidationError("not_a_time") from None
        if time.strftime("%Y-%m-%dT%H:%M") != field.data or not 2000 <= time.year < 2100:
            raise ValidationError("not_a_time")


class MomentField(StringField):
    """A time as documents show it, `2026-03-14T13:05:00.000Z`, or none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        try:
            self.data = from_iso(text) if text else None
        except ValueError:
            raise ValidationError("not_a_time") from None


class PlainField(StringField):
    """Text as it comes, at most `longest` characters; the model says what it may be."""

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(
            filters=[_clean],
            validators=[Length(max=longest, message="too_long")],
            default="",
            **options,
        )


class RoleField(StringField):
    """A role, a facilitator's with its neighbourhood: `facilitator:0192…`; `data` is the pair."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[required], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        role, _, place = (valuelist[0] if valuelist else "").partition(":")
        self.data = None
        if not role:
            return
        if role not in ROLES or (role == "facilitator") != bool(place):
            raise ValidationError("not_a_choice")
        try:
            self.data = (role, UUID(place) if place else None)
        except ValueError:
            raise ValidationError("not_a_choice") from None


class PictureField(StringField):
    """A file, which comes as base64; `data` is its bytes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[required], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = b64decode(valuelist[0] if valuelist else "", validate=True)
        except ValueError:
            raise ValidationError("not_a_picture") from None
