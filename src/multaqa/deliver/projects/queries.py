from multaqa.deliver.projects.models import Project, ProjectQuerySet
from multaqa.fund.agreements.models import Agreement
from multaqa.fund.agreements.queries import visible_agreements
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import inside_any
from multaqa.plan.measures.models import Measure
from multaqa.plan.measures.queries import visible_measures


def visible_projects(person: Person | None) -> ProjectQuerySet:
    """The one door: an idea is seen where one manages projects, everything else by everybody."""
    projects = Project.objects.select_related("territory", "owner", "source")
    return projects.public() | projects.filter(inside_any(rights_of(person).paths("project.manage")))


def managed_projects(person: Person | None) -> ProjectQuerySet:
    """What a person works on: the projects of the territories in which they manage them."""
    mine = inside_any(rights_of(person).paths("project.manage"))
    return Project.objects.select_related("territory", "owner").filter(mine)


def late_projects(person: Person | None = None) -> ProjectQuerySet:
    """Those whose forecast has passed, the longest overdue first."""
    return visible_projects(person).late().order_by("forecast_on", "pk")


def projects_in(territory: Territory) -> ProjectQuerySet:
    """The public projects of a territory and of all below it."""
    return visible_projects(None).filter(territory__path__inside=territory.path)


def measure_behind(project: Project, person: Person | None) -> Measure | None:
    """The measure it carries out, where the reader may read it."""
    return visible_measures(person).filter(pk=project.measure_id).first() if project.measure_id else None


def agreement_behind(project: Project, person: Person | None) -> Agreement | None:
    """The agreement that pays for it: while that one is a draft, the public doesn't know of it."""
    return visible_agreements(person).filter(pk=project.agreement_id).first() if project.agreement_id else None
