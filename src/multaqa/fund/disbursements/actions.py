from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.disbursements.models import Disbursement, DisbursementMove
from multaqa.fund.disbursements.queries import left_to_pay
from multaqa.fund.disbursements.rules import NEEDS_REASON, NEXT_STATES, can_record_payment
from multaqa.fund.errors import FundError, require_has_come
from multaqa.ground.actors.models import Organisation
from multaqa.ground.journal.actions import record
from multaqa.ground.money.money import Money
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import keep_under_free_code
from multaqa.ui.formats import money as written_money

SAME_DEED = timedelta(minutes=5)


@transaction.atomic
def request_payment(
    *, by: Doer, commitment: Commitment, amount: Decimal, payee: Organisation | None = None
) -> Disbursement:
    """Ask for part of what a party promised; refused above what is left, also when many ask at once.

    Sent twice within a few minutes, it counts once.
    """
    commitment = _locked(commitment)
    require(can_record_payment(by, commitment.agreement))
    if sent := _just_requested(by, commitment, amount, payee):
        return sent
    _check_payable(commitment, amount)
    payment = Disbursement(
        commitment=commitment,
        amount=amount,
        currency=commitment.currency,
        fiscal_year=commitment.fiscal_year,
        payee=payee,
    )
    next_number = count(commitment.disbursements.count() + 1)
    keep_under_free_code(payment, (f"{commitment.code}-p{n}" for n in next_number))
    DisbursementMove.objects.create(disbursement=payment, to_state=payment.state, by=acting_person(by))
    record(by, "requested_payment", payment, amount=amount, currency=commitment.currency)
    return payment


def _just_requested(
    by: Doer, commitment: Commitment, amount: Decimal, payee: Organisation | None
) -> Disbursement | None:
    same = commitment.disbursements.filter(state=Disbursement.State.REQUESTED, amount=amount, payee=payee)
    return same.filter(moves__by=acting_person(by), moves__at__gte=timezone.now() - SAME_DEED).first()


def _check_payable(commitment: Commitment, amount: Decimal) -> None:
    if commitment.is_in_kind:
        raise FundError(_("This promise is in kind, so nothing is paid on it. Choose a promise of money."))
    if not commitment.agreement.is_binding:
        raise FundError(
            _("The agreement %(ref)s is not signed, so nothing can be paid on it yet.")
            % {"ref": commitment.agreement.ref}
        )
    left = left_to_pay(commitment)
    if amount > left:
        raise FundError(
            _(
                "%(asked)s is more than the %(left)s that are left of this promise. "
                "Lower the amount, or amend the agreement."
            )
            % {
                "asked": written_money(Money(amount, commitment.currency)),
                "left": written_money(Money(left, commitment.currency)),
            }
        )


@transaction.atomic
def move_payment(
    *, by: Doer, payment: Disbursement, state: str, value_on: date | None = None, reason: Words | None = None
) -> Disbursement:
    """Certify, order, pay, receive, reject or reverse; what is paid has a day, what is undone a reason."""
    payment = Disbursement.objects.select_for_update(of=("self",), no_key=True).get(pk=payment.pk)
    require(can_record_payment(by, payment.commitment.agreement))
    if state not in NEXT_STATES[payment.state]:
        raise FundError(
            _("A payment that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": payment.get_state_display(), "wanted": Disbursement.State(state).label}
        )
    if state == Disbursement.State.PAID and not value_on:
        raise FundError(_("Give the day on which the money left the payer's account."))
    require_has_come(value_on)
    if state in NEEDS_REASON and not reason:
        raise FundError(_("Write why the payment is rejected or reversed."))
    DisbursementMove.objects.create(
        disbursement=payment, from_state=payment.state, to_state=state, by=acting_person(by), reason=reason or Words()
    )
    payment.state, payment.value_on = state, value_on or payment.value_on
    payment.save()
    record(by, f"payment_{state}", payment, state=state, value_on=value_on)
    return payment


def _locked(commitment: Commitment) -> Commitment:
    """With its agreement: nothing is asked for on one that somebody is terminating."""
    Agreement.objects.select_for_update(of=("self",), no_key=True).get(pk=commitment.agreement_id)
    return (
        Commitment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agreement__territory")
        .get(pk=commitment.pk)
    )
