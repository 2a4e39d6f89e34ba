"""Delivery's sheets of a round's folder, in the order in which they load."""

from multaqa.deliver.centres.sheets import CENTRES
from multaqa.deliver.projects.sheets import PROJECTS
from multaqa.deliver.visits.sheets import RECOMMENDATIONS, STOPS, VISITS
from multaqa.ground.sheets.sheets import register_sheet


def register() -> None:
    register_sheet(PROJECTS, order=270)
    register_sheet(CENTRES, order=280)
    register_sheet(VISITS, order=290)
    register_sheet(STOPS, order=300)
    register_sheet(RECOMMENDATIONS, order=310)
