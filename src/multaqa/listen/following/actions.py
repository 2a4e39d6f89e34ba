"""What somebody may do with what they sent, by the code they were given."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import record
from multaqa.listen.contributions.actions import CONTRIBUTOR
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.errors import ListenError
from multaqa.listen.following.queries import whole_chain
from multaqa.listen.statements.actions import locked_statements_of, write_move
from multaqa.listen.statements.models import Statement


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution) -> Contribution:
    """Its author takes it back: nothing of it stays public, and that it was there stays counted."""
    known = [one.pk for one in whole_chain(contribution)]
    chain = list(Contribution.objects.select_for_update(no_key=True).filter(pk__in=known))
    standing = [one for one in locked_statements_of(chain) if one.state != Statement.State.WITHDRAWN]
    for one in chain:
        if one.erased_at:
            raise ListenError(_("This contribution was erased already: nothing of it is kept to be withdrawn."))
        if one.withdrawn_at is None:
            one.withdrawn_at = timezone.now()
            one.save(update_fields=["withdrawn_at"])
            record(CONTRIBUTOR, "withdrawn", one)
    for statement in standing:
        write_move(CONTRIBUTOR, statement, Statement.State.WITHDRAWN)
    contribution.refresh_from_db()
    return contribution
