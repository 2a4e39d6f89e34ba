"""A list never passes over in silence what its address asks for: it says it with its value, in the reader's words."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from multaqa.ground.people.models import Person
from tests.factories.ground import CountryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
OF_EVERY_LIST = ("sort", "page")
PUBLIC = {
    "accountability:home": ("round",),
    "accountability:search": ("among", "territory", "kind", "group", "meeting", "language", "theme"),
    "accountability:answers": ("round", "standing", "outcome", "territory", *OF_EVERY_LIST),
    "deliver:centres": ("territory", "service", "target_group", "kind", *OF_EVERY_LIST),
    "deliver:projects": ("territory", "state", *OF_EVERY_LIST),
    "deliver:recommendations": OF_EVERY_LIST,
    "deliver:visits": OF_EVERY_LIST,
    "fund:agreements": OF_EVERY_LIST,
    "listen:statements": ("territory", "kind", "group", "meeting", "language", "theme", *OF_EVERY_LIST),
    "plan:measures": ("territory", "state", *OF_EVERY_LIST),
    "understand:themes": ("round", "territory", *OF_EVERY_LIST),
    "understand:in-no-theme": ("round", *OF_EVERY_LIST),
}
OF_STAFF = {
    "accountability:desk-answers": ("territory", "state", *OF_EVERY_LIST),
    "deliver:desk-centres": ("territory", "state", *OF_EVERY_LIST),
    "deliver:desk-projects": ("territory", "state", *OF_EVERY_LIST),
    "deliver:desk-recommendations": ("territory", "state", *OF_EVERY_LIST),
    "deliver:desk-visits": ("territory", "state", *OF_EVERY_LIST),
    "fund:desk-agreements": ("territory", "state", *OF_EVERY_LIST),
    "fund:desk-envelopes": ("territory", "state", *OF_EVERY_LIST),
    "ground:offices": ("state", *OF_EVERY_LIST),
    "ground:organisations": ("kind", *OF_EVERY_LIST),
    "ground:people": ("territory", "role", *OF_EVERY_LIST),
    "listen:desk-contributions": ("territory", "channel", "item", *OF_EVERY_LIST),
    "listen:desk-meetings": ("territory", "state", *OF_EVERY_LIST),
    "listen:desk-readings": ("territory", "kind", *OF_EVERY_LIST),
    "listen:desk-statements": (
        "territory",
        "kind",
        "group",
        "meeting",
        "language",
        "theme",
        "state",
        "item",
        *OF_EVERY_LIST,
    ),
    "plan:desk": ("state", *OF_EVERY_LIST),
    "understand:desk": ("territory", "state", *OF_EVERY_LIST),
    "understand:desk-draftings": ("territory", "state", *OF_EVERY_LIST),
}
VERBS = ("answer.draft", "centre.manage", "project.manage", "recommendation.follow", "visit.record", "agreement.draft",
         "envelope.manage", "person.invite", "contribution.moderate", "statement.read_drafts", "statement.capture",
         "measure.draft", "theme.draft", "meeting.manage", "mandate.manage", "organisation.manage")  # fmt: skip
NOWHERE = "zz9'<"


@pytest.fixture
def officer() -> Person:
    return person_who_may(list(VERBS), CountryFactory())


def notice(client: Client, page: str, language: str, names: tuple[str, ...]) -> str:
    with override(language):
        address = reverse(page)
    response = client.get(address, {"q": "word", **dict.fromkeys(names, NOWHERE)})
    assert response.status_code == 200
    start = response.text.find('class="note look stack tight" role="status"')
    return response.text[start : response.text.find("</div>", start)] if start >= 0 else ""


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", PUBLIC)
def test_a_public_page_says_each_value_it_does_not_know(client: Client, page: str, language: str) -> None:
    StatementFactory(state="published", round=RoundFactory())
    said = notice(client, page, language, PUBLIC[page])
    assert said.count("zz9&#x27;&lt;") == len(PUBLIC[page])


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", OF_STAFF)
def test_a_desk_says_each_value_it_does_not_know(client: Client, officer: Person, page: str, language: str) -> None:
    client.force_login(officer.user)
    names = (*OF_STAFF[page], "format")
    assert notice(client, page, language, names).count("zz9&#x27;&lt;") == len(names)


@pytest.mark.parametrize("page", PUBLIC)
def test_a_page_without_questions_remarks_upon_nothing(client: Client, page: str) -> None:
    StatementFactory(state="published", round=RoundFactory())
    assert notice(client, page, "fr", ()) == ""
