from multaqa.deliver.projects.models import Project
from multaqa.ground.people.rules import Doer, can

State = Project.State

# From each state, where a project may go next.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    State.IDEA: (State.APPROVED, State.CANCELLED),
    State.APPROVED: (State.FUNDED, State.CANCELLED),
    State.FUNDED: (State.RUNNING, State.CANCELLED),
    State.RUNNING: (State.DELIVERED, State.SUSPENDED, State.CANCELLED),
    State.SUSPENDED: (State.RUNNING, State.CANCELLED),
    State.DELIVERED: (State.IN_SERVICE,),
    State.IN_SERVICE: (State.CLOSED,),
    State.CLOSED: (),
    State.CANCELLED: (),
}
NEEDS_REASON = (State.SUSPENDED, State.CANCELLED)


def can_manage_project(doer: Doer | None, project: Project) -> bool:
    return can(doer, "project.manage", project.territory)


def reports_progress(project: Project) -> bool:
    """Only what is being built moves."""
    return project.state in (State.RUNNING, State.SUSPENDED)
