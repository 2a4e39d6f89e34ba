import pytest

from multaqa.understand.themes import queries
from multaqa.understand.themes.models import Theme
from tests.factories.ground import CountryFactory, RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory
from tests.factories.understand import PublishedThemeFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["draft", "reviewed"])
def test_a_draft_is_seen_only_where_themes_are_drafted(state):
    here, there = TerritoryFactory(), TerritoryFactory()
    theme = ThemeFactory(territory=here, state=state)
    assert list(queries.visible_themes(None)) == []
    assert list(queries.visible_themes(person_who_may("theme.draft", there))) == []
    assert list(queries.visible_themes(person_who_may("theme.publish", here))) == [theme]


def test_a_theme_of_a_draft_round_is_not_public():
    PublishedThemeFactory(round=RoundFactory(state="draft"))
    assert not queries.visible_themes(None).exists()


def test_with_counts_counts_what_the_public_reads_in_a_subtree(django_assert_num_queries):
    region = RegionFactory()
    inside, outside = TerritoryFactory(parent=region), TerritoryFactory()
    round = RoundFactory()
    said = [StatementFactory(round=round, territory=place) for place in (inside, inside, outside)]
    draft = StatementFactory(round=round, territory=inside, state="confirmed")
    PublishedThemeFactory(round=round, statements=[*said, draft])
    with django_assert_num_queries(2):
        everywhere = queries.with_counts(Theme.objects.all()).get()
        there = queries.with_counts(Theme.objects.all(), region).get()
    assert (everywhere.statements, there.statements) == (3, 2)


def test_with_counts_counts_the_parts_of_a_split_once():
    whole = StatementFactory()
    parts = StatementFactory.create_batch(2, round=whole.round)
    type(whole).objects.filter(pk__in=[part.pk for part in parts]).update(split_from=whole)
    PublishedThemeFactory(round=whole.round, statements=[whole, *parts])
    assert queries.with_counts(Theme.objects.all()).get().statements == 1


def test_themes_of_puts_the_main_theme_first(django_assert_num_queries):
    statement = StatementFactory()
    main = PublishedThemeFactory(round=statement.round, statements=[statement], code="z")
    second = PublishedThemeFactory(round=statement.round, statements=[statement], code="a")
    ThemeFactory(round=statement.round, statements=[statement])
    with django_assert_num_queries(1):
        found = queries.themes_of([statement])
    assert [evidence.theme for evidence in found[statement.pk]] == [main, second]


def test_statements_in_no_theme_lists_what_only_a_draft_holds():
    alone, drafted, held = StatementFactory.create_batch(3, round=RoundFactory())
    ThemeFactory(round=alone.round, statements=[drafted])
    PublishedThemeFactory(round=alone.round, statements=[held])
    StatementFactory(round=alone.round, state="confirmed")
    assert set(queries.statements_in_no_theme(alone.round)) == {alone, drafted}


def test_a_whole_is_held_through_its_parts():
    whole = StatementFactory()
    part = StatementFactory(round=whole.round)
    type(part).objects.filter(pk=part.pk).update(split_from=whole)
    PublishedThemeFactory(round=whole.round, statements=[part])
    assert list(queries.statements_in_no_theme(whole.round)) == []


def test_coverage_adds_up():
    theme = PublishedThemeFactory()
    StatementFactory(round=theme.round)
    found = queries.coverage(type(theme.evidence.get().statement).objects.all())
    assert (found.published, found.in_themes, found.in_no_theme) == (2, 1, 1)


def test_voices_add_up_by_province_and_kind(django_assert_num_queries):
    azilal, khenifra = TerritoryFactory(), TerritoryFactory()
    round = RoundFactory()
    spoken = [(azilal, "association"), (azilal, "citizen"), (khenifra, "citizen")]
    statements = [
        StatementFactory(round=round, territory=place, contribution__said_by_kind=kind) for place, kind in spoken
    ]
    theme = PublishedThemeFactory(round=round, statements=statements)
    with django_assert_num_queries(2):
        table = queries.voices(theme)
    assert [(row.place, row.counts) for row in table.rows] == [(azilal, (1, 1)), (khenifra, (0, 1))]
    assert (table.sums, table.total) == ((1, 2), 3)


def test_parts_not_heard_spoke_but_not_of_this():
    silent, heard, other = RegionFactory.create_batch(3)
    round = RoundFactory()
    cited = StatementFactory(round=round, territory=heard)
    StatementFactory(round=round, territory=other)
    theme = PublishedThemeFactory(round=round, territory=CountryFactory(), statements=[cited])
    assert list(queries.parts_not_heard(theme)) == [other]
    assert silent not in queries.parts_not_heard(theme)


def test_said_in_counts_each_statement_once_and_asks_less_the_second_time(django_assert_num_queries):
    place = TerritoryFactory()
    statement = StatementFactory(territory=place)
    main = PublishedThemeFactory(round=statement.round, statements=[statement])
    PublishedThemeFactory(round=statement.round, statements=[statement])
    for asked in (4, 3):
        with django_assert_num_queries(asked):
            said = queries.said_in(place, limit=5)
    assert [(row.theme, row.statements, row.evidence.quote) for row in said.themes] == [(main, 1, statement.text)]
    assert said.covered.in_themes == 1
