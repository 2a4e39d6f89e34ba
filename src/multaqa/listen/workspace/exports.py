"""Lists of statements for spreadsheets."""

from collections.abc import Iterable

from multaqa.ground.sheets.writing import write_csv
from multaqa.listen.statements.models import Statement

COLUMNS = ("ref", "state", "kind", "language", "said_on", "territory", "territory_name", "said_by", "channel",
           "text", "translation_ar", "translation_fr", "translation_en", "published_at")  # fmt: skip


def statements_csv(statements: Iterable[Statement]) -> bytes:
    """One row each; no cell runs as a formula."""
    return write_csv(COLUMNS, (_row(statement) for statement in statements))


def _row(statement: Statement) -> list[str]:
    contribution = statement.contribution
    translated = {one.language: one.text for one in statement.translations.all()}
    return [
        statement.ref,
        statement.state,
        statement.kind,
        statement.language,
        f"{statement.said_on:%Y-%m-%d}" if statement.said_on else "",
        statement.territory.code,
        str(statement.territory),
        str(contribution.organisation or contribution.said_by_kind),
        contribution.channel,
        statement.text,
        *(translated.get(tag, "") for tag in ("ar", "fr", "en")),
        statement.published_at.isoformat(timespec="minutes") if statement.published_at else "",
    ]
