import pytest

from multaqa.plan.measures import queries
from tests.factories.ground import CommuneFactory, RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import StatementFactory, take_to
from tests.factories.plan import AdoptedMeasureFactory, MeasureFactory, MeasureOriginFactory
from tests.factories.understand import PublishedThemeFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_a_measure_of_a_draft_version_is_not_public():
    region = RegionFactory()
    measure = MeasureFactory(objective__axis__strategy__state="draft", objective__axis__strategy__territory=region)
    assert not queries.visible_measures(None).exists()
    assert not queries.visible_measures(person_who_may("measure.draft", RegionFactory())).exists()
    assert queries.visible_measures(person_who_may("measure.draft", region)).get() == measure


def test_measures_for_a_place_reach_up_and_down():
    region = RegionFactory()
    province = TerritoryFactory(parent=region)
    commune = CommuneFactory(parent=province)
    above, here, below = (AdoptedMeasureFactory(territories=[place]) for place in (region, province, commune))
    AdoptedMeasureFactory(territories=[TerritoryFactory()])
    AdoptedMeasureFactory(territories=[province], objective__axis__strategy__state="consulted")
    assert set(queries.measures_for(province)) == {above, here, below}


def test_readable_origins_leave_out_what_was_closed_since(django_assert_num_queries):
    measure = MeasureOriginFactory().measure
    statement = StatementFactory()
    MeasureOriginFactory(measure=measure, statement=statement)
    theme = MeasureOriginFactory(measure=measure, theme=PublishedThemeFactory())
    MeasureOriginFactory(measure=measure, theme=ThemeFactory())
    take_to(statement, "withheld")
    with django_assert_num_queries(2):
        found = queries.readable_origins(measure)
    assert found == [measure.origins.first(), theme]
