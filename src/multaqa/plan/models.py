from multaqa.plan.measures.models import Measure, MeasureMove, MeasureOrigin
from multaqa.plan.strategy.models import Axis, Objective, Strategy, StrategyMove

__all__ = ["Axis", "Measure", "MeasureMove", "MeasureOrigin", "Objective", "Strategy", "StrategyMove"]
