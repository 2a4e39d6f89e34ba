"""What understanding adds to the workspaces and to pages of earlier stages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.rules import person_of
from multaqa.listen.statements.queries import add_filter
from multaqa.ui.navigation import add_staff_entry
from multaqa.ui.slots import fill_slot
from multaqa.understand.themes.parts import (
    statements_of_theme,
    themes_of_statement,
    themes_of_territory,
    themes_to_choose,
)
from multaqa.understand.themes.rules import can_work_on_themes


def add() -> None:
    fill_slot("statement.themes", "understand.themes", themes_of_statement)
    fill_slot("territory.said", "understand.themes", themes_of_territory)
    add_filter("theme", _("Theme"), statements_of_theme, themes_to_choose)
    add_staff_entry(40, _("Themes"), "understand:desk", covers=("understand:desk-theme",), visible=_works_on_themes)


def _works_on_themes(user: Any) -> bool:
    return can_work_on_themes(person_of(user))
