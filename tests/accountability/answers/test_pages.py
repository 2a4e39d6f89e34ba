import pytest
from django.urls import reverse

from multaqa.accountability.answers.models import Answer
from tests.factories.accountability import TEXT, AnswerFactory, PublishedAnswerFactory, ThemeAnswerFactory
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory
from tests.factories.understand import PublishedThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return TerritoryFactory()


@pytest.fixture
def staff(client, settings, here):
    settings.SECOND_FACTOR_FOR_STAFF = False
    client.force_login(person_who_may(("answer.draft", "answer.publish"), here).user)
    return client


def test_clock_page_shows_the_words_of_published_answers_alone(client):
    PublishedAnswerFactory(statement__round=RoundFactory())
    AnswerFactory(state="drafted", text={"fr": "Un brouillon secret"}, statement__round=RoundFactory())
    for round in ("", *Answer.objects.values_list("statement__round__code", flat=True)):
        assert "secret" not in client.get(f"/fr/answers/?round={round}").text
    assert TEXT["fr"] in client.get(f"/fr/answers/?round={Answer.objects.first().statement.round.code}").text


def test_an_answer_is_drafted_and_published_from_its_page(staff, here):
    answer = AnswerFactory(statement__territory=here)
    address = reverse("accountability:desk-answer-work", args=[answer.pk])
    sent = {"outcome": "later", "text_ar": "نص", "text_fr": "Texte", "do": "publish"}
    assert staff.post(address, sent).status_code == 302
    answer.refresh_from_db()
    assert (answer.state, answer.outcome, answer.text["fr"]) == ("published", "later", "Texte")


def test_a_refused_answer_gives_back_what_was_typed_and_keeps_no_half(staff, here):
    answer = AnswerFactory(statement__territory=here)
    address = reverse("accountability:desk-answer-work", args=[answer.pk])
    response = staff.post(address, {"outcome": "later", "text_ar": "", "text_fr": "Déjà écrit", "do": "publish"})
    answer.refresh_from_db()
    assert (response.status_code, answer.state) == (422, "due")
    assert "Déjà écrit" in response.text


def test_answers_of_another_territory_are_not_found(staff):
    answer = AnswerFactory()
    assert staff.get(reverse("accountability:desk-answer", args=[answer.pk])).status_code == 404
    address = reverse("accountability:desk-answer-work", args=[answer.pk])
    assert staff.post(address, {"outcome": "later"}).status_code == 404


def test_a_theme_is_answered_as_a_whole(staff, here):
    theme = PublishedThemeFactory(territory=here)
    address = reverse("accountability:desk-theme", args=[theme.code])
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"outcome": "later", "text_ar": "نص", "text_fr": ""}).status_code == 422
    assert staff.post(address, {"outcome": "later", "text_ar": "نص", "text_fr": "Texte"}).status_code == 302
    assert theme.answer.is_published


def test_desk_shows_an_answer_to_a_theme(staff, here):
    answer = ThemeAnswerFactory(theme__territory=here)
    assert str(answer.theme.title) in staff.get(reverse("accountability:desk-answer", args=[answer.pk])).text


@pytest.mark.parametrize(
    "filters", ["state=late", "state=all", "state=published", "q=unité", "territory=x", "sort=-due"]
)
def test_desk_is_narrowed_by_its_address(staff, here, filters):
    AnswerFactory(statement__territory=here)
    assert staff.get(f"{reverse('accountability:desk-answers')}?{filters}").status_code == 200
