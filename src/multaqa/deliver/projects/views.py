from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.deliver.projects.actions import move_project, propose_project, report_progress
from multaqa.deliver.projects.forms import DeskFilters, MoveProjectForm, ProgressForm, ProjectFilters, ProposeForm
from multaqa.deliver.projects.models import Project
from multaqa.deliver.projects.queries import agreement_behind, managed_projects, measure_behind, visible_projects
from multaqa.deliver.projects.rules import NEXT_STATES, reports_progress
from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page
from multaqa.ui.tables import listing

COLUMNS = {
    "code": "code",
    "place": "territory__path",
    "forecast": "forecast_on",
    "progress": "progress_percent",
    "state": "state",
}
CELLS = cells("code", "state", "territory.code", "owner.code", "starts_on", "forecast_on", "delivered_on",
              "progress_percent", words="title")  # fmt: skip


def project_list(request: HttpRequest) -> HttpResponse:
    filters = ProjectFilters(request)
    projects = filters.narrow(visible_projects(person_of(request.user)))
    rows = listing(request, projects, columns=COLUMNS, default="place")
    return page(request, "deliver/projects/list.html", projects=rows, filters=filters)


def project_page(request: HttpRequest, code: str) -> HttpResponse:
    person = person_of(request.user)
    project = get_object_or_404(visible_projects(person), code=code)
    return page(
        request,
        "deliver/projects/project.html",
        project=project,
        measure=measure_behind(project, person),
        agreement=agreement_behind(project, person),
        moves=project.moves.all(),
        reports=project.reports.all(),
    )


def desk_projects(request: HttpRequest, form: ProposeForm | None = None, status: int = 200) -> HttpResponseBase:
    person = person_at_desk(request)
    filters = DeskFilters(request, states=Project.State.choices, reach=reach_of(person, "project.manage"))
    rows = listing(request, filters.narrow(managed_projects(person)), columns=COLUMNS, default="forecast")
    return downloaded(request, rows, "projects", CELLS) or page(
        request,
        "deliver/projects/desk_list.html",
        status=status,
        projects=rows,
        filters=filters,
        late=managed_projects(person).late().count(),
        form=form or ProposeForm(person=person),
    )


@require_POST
def propose(request: HttpRequest) -> HttpResponseBase:
    form = ProposeForm(request.POST, person=person_of(request.user))
    if project := attempt(form, propose_project, by=person_at_desk(request)):
        return done(request, _("The idea is kept. The public reads it once it is approved."), desk_address(project))
    return desk_projects(request, form, status=422)


def desk_project(request: HttpRequest, code: str, status: int = 200, **refused: Any) -> HttpResponse:
    """One project with the forms of all that is done to it; a refused form comes back in its place."""
    project = _mine(request, code)
    forms = {
        "move": MoveProjectForm(project=project),
        "progress": ProgressForm(initial={"percent": project.progress_percent, "forecast_on": project.forecast_on}),
        **refused,
    }
    return page(
        request,
        "deliver/projects/desk.html",
        status=status,
        project=project,
        forms=forms,
        moves_on=bool(NEXT_STATES[project.state]),
        reports_progress=reports_progress(project),
        moves=project.moves.all(),
        reports=project.reports.all(),
    )


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    project = _mine(request, code)
    form = MoveProjectForm(request.POST, project=project)
    if attempt(form, move_project, by=person_at_desk(request), project=project):
        return done(request, _("The project's state is changed."), desk_address(project))
    return desk_project(request, code, status=422, move=form)


@require_POST
def progress(request: HttpRequest, code: str) -> HttpResponse:
    project, form = _mine(request, code), ProgressForm(request.POST)
    if attempt(form, report_progress, by=person_at_desk(request), project=project):
        return done(request, _("The progress is reported."), desk_address(project))
    return desk_project(request, code, status=422, progress=form)


def _mine(request: HttpRequest, code: str) -> Project:
    return get_object_or_404(managed_projects(person_of(request.user)), code=code)


def desk_address(project: Project) -> str:
    return reverse("deliver:desk-project", args=[project.code])
