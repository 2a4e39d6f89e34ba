"""Understanding's sheets of a round's folder, in the order in which they load."""

from multaqa.ground.sheets.sheets import register_sheet
from multaqa.understand.themes.sheets import THEME_STATEMENTS, THEMES


def register() -> None:
    register_sheet(THEMES, order=150)
    register_sheet(THEME_STATEMENTS, order=160)
