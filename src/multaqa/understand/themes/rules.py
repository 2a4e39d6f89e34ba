from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, can, rights_of
from multaqa.ground.territory.models import Territory
from multaqa.listen.statements.models import Statement
from multaqa.understand.themes.models import Theme

# Whose roles let them read a theme before the public does.
READERS = ("theme.draft", "theme.publish")
CITABLE = (Statement.State.CONFIRMED, Statement.State.PUBLISHED)


def can_draft_theme(doer: Doer | None, territory: Territory) -> bool:
    return can(doer, "theme.draft", territory)


def can_publish_theme(doer: Doer | None, theme: Theme) -> bool:
    return can(doer, "theme.publish", theme.territory)


def can_edit_theme(doer: Doer | None, theme: Theme) -> bool:
    """Once the public reads it, only who may publish changes it."""
    return can_publish_theme(doer, theme) if theme.state in Theme.PUBLIC else can_draft_theme(doer, theme.territory)


def has_drafted(doer: Doer | None, theme: Theme) -> bool:
    """Whether this person's hand is in the draft: somebody else reads it before it is published."""
    return isinstance(doer, Person) and theme.moves.filter(by=doer, to_state=Theme.State.DRAFT).exists()


def can_work_on_themes(doer: Doer | None) -> bool:
    return any(rights_of(doer).hold_anywhere(verb) for verb in READERS)
