"""Topics: what contributions can be about, and in which order."""

from uuid import UUID

from ..models import COLOURS, Resident, Topic
from .fields import ChoiceField, CountField, LineField, TopicField, required
from .registry import CommandForm, command

TOPICS = "/admin/town#topics"
LONGEST_NAME = 80


class AddTopicForm(CommandForm):
    name = LineField(LONGEST_NAME)
    colour = ChoiceField(COLOURS)


class TopicForm(CommandForm):
    topic = TopicField()

    def validate_topic(self, field: TopicField) -> None:
        required(self, field)


class ChangeTopicForm(TopicForm):
    name = LineField(LONGEST_NAME)
    colour = ChoiceField(COLOURS)


class MoveTopicForm(TopicForm):
    position = CountField()


@command("admin", AddTopicForm, online=True)
def add_topic(resident: Resident, form: AddTopicForm, id: UUID) -> str:
    """One more topic, behind the others."""
    Topic.found(form.name.data, form.colour.data)
    return TOPICS


@command("admin", ChangeTopicForm, sets_state=True, online=True)
def change_topic(resident: Resident, form: ChangeTopicForm, id: UUID) -> str:
    """Another name or colour; its id stays."""
    Topic.named(form.topic.data, "topic").change(form.name.data, form.colour.data)
    return TOPICS


@command("admin", MoveTopicForm, sets_state=True, online=True)
def move_topic(resident: Resident, form: MoveTopicForm, id: UUID) -> str:
    """To this place in the order, counted from 1."""
    Topic.named(form.topic.data, "topic").move(form.position.data)
    return TOPICS


@command("admin", TopicForm, sets_state=True, online=True)
def remove_topic(resident: Resident, form: TopicForm, id: UUID) -> str:
    """Give a topic up; contributions stand without it."""
    Topic.named(form.topic.data, "topic").remove()
    return TOPICS
