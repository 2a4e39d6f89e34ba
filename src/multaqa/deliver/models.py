from multaqa.deliver.centres.models import Centre, CentreMove
from multaqa.deliver.projects.models import Project, ProjectMove
from multaqa.deliver.visits.models import Recommendation, RecommendationMove, Stop, Visit

__all__ = [
    "Centre", "CentreMove", "Project", "ProjectMove", "Recommendation", "RecommendationMove", "Stop", "Visit",
]  # fmt: skip
