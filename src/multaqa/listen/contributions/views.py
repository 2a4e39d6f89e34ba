from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from multaqa.listen.contributions.actions import CONTRIBUTOR, receive_contribution
from multaqa.listen.contributions.floods import is_flood
from multaqa.listen.contributions.forms import ContributeForm
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.queries import current_round, visible_rounds
from multaqa.ui.deeds import attempt
from multaqa.ui.pages import page

FLOODED = gettext_lazy(
    "Too many contributions came from your connection. Your words are kept below: send them again in an hour."
)
TAKEN = ("territory", "text", "suggested_kind", "language", "said_by_kind", "consent")


def contribute_now(request: HttpRequest) -> HttpResponse:
    """The form of the round people mean today."""
    round = current_round()
    return redirect("listen:contribute", round.code) if round else redirect("listen:rounds")


@never_cache
def contribute(request: HttpRequest, code: str) -> HttpResponse:
    round = get_object_or_404(visible_rounds(None), code=code)
    if not round.is_open:
        return page(request, "listen/contributions/closed.html", round=round)
    paths = list(round.territories.values_list("path", flat=True))
    if request.method != "POST":
        form = ContributeForm(paths=paths, initial={"territory": request.GET.get("territory", "")})
        return page(request, "listen/contributions/contribute.html", round=round, form=form)
    return _send(request, round, ContributeForm(request.POST, paths=paths))


def _send(request: HttpRequest, round: Round, form: ContributeForm) -> HttpResponse:
    status = 422
    if form.is_valid() and is_flood(request, "contribute"):
        form.add_error(None, FLOODED)
        status = 429
    if contribution := attempt(form, _receive, round=round):
        # The code is shown here and nowhere else: what we keep is its digest.
        sent = {"contribution": contribution, "follow_code": form.cleaned_data["ticket"]}
        return page(request, "listen/contributions/sent.html", **sent)
    return page(request, "listen/contributions/contribute.html", status=status, round=round, form=form)


def _receive(*, round: Round, ticket: str, **given: Any) -> Contribution:
    sent = {name: given[name] for name in TAKEN}
    return receive_contribution(
        by=CONTRIBUTOR, round=round, channel=Contribution.Channel.WEB, follow_code=ticket, **sent
    )
