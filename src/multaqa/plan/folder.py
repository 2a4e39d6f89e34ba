"""Planning's sheets of a round's folder, in the order in which they load."""

from multaqa.ground.sheets.sheets import register_sheet
from multaqa.plan.measures.sheets import MEASURE_ORIGINS, MEASURES
from multaqa.plan.strategy.sheets import AXES, OBJECTIVES, STRATEGIES


def register() -> None:
    register_sheet(STRATEGIES, order=170)
    register_sheet(AXES, order=180)
    register_sheet(OBJECTIVES, order=190)
    register_sheet(MEASURES, order=200)
    register_sheet(MEASURE_ORIGINS, order=210)
