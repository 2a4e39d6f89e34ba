from dataclasses import dataclass

from multaqa.listen.contributions.models import Contribution
from multaqa.listen.contributions.queries import followed_contributions
from multaqa.listen.statements.models import Statement, StatementQuerySet


@dataclass(frozen=True)
class Followed:
    """What the holder of a code sent, newest words first, and what was cut from it."""

    contributions: list[Contribution]
    statements: StatementQuerySet

    @property
    def latest(self) -> Contribution:
        return self.contributions[0]

    @property
    def may_change(self) -> bool:
        return not (self.latest.withdrawn_at or self.latest.erased_at or self.latest.set_aside_at)


def followed(code: str) -> Followed | None:
    """All that the code opens, or None where it opens nothing."""
    contributions = list(followed_contributions(code))
    if not contributions:
        return None
    return Followed(contributions, Statement.objects.filter(contribution__in=contributions).select_related("current"))


def whole_chain(contribution: Contribution) -> list[Contribution]:
    """The words and all their corrections, whichever of them is asked about."""
    if not contribution.follow_code_sha256:
        return [contribution]
    return list(Contribution.objects.filter(follow_code_sha256=contribution.follow_code_sha256))
