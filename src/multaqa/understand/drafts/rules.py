"""Who has themes drafted, and who works on the drafts."""

from multaqa.ground.people.rules import Doer, can, rights_of
from multaqa.ground.territory.models import Territory
from multaqa.understand.drafts.models import DraftingRun
from multaqa.understand.themes.rules import can_draft_theme

NEEDED = ("theme.draft", "statement.read_drafts")
"""Both: drafts are named by the words of statements that the public does not read yet."""


def can_have_drafted(doer: Doer | None, territory: Territory) -> bool:
    return can_draft_theme(doer, territory) and can(doer, "statement.read_drafts", territory)


def can_work_on(doer: Doer | None, run: DraftingRun) -> bool:
    return can_have_drafted(doer, run.territory)


def has_themes_drafted(doer: Doer | None) -> bool:
    return all(rights_of(doer).hold_anywhere(verb) for verb in NEEDED)
