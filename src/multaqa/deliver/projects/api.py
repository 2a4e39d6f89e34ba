"""Projects as data. What a project comes from and leads to is a call of its own: the trace."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from multaqa.deliver.projects.models import Project, ProjectQuerySet
from multaqa.deliver.projects.queries import visible_projects
from multaqa.ground.people.rules import person_of
from multaqa.ground.territory.models import Territory
from multaqa.ui.asking import known_row, known_value

router = Router(tags=["projects"])


class ProjectData(Schema):
    code: str
    title: dict[str, str]
    state: str
    territory: str
    owner: str | None
    starts_on: date | None
    forecast_on: date | None
    delivered_on: date | None
    progress_percent: int | None
    is_late: bool
    illustrative: bool
    source: str | None

    @staticmethod
    def resolve_territory(project: Project) -> str:
        return project.territory.code

    @staticmethod
    def resolve_owner(project: Project) -> str | None:
        return project.owner.code if project.owner else None

    @staticmethod
    def resolve_source(project: Project) -> str | None:
        return project.source.outlet if project.source else None


@router.get("", response=list[ProjectData])
@paginate
def list_projects(request: HttpRequest, territory: str = "", state: str = "") -> ProjectQuerySet:
    """Those of a territory with all below it, those in a state; by code."""
    projects = visible_projects(person_of(request.user))
    if place := known_row("territory", territory, Territory.objects.all()):
        projects = projects.filter(territory__path__inside=place.path)
    return projects.filter(state=state) if known_value("state", state, Project.State.values) else projects


@router.get("/{code}", response=ProjectData)
def read_project(request: HttpRequest, code: str) -> Project:
    return get_object_or_404(visible_projects(person_of(request.user)), code=code)
