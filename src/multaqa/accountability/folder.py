"""Accountability's sheet of a round's folder: it loads last."""

from multaqa.accountability.answers.sheets import ANSWERS
from multaqa.ground.sheets.sheets import register_sheet


def register() -> None:
    register_sheet(ANSWERS, order=400)
