import pytest
from django.urls import reverse

from multaqa.ui.slots import slot_queries_within_budget
from multaqa.understand.themes.models import Theme
from tests.factories.ground import RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory, take_to
from tests.factories.plan import AdoptedMeasureFactory, ObjectiveFactory
from tests.factories.understand import PublishedThemeFactory, ThemeFactory, many_cited, many_statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_theme_page_asks_a_fixed_number_of_queries(client, django_assert_max_num_queries, rows):
    theme = PublishedThemeFactory(statements=[])
    many_cited(theme, many_statements(rows, round=theme.round, territory=TerritoryFactory()))
    AdoptedMeasureFactory.create_batch(min(rows, 30), objective=ObjectiveFactory(), origin__theme=theme)
    client.get(theme.get_absolute_url())
    with slot_queries_within_budget(), django_assert_max_num_queries(12):
        assert client.get(theme.get_absolute_url()).status_code == 200


def test_the_pages_say_so_when_there_is_nothing(client):
    for name in ("understand:themes", "understand:in-no-theme"):
        assert client.get(reverse(name)).status_code == 200


def test_theme_list_counts_in_the_asked_region_alone(client):
    here, there = RegionFactory(), RegionFactory()
    round = RoundFactory()
    said = [StatementFactory(round=round, territory=place) for place in (here, there, there)]
    theme = PublishedThemeFactory(round=round, statements=said)
    rows = client.get(reverse("understand:themes"), {"territory": here.code}).context["rows"]
    assert [(row, row.statements) for row in rows] == [(theme, 1)]


@pytest.mark.parametrize("state", ["draft", "reviewed"])
def test_a_draft_answers_404_outside_its_territory(client, state):
    theme = ThemeFactory(state=state, territory=TerritoryFactory())
    assert client.get(theme.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("theme.draft", TerritoryFactory()).user)
    assert client.get(theme.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("theme.draft", theme.territory).user)
    assert client.get(theme.get_absolute_url()).status_code == 200


def test_a_withheld_statement_is_quoted_no_more(client):
    theme = PublishedThemeFactory()
    statement = theme.evidence.get().statement
    take_to(statement, "withheld")
    for page in (theme.get_absolute_url(), reverse("understand:themes"), f"/api/themes/{theme.code}"):
        assert statement.text not in client.get(page).text


def test_a_hidden_revision_is_quoted_no_more(client):
    theme = PublishedThemeFactory()
    evidence = theme.evidence.get()
    type(evidence.revision).objects.update(redacted_at=theme.published_at)
    assert evidence.quote not in client.get(theme.get_absolute_url()).text


def test_a_superseded_theme_points_to_what_took_its_place(client):
    theme, successor = PublishedThemeFactory(), PublishedThemeFactory()
    Theme.objects.filter(pk=theme.pk).update(state="superseded", superseded_by=successor)
    assert successor.get_absolute_url() in client.get(theme.get_absolute_url()).text


def test_a_statement_shows_its_themes_the_main_one_first(client):
    statement = StatementFactory()
    main = PublishedThemeFactory(round=statement.round, statements=[statement], code="z-main")
    second = PublishedThemeFactory(round=statement.round, statements=[statement], code="a-second")
    with slot_queries_within_budget():
        text = client.get(statement.get_absolute_url()).text
    assert text.index(main.get_absolute_url()) < text.index(second.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_territory_shows_its_themes_within_the_slot(client, rows):
    place = TerritoryFactory()
    theme = PublishedThemeFactory(statements=[])
    many_cited(theme, many_statements(rows, round=theme.round, territory=place))
    with slot_queries_within_budget():
        assert theme.get_absolute_url() in client.get(place.get_absolute_url()).text


def test_the_list_of_statements_is_narrowed_by_theme(client):
    theme = PublishedThemeFactory()
    other = StatementFactory(round=theme.round)
    text = client.get(reverse("listen:statements"), {"theme": theme.code}).text
    assert theme.evidence.get().statement.ref in text
    assert other.ref not in text


def test_the_api_gives_each_quote_with_its_place(client):
    theme = PublishedThemeFactory()
    evidence = theme.evidence.get()
    quotes = client.get(f"/api/themes/{theme.code}").json()["quotes"]
    assert [(one["statement"], one["quote"], one["start"]) for one in quotes] == [
        (evidence.statement.ref, evidence.quote, 0)
    ]
