"""Pages of visits: fixed queries, a programme that is not told beforehand, forms that keep what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from multaqa.deliver.visits.models import Recommendation, Visit
from multaqa.ui.formats import between
from tests.factories.deliver import RecommendationFactory, StopFactory, VisitFactory
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import MeetingFactory

pytestmark = pytest.mark.django_db


def test_a_planned_visit_tells_its_days_and_not_its_stops(client: Client) -> None:
    stop = StopFactory(visit__state="planned", title={"ar": "محطة", "fr": "Le centre d’Azilal"})
    said = client.get(stop.visit.get_absolute_url()).text
    assert "Le centre d’Azilal" not in said
    assert between(stop.visit.starts_on, stop.visit.ends_on) in said
    client.force_login(person_who_may("visit.record", stop.visit.territory).user)
    assert "Le centre d’Azilal" in client.get(stop.visit.get_absolute_url()).text


def test_a_visit_keeps_apart_what_it_recalls_and_what_it_asks(client: Client) -> None:
    visit = VisitFactory(state="closed")
    RecommendationFactory(visit=visit, text={"ar": "أ", "fr": "Demandée ici"})
    RecommendationFactory(visit=visit, text={"ar": "ب", "fr": "Rappelée"}, recalls=MeetingFactory())
    said = client.get(visit.get_absolute_url()).text
    order = ["Recalled from earlier meetings", "Rappelée", "Asked for on the spot", "Demandée ici"]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_a_visit_is_planned_walked_and_reported_by_its_forms(client: Client) -> None:
    territory = TerritoryFactory()
    client.force_login(person_who_may("visit.record", territory).user)
    plan = {
        "code": "v",
        "title_ar": "زيارة",
        "title_fr": "Visite",
        "territory": territory.code,
        "starts_on": "12/02/2026",
    }
    assert client.post(reverse("deliver:desk-visit-plan"), plan).status_code == 302
    stop = {"title_ar": "محطة", "title_fr": "Étape", "territory": territory.code}
    client.post(reverse("deliver:desk-visit-stop", args=["v"]), stop)
    client.post(reverse("deliver:desk-visit-step", args=["v", "begin"]))
    seen = {"stop": Visit.objects.get().stops.get().pk, "note_ar": "مفتوح", "note_fr": "Ouvert"}
    client.post(reverse("deliver:desk-visit-note", args=["v"]), seen)
    advice = {"text_ar": "توصية", "text_fr": "Ouvrir le soir", "due_on": "30/09/2026"}
    client.post(reverse("deliver:desk-visit-recommend", args=["v"]), advice)
    assert client.post(reverse("deliver:desk-visit-step", args=["v", "submit"])).status_code == 302
    visit = Visit.objects.get()
    assert (visit.state, visit.stops.get().note["fr"]) == ("submitted", "Ouvert")
    assert Recommendation.objects.get().text["fr"] == "Ouvrir le soir"


def test_a_step_that_is_refused_says_why(client: Client) -> None:
    visit = VisitFactory()
    client.force_login(person_who_may("visit.record", visit.territory).user)
    response = client.post(reverse("deliver:desk-visit-step", args=[visit.code, "submit"]))
    assert response.status_code == 422
    assert "The visit has no stop yet" in response.text
    assert client.post(reverse("deliver:desk-visit-step", args=[visit.code, "burn"])).status_code == 404


def test_a_refused_recommendation_comes_back_with_what_was_typed(client: Client) -> None:
    visit = VisitFactory()
    client.force_login(person_who_may("visit.record", visit.territory).user)
    typed = {"text_ar": "", "text_fr": "Ouvrir le soir", "due_on": "32/09/2026"}
    response = client.post(reverse("deliver:desk-visit-recommend", args=[visit.code]), typed)
    assert response.status_code == 422
    assert "Ouvrir le soir" in response.text
    assert "32/09/2026" in response.text


def test_a_recommendation_is_followed_by_its_form(client: Client) -> None:
    advice = RecommendationFactory()
    client.force_login(person_who_may("recommendation.follow", advice.territory).user)
    assert advice.code in client.get(reverse("deliver:desk-recommendations")).text
    address = reverse("deliver:desk-recommendation-move", args=[advice.code])
    assert client.post(address, {"state": "contested"}).status_code == 422
    assert client.post(address, {"state": "accepted"}).status_code == 302
    assert advice.moves.get().to_state == "accepted"


PAGES = ["desk-visit", "desk-visit-stop", "desk-visit-note", "desk-visit-recommend", "desk-visit-give-back"]


@pytest.mark.parametrize("page", PAGES)
def test_another_province_is_not_there(client: Client, page: str) -> None:
    visit = VisitFactory(state="submitted")
    client.force_login(person_who_may(["visit.record", "recommendation.follow"], TerritoryFactory()).user)
    address = reverse(f"deliver:{page}", args=[visit.code])
    assert client.get(address).status_code in (404, 405)
    assert client.post(address, {"reason_ar": "س", "reason_fr": "r"}).status_code == 404


def test_another_province_s_recommendation_is_not_there(client: Client) -> None:
    advice = RecommendationFactory()
    client.force_login(person_who_may("recommendation.follow", TerritoryFactory()).user)
    assert client.get(reverse("deliver:desk-recommendation", args=[advice.code])).status_code == 404
