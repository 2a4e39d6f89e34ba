"""The ground's sheets of a round's folder, in the order in which they load."""

from multaqa.ground.actors.sheets import MANDATES, ORGANISATIONS
from multaqa.ground.sheets.sheets import register_sheet
from multaqa.ground.sources.sheets import SERVICES, SOURCES, TARGET_GROUPS
from multaqa.ground.territory.sheets import TERRITORIES


def register() -> None:
    register_sheet(TERRITORIES, order=5)
    register_sheet(TARGET_GROUPS, order=6)
    register_sheet(SERVICES, order=7)
    register_sheet(SOURCES, order=10)
    register_sheet(ORGANISATIONS, order=20)
    register_sheet(MANDATES, order=30)
