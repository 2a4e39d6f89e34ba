"""How a statement is shown: its words for this reader, and what other rooms' pages show of statements."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from multaqa.ground.territory.models import Territory
from multaqa.ground.translations.models import Translation
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.statements.figures import NEWEST
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import newest_statements, visible_statements

STATE_SHAPES: dict[str, str] = {
    Statement.State.CAPTURED: "proposed",
    Statement.State.CONFIRMED: "agreed",
    Statement.State.PUBLISHED: "done",
    Statement.State.WITHHELD: "refused",
    Statement.State.WITHDRAWN: "refused",
}


@dataclass(frozen=True)
class Reading:
    """A statement's words in another language, and how far they can be relied on."""

    text: str
    language: str
    shape: str
    word: str
    is_reliable: bool


def reading(statement: Statement, language: str) -> Reading | None:
    """The translation into the language; None where the words are in it already, or nobody translated them."""
    translation = statement.translation(language)
    if translation is None or statement.language == language:
        return None
    shape, word = _reliability(translation, statement.text)
    return Reading(translation.text, language, shape, word, shape == "done")


def _reliability(translation: Translation, original: str) -> tuple[str, str]:
    if translation.is_stale(original):
        return "late", _("translated from earlier words")
    if translation.status == Translation.Status.APPROVED:
        return "done", _("reviewed translation")
    if translation.method == Translation.Method.MACHINE:
        return "proposed", _("machine translation, not reviewed")
    return "proposed", _("translation not reviewed")


def statements_of_meeting(context: Any, meeting: Meeting) -> str:
    """In the order in which they were said."""
    said = visible_statements(None).for_reading().filter(contribution__meeting=meeting).order_by("ref")
    return _cards(context, list(said))


def statements_of_territory(context: Any, territory: Territory) -> str:
    """The last ones said in the territory, with the way to all of them."""
    latest = newest_statements(territory)
    return _cards(context, latest, territory=territory, more=len(latest) == NEWEST)


def _cards(context: Any, statements: list[Statement], **facts: Any) -> str:
    if not statements:
        return ""
    known = {"statements": statements, "language": context["language"], **facts}
    return render_to_string("listen/statements/cards.html", known)
