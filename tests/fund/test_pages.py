import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from multaqa.fund.agreements.models import Agreement
from multaqa.fund.envelopes.forms import EnvelopeForm
from multaqa.ground.territory.queries import Reach
from tests.factories.fund import (
    AgreementFactory,
    CommitmentFactory,
    EnvelopeFactory,
    SignedAgreementFactory,
)
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import AnnouncementFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", [SignedAgreementFactory, EnvelopeFactory])
def test_a_page_tells_in_words_how_its_state_changed(client: Client, row: Any) -> None:
    promise = row()
    for state in promise.State:
        promise.moves.create(to_state=state)
    told = re.findall(r"<li><time.*?<p>(.*?)</p>", client.get(promise.get_absolute_url()).text, re.DOTALL)
    assert told == [str(state.label) for state in promise.State]


def test_a_draft_agreement_is_seen_only_where_it_is_drafted(client: Client) -> None:
    draft = AgreementFactory(state=Agreement.State.DRAFT)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("agreement.draft", TerritoryFactory()).user)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_proposed_envelope_says_that_it_is_not_committed(client: Client) -> None:
    response = client.get(f"/en/envelopes/{EnvelopeFactory().code}/")
    assert "It is not committed" in response.text


def test_a_refused_form_keeps_what_was_typed(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECOND_FACTOR_FOR_STAFF = False
    territory = TerritoryFactory()
    client.force_login(person_who_may("envelope.manage", territory).user)
    sent = {"code": "env", "title_ar": "غلاف", "title_fr": "", "territory": territory.code, "amount": "abc"}
    response = client.post("/fr/desk/fund/envelopes/register/", sent)
    assert response.status_code == 422
    assert "غلاف" in response.text
    assert 'value="abc"' in response.text


def test_a_payment_of_nothing_is_refused_on_its_form(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECOND_FACTOR_FOR_STAFF = False
    commitment = CommitmentFactory()
    client.force_login(person_who_may("payment.record", commitment.agreement.territory).user)
    address = reverse("fund:desk-payment-request", args=[commitment.agreement.ref])
    response = client.post(address, {"commitment": commitment.pk, "amount": "0"})
    assert response.status_code == 422
    assert commitment.disbursements.count() == 0


def test_an_envelope_offers_no_announcement_of_a_draft_meeting() -> None:
    shown, _hidden = AnnouncementFactory(), AnnouncementFactory(meeting__state="draft")
    assert list(EnvelopeForm(reach=Reach(())).fields["announcement"].queryset) == [shown]  # type: ignore[attr-defined]
