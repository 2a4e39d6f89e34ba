"""Projects as rows of a round's folder. What is there already is left to its editors."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.deliver.projects.models import Project, ProjectMove
from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.contributions.sheets import at_noon

State = Project.State


def projects_by_code() -> Mapping[str, Project]:
    return {project.code: project for project in Project.objects.select_related("territory")}


def _check(rows: Rows, _context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        if row["starts_on"] and row["delivered_on"] and row["delivered_on"] < row["starts_on"]:
            yield row.refusal("delivered_on", _("This day comes before the start."), _("Correct one of the two days."))
        if row["delivered_on"] and row["state"] in Project.AWAITED:
            yield row.refusal(
                "delivered_on",
                _("The project is not delivered yet, by its state."),
                _("Empty the day, or correct the state."),
            )


def _load(rows: Rows, context: LoadContext) -> None:
    known = context.objects("projects")
    facts = ("code", "title", "state", "starts_on", "forecast_on", "delivered_on", "progress_percent", "illustrative")
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            project = Project.objects.create(
                **{name: row[name] for name in facts},
                measure=context.find("measures", row["measure"]),
                agreement=context.find("agreements", row["agreement"]),
                territory=context.find("territories", row["territory"]),
                owner=context.find("organisations", row["owner"]),
                source=context.find("sources", row["source"]),
            )
            _note_step(project, State.RUNNING, project.starts_on if project.state not in _NOT_STARTED else None)
            _note_step(project, State.DELIVERED, project.delivered_on)
            record(context.by, "loaded", project, state=project.state)
        context.keep("projects", row.code, project)


_NOT_STARTED = (State.IDEA, State.APPROVED, State.FUNDED)


def _note_step(project: Project, state: str, on: date | None) -> None:
    """A step whose day is known; of the others no day is invented."""
    if on:
        ProjectMove.objects.create(project=project, to_state=state, at=at_noon(on))


PROJECTS = Sheet(
    "projects",
    gettext_lazy("Projects"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code for addresses.")),
        Column("title", "words", required=True, help=gettext_lazy("What is built or set up, and where.")),
        Column(
            "measure", "code", refers_to="measures", help=gettext_lazy("What it carries out, as strategy:version:code.")
        ),
        Column("agreement", "code", refers_to="agreements", help=gettext_lazy("Reference of what pays for it.")),
        Column("territory", "code", required=True, refers_to="territories", help=gettext_lazy("Where it stands.")),
        Column("owner", "code", refers_to="organisations", help=gettext_lazy("Who builds it.")),
        Column("state", "choice", required=True, choices=State.choices, help=gettext_lazy("Where it stands.")),
        Column("starts_on", "date", help=gettext_lazy("First day of the works; empty when not known.")),
        Column("forecast_on", "date", help=gettext_lazy("When its end is or was expected.")),
        Column("delivered_on", "date", help=gettext_lazy("When it was delivered.")),
        Column("progress_percent", "integer", at_least=0, at_most=100, help=gettext_lazy("How far it is.")),
        *PROVENANCE,
    ),
    load=_load,
    key=("code",),
    check=_check,
    existing=projects_by_code,
    model=Project,
)
