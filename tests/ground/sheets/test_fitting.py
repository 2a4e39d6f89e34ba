"""What a table's own fields refuse is refused in the preview, alike on both databases."""

from typing import Any

import pytest

from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.fitting import field_of
from multaqa.ground.sheets.sheets import Sheet, preview, registered_sheets
from multaqa.listen.meetings.models import Announcement
from multaqa.listen.rounds.models import Round
from tests.ground.sheets.making import table

# Their rows go into several tables, or into one whose columns have other names.
WITHOUT_TABLE = {"statement_links", "theme_statements", "measure_origins"}


def refused(sheet: Sheet, **values: Any) -> list[tuple[str, str]]:
    return [(r.column, r.reason) for r in preview(sheet, table(list(values), list(values.values()))).refusals]


def sheet(*columns: Column, **options: Any) -> Sheet:
    return Sheet("things", "", columns, load=lambda rows, context: None, **options)


@pytest.mark.parametrize(
    ("column", "model", "value", "reason"),
    [
        (Column("code", "code"), Round, "r" * 51, "The text has 51 characters; at most 50 fit here."),
        (Column("code", "code"), Round, "r.2022", "This code stands in addresses: letters, digits, hyphens and"),
        (Column("answer_within_days", "integer"), Round, "40000", "A number from 0 to 32767 is needed here."),
        (Column("amount", "decimal"), Announcement, "0.555", "Ensure that there are no more than 2 decimal places."),
        (Column("amount", "decimal"), Announcement, "9" * 17, "Ensure that there are no more than 16 digits in total."),
        (Column("amount", "decimal"), Announcement, "-1", "Ensure this value is greater than or equal to 0."),
    ],
)
def test_a_value_that_its_field_cannot_keep_is_refused(column: Column, model: Any, value: str, reason: str) -> None:
    ((name, said),) = refused(sheet(column, model=model), **{column.name: value})
    assert name == column.name
    assert said.startswith(reason)


def test_a_value_that_fits_is_kept_and_an_empty_one_is_not_asked() -> None:
    columns = Column("code", "code"), Column("answer_within_days", "integer")
    assert refused(sheet(*columns, model=Round), code="regions-2022", answer_within_days="") == []


def test_an_end_before_its_beginning_is_refused_at_the_end() -> None:
    columns = Column("opens_on", "date"), Column("closes_on", "date")
    days = {"opens_on": "2022-12-31", "closes_on": "2022-01-01"}
    assert refused(sheet(*columns, spans=[("opens_on", "closes_on")]), **days) == [
        ("closes_on", "This day comes before that of “opens_on”.")
    ]


def test_every_sheet_of_a_folder_asks_the_table_its_rows_go_into() -> None:
    assert {sheet.name for sheet in registered_sheets() if sheet.model is None} == WITHOUT_TABLE
    for one in registered_sheets():
        for column in (column for column in one.columns if column.name in one.key and not column.refers_to):
            assert one.model is None or field_of(one.model, column.name) or column.name in IN_ANOTHER_TABLE


IN_ANOTHER_TABLE = {"strategy", "version", "year"}
