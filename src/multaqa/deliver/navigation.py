"""What delivery adds to the header, to the workspaces, and to pages of earlier stages."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from multaqa.deliver.centres.parts import centres_of_project, centres_of_territory
from multaqa.deliver.projects.parts import projects_of_agreement, projects_of_measure, projects_of_territory
from multaqa.deliver.visits.parts import last_visit_of_centre, visits_of_territory
from multaqa.ground.people.rules import person_of, rights_of
from multaqa.ui.navigation import add_staff_entry, add_station
from multaqa.ui.slots import fill_slot


def add() -> None:
    add_station(40, _("Done"), "deliver:centres", covers=("deliver",))
    fill_slot("territory.delivered", "deliver.centres", centres_of_territory)
    fill_slot("territory.delivered", "deliver.projects", projects_of_territory)
    fill_slot("territory.agenda", "deliver.visits", visits_of_territory)
    fill_slot("measure.became", "deliver.projects", projects_of_measure)
    fill_slot("agreement.built", "deliver.projects", projects_of_agreement)
    fill_slot("project.centres", "deliver.centres", centres_of_project)
    fill_slot("centre.seen", "deliver.visits", last_visit_of_centre)
    _add_workspace(70, _("Projects"), "project", "project.manage")
    _add_workspace(71, _("Centres"), "centre", "centre.manage")
    _add_workspace(72, _("Visits"), "visit", "visit.record")
    _add_workspace(73, _("Recommendations"), "recommendation", "recommendation.follow")


def _add_workspace(place: int, label: Any, noun: str, verb: str) -> None:
    covers = (f"deliver:desk-{noun}",)
    add_staff_entry(place, label, f"deliver:desk-{noun}s", covers=covers, visible=partial(_holds, verb))


def _holds(verb: str, user: Any) -> bool:
    return rights_of(person_of(user)).hold_anywhere(verb)
