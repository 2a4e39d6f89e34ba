from multaqa.deliver.centres.models import Centre, CentreMove
from multaqa.deliver.projects.models import ProgressReport, Project, ProjectMove
from multaqa.deliver.visits.models import Recommendation, RecommendationMove, Stop, Visit, VisitMove

__all__ = [
    "Centre", "CentreMove", "ProgressReport", "Project", "ProjectMove", "Recommendation", "RecommendationMove", "Stop",
    "Visit", "VisitMove",
]  # fmt: skip
