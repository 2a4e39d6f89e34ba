"""Projects, as pages of earlier stages show them."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from multaqa.deliver.projects.queries import projects_in, visible_projects
from multaqa.fund.agreements.models import Agreement
from multaqa.ground.territory.models import Territory
from multaqa.plan.measures.models import Measure

MOST = 12
"""How many projects a territory's page lists; the list of projects has the others."""


def projects_of_territory(context: Any, territory: Territory) -> str:
    projects = list(projects_in(territory)[: MOST + 1])
    shown = {"projects": projects[:MOST], "more": len(projects) > MOST and list_of("deliver:projects", territory)}
    return render_to_string("deliver/projects/of_territory.html", shown) if projects else ""


def list_of(page: str, territory: Territory) -> str:
    """The address of a whole list, narrowed to a territory where the list knows its kind."""
    return f"{reverse(page)}?territory={territory.code}"


def projects_of_measure(context: Any, measure: Measure) -> str:
    projects = visible_projects(None).filter(measure=measure)
    return render_to_string("deliver/projects/items.html", {"projects": projects}) if projects else ""


def projects_of_agreement(context: Any, agreement: Agreement) -> str:
    projects = visible_projects(None).filter(agreement=agreement)
    return render_to_string("deliver/projects/of_agreement.html", {"projects": projects}) if projects else ""
