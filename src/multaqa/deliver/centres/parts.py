"""Centres, as other pages show them."""

from typing import Any

from django.template.loader import render_to_string

from multaqa.deliver.centres.queries import centres_built_by, centres_in
from multaqa.deliver.projects.models import Project
from multaqa.deliver.projects.parts import list_of
from multaqa.ground.territory.models import Territory

MOST = 12
"""How many centres a territory's page lists; the list of centres has the others."""


def centres_of_territory(context: Any, territory: Territory) -> str:
    centres = list(centres_in(territory)[: MOST + 1])
    shown = {"centres": centres[:MOST], "more": len(centres) > MOST and list_of("deliver:centres", territory)}
    return render_to_string("deliver/centres/of_territory.html", shown) if centres else ""


def centres_of_project(context: Any, project: Project) -> str:
    centres = centres_built_by(project).prefetch_related("services")
    return render_to_string("deliver/centres/items.html", {"centres": centres}) if centres else ""
