from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.fund.agreements.models import Agreement
from multaqa.fund.agreements.queries import drafted_agreements, visible_agreements
from multaqa.fund.disbursements.actions import move_payment, request_payment
from multaqa.fund.disbursements.forms import PaymentForm, PaymentMoveForm
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.disbursements.parts import columns_by_currency
from multaqa.fund.disbursements.queries import money_of_everything, still_only_announced
from multaqa.fund.disbursements.rules import can_record_payment
from multaqa.fund.envelopes.queries import visible_envelopes
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.listen.meetings.models import Announcement
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page


def money_page(request: HttpRequest) -> HttpResponse:
    """All the money of the register, by state, and every record each figure is made of."""
    return page(
        request,
        "fund/money/money.html",
        currencies=columns_by_currency(money_of_everything()),
        envelopes=visible_envelopes(person_of(request.user)),
        announcements=still_only_announced(Announcement.objects.select_related("meeting", "source")),
        agreements=visible_agreements(None),
        payments=Disbursement.objects.filter(commitment__agreement__in=visible_agreements(None)).select_related(
            "commitment__agreement", "commitment__party__organisation", "payee"
        ),
    )


def desk_payments(request: HttpRequest, ref: str, status: int = 200, **refused: Any) -> HttpResponse:
    agreement = _mine(request, ref)
    payments = Disbursement.objects.filter(commitment__agreement=agreement).select_related(
        "commitment__party__organisation", "payee"
    )
    refused_move: PaymentMoveForm | None = refused.get("move")
    return page(
        request,
        "fund/disbursements/desk.html",
        status=status,
        agreement=agreement,
        form=refused.get("form") or PaymentForm(agreement=agreement),
        payments=[(payment, _form_of(payment, refused.get("payment"), refused_move)) for payment in payments],
        may_record=can_record_payment(person_of(request.user), agreement),
    )


def _form_of(payment: Disbursement, refused: Disbursement | None, form: PaymentMoveForm | None) -> PaymentMoveForm:
    if form is not None and payment == refused:
        return form
    return PaymentMoveForm(payment=payment, prefix=payment.code)


@require_POST
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    form = PaymentForm(request.POST, agreement=_mine(request, ref))
    if attempt(form, request_payment, by=person_at_desk(request)):
        said = _("The payment is requested. It counts as paid only once it has left the account.")
        return done(request, said, "fund:desk-payments", ref)
    return desk_payments(request, ref, status=422, form=form)


@require_POST
def move(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    payment = get_object_or_404(Disbursement, commitment__agreement=_mine(request, ref), code=code)
    form = PaymentMoveForm(request.POST, payment=payment, prefix=payment.code)
    if attempt(form, move_payment, by=person_at_desk(request), payment=payment):
        return done(request, _("The payment's state is changed."), "fund:desk-payments", ref)
    return desk_payments(request, ref, status=422, payment=payment, move=form)


def _mine(request: HttpRequest, ref: str) -> Agreement:
    return get_object_or_404(drafted_agreements(person_of(request.user)), ref=ref)
