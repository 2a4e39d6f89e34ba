from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.deliver.errors import DeliverError, require_both_languages
from multaqa.deliver.projects.models import ProgressReport, Project, ProjectMove
from multaqa.deliver.projects.rules import NEEDS_REASON, NEXT_STATES, can_manage_project, reports_progress
from multaqa.fund.agreements.models import Agreement
from multaqa.ground.actors.models import Organisation
from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import keep_under_its_code
from multaqa.plan.measures.models import Measure
from multaqa.ui.formats import day


@transaction.atomic
def propose_project(
    *,
    by: Doer,
    code: str,
    title: Words,
    territory: Territory,
    measure: Measure | None = None,
    agreement: Agreement | None = None,
    owner: Organisation | None = None,
    starts_on: date | None = None,
    forecast_on: date | None = None,
) -> Project:
    """Begin a project as an idea; nobody outside its territory's staff sees it before it is approved."""
    project = Project(
        code=code,
        title=title,
        territory=territory,
        measure=measure,
        agreement=agreement,
        owner=owner,
        starts_on=starts_on,
        forecast_on=forecast_on,
    )
    require(can_manage_project(by, project))
    _require_same_purpose(measure, agreement)
    _require_order(starts_on, forecast_on)
    kept = keep_under_its_code(project)
    if kept is not project:
        return kept
    ProjectMove.objects.create(project=project, to_state=project.state, by=acting_person(by))
    record(by, "proposed", project, title=title, territory=territory.code)
    return project


def _require_same_purpose(measure: Measure | None, agreement: Agreement | None) -> None:
    if measure and agreement and not agreement.measures.filter(pk=measure.pk).exists():
        raise DeliverError(
            _("The agreement %(ref)s does not serve the measure %(code)s. Choose one made for it, or leave one empty.")
            % {"ref": agreement.ref, "code": measure.code}
        )


def _require_order(starts_on: date | None, forecast_on: date | None) -> None:
    if starts_on and forecast_on and forecast_on < starts_on:
        raise DeliverError(
            _("The end forecast for %(end)s comes before the start on %(start)s. Correct one of the two days.")
            % {"end": day(forecast_on), "start": day(starts_on)}
        )


@transaction.atomic
def move_project(
    *, by: Doer, project: Project, state: str, on: date | None = None, reason: Words | None = None
) -> Project:
    """Take a project one step on. What starts or ends has its day, what stops has its reason in two languages."""
    require(can_manage_project(by, project))
    project = _locked(project)
    if state not in NEXT_STATES[project.state]:
        raise DeliverError(
            _("A project that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": project.get_state_display(), "wanted": Project.State(state).label}
        )
    if state in NEEDS_REASON:
        require_both_languages(
            reason, _("Write in Arabic and in French why the project stops: the public will read it.")
        )
    _set_day(project, state, on)
    ProjectMove.objects.create(
        project=project, from_state=project.state, to_state=state, by=acting_person(by), reason=reason or Words()
    )
    project.state = state
    project.save()
    record(by, f"project_{state}", project, state=state, on=on, reason=reason)
    return project


def _set_day(project: Project, state: str, on: date | None) -> None:
    if on and on > timezone.localdate():
        raise DeliverError(
            _("%(day)s has not come yet. Record the step on the day it happens, or give the day it did.")
            % {"day": day(on)}
        )
    if state == Project.State.RUNNING:
        project.starts_on = on or project.starts_on
    if state == Project.State.DELIVERED:
        _deliver(project, on)


def _deliver(project: Project, on: date | None) -> None:
    if not on:
        raise DeliverError(_("Give the day on which the project was delivered."))
    if project.starts_on and on < project.starts_on:
        raise DeliverError(
            _("A delivery on %(end)s comes before the start on %(start)s. Correct the day.")
            % {"end": day(on), "start": day(project.starts_on)}
        )
    project.delivered_on, project.progress_percent = on, 100


@transaction.atomic
def report_progress(
    *, by: Doer, project: Project, percent: int, forecast_on: date | None = None, note: Words | None = None
) -> ProgressReport:
    """Say how far a project is and when it is expected; earlier reports stay. Sent twice in a day, it counts once."""
    require(can_manage_project(by, project))
    project = _locked(project)
    _require_reportable(project, percent, forecast_on)
    today = timezone.localdate()
    said = {"reported_on": today, "percent": percent, "forecast_on": forecast_on, "note": note or Words()}
    last = project.reports.first()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    report = ProgressReport.objects.create(project=project, by=acting_person(by), **said)
    project.progress_percent, project.forecast_on = percent, forecast_on
    project.save()
    record(by, "reported_progress", project, percent=percent, forecast_on=forecast_on)
    return report


def _require_reportable(project: Project, percent: int, forecast_on: date | None) -> None:
    if not reports_progress(project):
        raise DeliverError(
            _("A project that is %(state)s makes no progress to report. Change its state first.")
            % {"state": project.get_state_display()}
        )
    if not 0 <= percent <= 100:
        raise DeliverError(_("%(percent)s is no share of a whole. Give a number from 0 to 100.") % {"percent": percent})
    if forecast_on and forecast_on < timezone.localdate():
        raise DeliverError(
            _("The forecast of %(day)s has passed already. Give the day on which the end is expected now.")
            % {"day": day(forecast_on)}
        )


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=project.pk)
