"""Planning's sheets of a round's folder, in the order in which they load."""

from multaqa.ground.sheets.sheets import register_sheet
from multaqa.plan.measures.sheets import MEASURE_ORIGINS, MEASURES
from multaqa.plan.strategy.sheets import AXES, OBJECTIVES, STRATEGIES


def register() -> None:
    register_sheet(STRATEGIES, order=300)
    register_sheet(AXES, order=310)
    register_sheet(OBJECTIVES, order=320)
    register_sheet(MEASURES, order=330)
    register_sheet(MEASURE_ORIGINS, order=340)
