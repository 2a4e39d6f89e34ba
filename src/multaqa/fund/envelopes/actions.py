from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from multaqa.fund.envelopes.models import Envelope, EnvelopeMove
from multaqa.fund.envelopes.rules import NEXT_STATES, can_manage_envelope
from multaqa.fund.errors import FundError
from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import keep_under_its_code
from multaqa.listen.meetings.models import Announcement
from multaqa.ui.directions import own_name
from multaqa.ui.formats import listed


@transaction.atomic
def register_envelope(
    *,
    by: Doer,
    code: str,
    title: Words,
    territory: Territory,
    amount: Decimal,
    currency: str = "MAD",
    fiscal_year: int | None = None,
    purpose: Words | None = None,
    announcement: Announcement | None = None,
) -> Envelope:
    """Write down an amount that was spoken of. It begins as proposed, and counts as nothing else."""
    envelope = Envelope(
        code=code,
        title=title,
        territory=territory,
        amount=amount,
        currency=currency,
        fiscal_year=fiscal_year,
        purpose=purpose or Words(),
        announcement=announcement,
    )
    require(can_manage_envelope(by, envelope))
    kept = keep_under_its_code(envelope)
    if kept is not envelope:
        return kept
    EnvelopeMove.objects.create(envelope=envelope, to_state=envelope.state, by=acting_person(by))
    record(by, "registered", envelope, amount=amount, currency=currency)
    return envelope


@transaction.atomic
def move_envelope(*, by: Doer, envelope: Envelope, state: str, reason: Words) -> Envelope:
    """Take an envelope one step on, with the written reason that makes it so."""
    require(can_manage_envelope(by, envelope))
    envelope = Envelope.objects.select_for_update(no_key=True).select_related("territory").get(pk=envelope.pk)
    if state not in NEXT_STATES[envelope.state]:
        raise FundError(
            _("An envelope that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": envelope.get_state_display(), "wanted": Envelope.State(state).label}
        )
    if missing := [own_name(tag) for tag in ("ar", "fr") if not reason.get(tag)]:
        raise FundError(
            _("The reason is missing in: %(languages)s. Write it in Arabic and in French.")
            % {"languages": listed(missing)}
        )
    EnvelopeMove.objects.create(
        envelope=envelope, from_state=envelope.state, to_state=state, by=acting_person(by), reason=reason
    )
    envelope.state = state
    envelope.save()
    record(by, f"envelope_{state}", envelope, state=state, reason=reason)
    return envelope
