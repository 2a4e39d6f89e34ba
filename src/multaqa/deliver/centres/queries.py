from multaqa.deliver.centres.models import Centre, CentreQuerySet, shows_shelters
from multaqa.deliver.projects.models import Project
from multaqa.deliver.projects.queries import visible_projects
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import inside_any
from multaqa.ground.vocabulary.models import Service, TargetGroup


def visible_centres(person: Person | None) -> CentreQuerySet:
    """The one door: what serves an idea is seen where one manages centres, everything else by everybody."""
    centres = Centre.objects.select_related("territory", "operator", "source", "project__territory")
    return centres.public() | centres.filter(inside_any(rights_of(person).paths("centre.manage")))


def managed_centres(person: Person | None) -> CentreQuerySet:
    """What a person works on: the centres of the territories in which they manage them."""
    mine = inside_any(rights_of(person).paths("centre.manage"))
    return Centre.objects.select_related("territory", "operator", "project__territory").filter(mine)


def centres_offering(
    centres: CentreQuerySet,
    *,
    kind: str = "",
    service: Service | None = None,
    territory: Territory | None = None,
    target_group: TargetGroup | None = None,
) -> CentreQuerySet:
    """Those of a kind, with a service, in a territory, for a group: whatever is asked, all of it at once."""
    asked = {"kind": kind, "services": service, "target_groups": target_group}
    centres = centres.filter(**{field: value for field, value in asked.items() if value})
    return centres.placed_in(territory) if territory else centres


def centres_in(territory: Territory) -> CentreQuerySet:
    """The public centres of a territory, in full: two queries."""
    return visible_centres(None).placed_in(territory).prefetch_related("services")


def centres_built_by(project: Project) -> CentreQuerySet:
    """What a project built, as its page may show it: a project of one commune says nothing of a shelter."""
    centres = visible_centres(None).filter(project=project)
    return centres if shows_shelters(project.territory) else centres.exclude(kind=Centre.Kind.SHELTER)


def project_behind(centre: Centre, person: Person | None) -> Project | None:
    """What built it, where the reader may know: a project of one commune would say where a shelter is."""
    project = centre.project
    if project is None or (centre.is_shelter and not shows_shelters(project.territory)):
        return None
    return visible_projects(person).filter(pk=project.pk).first()
