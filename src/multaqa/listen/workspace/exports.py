"""What a spreadsheet is told of each statement."""

from collections.abc import Callable

from multaqa.ground.sheets.downloads import Cells, cells
from multaqa.listen.statements.models import Statement


def _said_by(statement: Statement) -> str:
    contribution = statement.contribution
    return str(contribution.organisation or contribution.said_by_kind)


def _translation(language: str) -> Callable[[Statement], str]:
    return lambda statement: next((one.text for one in statement.translations.all() if one.language == language), "")


CELLS: Cells = {
    **cells("ref", "state", "kind", "language", "said_on", "territory.code"),
    "territory_name": lambda statement: statement.territory,
    "said_by": _said_by,
    **cells("contribution.channel", "text"),
    **{f"translation_{language}": _translation(language) for language in ("ar", "fr", "en")},
    **cells("published_at"),
}
