"""The workspace: drafts stay where they belong, refusals keep what was typed."""

import pytest
from django.urls import reverse

from multaqa.ground.people.models import Person
from multaqa.understand.themes.models import Theme
from tests.factories.ground import CountryFactory, TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory
from tests.factories.understand import (
    PublishedThemeFactory,
    ThemeFactory,
    ThemeStatementFactory,
)

pytestmark = pytest.mark.django_db
ALL = ("theme.draft", "theme.publish", "statement.read_drafts")
WORDS = {"title_ar": "القرب", "title_fr": "Proximité", "summary_ar": "خلاصة", "summary_fr": "Résumé"}


@pytest.fixture
def strategist(client) -> Person:
    person = person_who_may(ALL, CountryFactory())
    client.force_login(person.user)
    return person


def at(name, theme, *more):
    return reverse(f"understand:desk-theme{name}", args=[theme.code, *more])


def test_the_desk_is_closed_to_the_public(client):
    for address in (reverse("understand:desk"), at("", ThemeFactory())):
        assert client.get(address).status_code == 302


def test_a_draft_of_elsewhere_is_neither_seen_nor_touched(client):
    theme = ThemeFactory(territory=TerritoryFactory(), state="reviewed")
    client.force_login(person_who_may(ALL, TerritoryFactory()).user)
    assert client.get(at("", theme)).status_code == 404
    for name in ("-revise", "-cite", "-review", "-publish", "-supersede"):
        assert client.post(at(name, theme), WORDS).status_code == 404
    theme.refresh_from_db()
    assert theme.state == "reviewed"


def test_a_draft_begins_with_the_chosen_statements(client, strategist):
    statement = StatementFactory()
    address = f"{reverse('understand:desk-theme-new')}?statement={statement.ref}"
    assert statement.text in client.get(address).text
    sent = WORDS | {"round": statement.round.pk, "territory": CountryFactory().code}
    response = client.post(address, sent)
    theme = Theme.objects.get()
    assert response.headers["Location"] == at("", theme)
    assert theme.evidence.get().statement == statement


def test_a_refused_draft_keeps_what_was_typed(client, strategist):
    response = client.post(reverse("understand:desk-theme-new"), {"title_fr": "Proximité", "round": RoundFactory().pk})
    assert response.status_code == 422
    assert "Proximité" in response.text
    assert not Theme.objects.exists()


def test_cite_takes_every_ticked_statement(client, strategist):
    theme = ThemeFactory()
    first, second = StatementFactory.create_batch(2, round=theme.round)
    client.post(at("-cite", theme), {"statement": [first.ref, second.ref], f"quote-{first.ref}": "Une unité mobile"})
    assert {row.statement: row.quote for row in theme.evidence.all()} == {
        first: "Une unité mobile",
        second: second.text,
    }


def test_a_refused_quote_cites_nothing_and_stays_typed(client, strategist):
    theme = ThemeFactory()
    first, second = StatementFactory.create_batch(2, round=theme.round)
    sent = {"statement": [first.ref, second.ref], f"quote-{second.ref}": "Une unité mobile doit passer"}
    response = client.post(at("-cite", theme), sent)
    assert response.status_code == 422
    assert "Une unité mobile doit passer</textarea>" in response.text
    assert not theme.evidence.exists()


def test_cite_without_a_tick_says_what_to_do(client, strategist):
    response = client.post(at("-cite", ThemeFactory()))
    assert (response.status_code, "Tick at least one" in response.text) == (422, True)


def test_letting_go_is_undone_by_one_press(client, strategist):
    theme = ThemeFactory()
    evidence = ThemeStatementFactory(theme=theme, end=9)
    client.post(at("-let-go", theme, evidence.statement.ref))
    assert not theme.evidence.exists()
    client.post(at("-put-back", theme, evidence.statement.ref, 0, 9))
    assert theme.evidence.get().quote == evidence.quote


def test_review_and_publish_by_two_people(client, strategist):
    theme = ThemeFactory()
    ThemeStatementFactory(theme=theme)
    for name in ("-review", "-publish"):
        assert client.post(at(name, theme)).status_code == 302
    theme.refresh_from_db()
    assert theme.state == "published"


def test_publish_says_why_it_can_not(client, strategist):
    response = client.post(at("-publish", ThemeFactory(state="reviewed")))
    assert (response.status_code, "No published statement" in response.text) == (422, True)


def test_a_published_theme_is_worded_anew_only_with_a_reason(client, strategist):
    theme = PublishedThemeFactory()
    response = client.post(at("-revise", theme), WORDS)
    assert (response.status_code, "Proximité" in response.text) == (422, True)
    client.post(at("-revise", theme), WORDS | {"reason_ar": "سبب", "reason_fr": "Motif"})
    theme.refresh_from_db()
    assert theme.title["fr"] == "Proximité"


def test_supersede_hands_over(client, strategist):
    theme = PublishedThemeFactory()
    successor = PublishedThemeFactory(round=theme.round)
    client.post(at("-supersede", theme), {"successor": successor.pk, "reason_ar": "سبب", "reason_fr": "Motif"})
    theme.refresh_from_db()
    assert theme.superseded_by == successor


def test_picking_is_narrowed_by_the_address(client, strategist):
    theme = PublishedThemeFactory()
    held = theme.evidence.get().statement
    other, draft = StatementFactory(round=theme.round), ThemeFactory(round=theme.round)
    rows = client.get(at("", draft), {"alone": "on"}).context["rows"]
    assert list(rows) == [other]
    rows = client.get(at("", draft), {"q": held.ref}).context["rows"]
    assert list(rows) == [held]
