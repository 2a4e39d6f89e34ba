import io
import json
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.urls import reverse
from django.utils import timezone

from multaqa.accountability.answers.mosaic import mosaic_of
from multaqa.accountability.answers.queries import Clock
from multaqa.accountability.portal import queries
from multaqa.accountability.portal.urls import TEXTS
from tests.factories.accountability import AnswerFactory, PublishedAnswerFactory, whole_thread
from tests.factories.deliver import CentreFactory, ShelterFactory
from tests.factories.ground import CountryFactory, OrganisationFactory, RegionFactory, TerritoryFactory
from tests.factories.listen import MeetingFactory, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "fr", "en"]


@pytest.fixture
def round():
    """A round of two regions: one answered, one late, one withheld, one still being read."""
    here, there = RegionFactory(), RegionFactory()
    round = RoundFactory(territories=[here, there])
    MeetingFactory(round=round, territory=here)
    province = TerritoryFactory(parent=here)
    for state in ("withheld", "confirmed"):
        StatementFactory(round=round, territory=province, state=state)
    PublishedAnswerFactory(statement__round=round, statement__territory=province)
    late = timezone.localdate() - timedelta(days=3)
    AnswerFactory(statement__round=round, statement__territory=province, due_on=late)
    return round


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "search/", "source/", *(f"{name}/" for name in TEXTS)])
def test_every_page_stands_in_an_empty_register(client, language, page):
    assert client.get(f"/{language}/{page}").status_code == 200


def test_home_adds_up_to_all_that_was_received(client, round):
    figures = client.get("/en/").context["figures"]
    assert (figures.clock.answers, figures.clock.late, figures.unpublished, figures.lost) == (1, 1, 2, 0)
    mosaic = client.get("/en/").context["mosaic"]
    assert mosaic.total == figures.conservation.captured == 4


def test_each_figure_of_the_sentence_is_a_link_to_as_many(client, round):
    text = client.get("/en/").text
    assert f"{reverse('accountability:answers')}?standing=waiting" in text
    assert client.get("/en/answers/?standing=waiting").context["rows"].count == 1


def test_figures_keep_up_with_every_change(client, round, django_assert_max_num_queries):
    for published in (2, 3):
        assert client.get("/en/").context["figures"].clock.published == published
        with django_assert_max_num_queries(13):
            client.get("/en/")
        StatementFactory(round=round, territory=round.territories.first())


def test_nothing_is_lost_when_somebody_publishes_between_two_counts(client, round, monkeypatch):
    real = queries.clock_by_region

    def after_a_publication(asked):
        monkeypatch.setattr(queries, "clock_by_region", real)
        StatementFactory(round=round, territory=round.territories.first())
        return real(asked)

    monkeypatch.setattr(queries, "clock_by_region", after_a_publication)
    figures = client.get("/en/").context["figures"]
    assert (figures.clock.published, figures.lost) == (3, 0)


def test_another_round_is_chosen_by_its_address(client, round):
    later = RoundFactory(opens_on=timezone.localdate())
    RoundFactory(state="draft")
    assert client.get("/en/").context["round"] == later
    assert client.get(f"/en/?round={round.code}").context["round"] == round
    assert len(client.get("/en/").context["chosen"].rounds) == 2


def test_the_map_says_what_the_table_says(client, round):
    shapes = [{"code": region.code, "path": "M0 0L9 0L9 9Z", "at": [3, 3]} for region in round.territories.all()]
    file = Path(house.HOME) / "shapes" / "regions.json"
    file.parent.mkdir(exist_ok=True)
    credit = {"ar": "رُسمت باليد", "en": "drawn by hand"}
    file.write_text(json.dumps({"viewbox": "0 0 10 10", "credit": credit, "shapes": shapes}))
    try:
        drawn = client.get("/en/").context["map"].shapes
        in_arabic = client.get("/ar/").text
    finally:
        file.unlink()
    assert sorted((shape.value, shape.state) for shape in drawn) == [("2", "shade-4"), ("meeting to come", "proposed")]
    assert "رُسمت باليد" in in_arabic
    assert "drawn by hand" not in in_arabic


def test_without_shapes_the_table_stands_alone(client, round):
    response = client.get("/en/")
    assert response.context["map"] is None
    assert "In the order of the meetings" in response.text


def test_stars_stand_for_more_when_there_are_many():
    mosaic = mosaic_of(Clock({"adopted": 100_000, "refused": 1}, due=5))
    stars = [tile.stars for part in mosaic.parts for tile in part.tiles]
    assert (mosaic.per_star, mosaic.total, stars) == (1000, 100_006, [100, 1, 1, 0])


# Search


@pytest.mark.parametrize("words", ["أزيلال", "ازيلال", "AZILAL", "azilal"])
def test_search_finds_a_place_in_either_script(client, words):
    TerritoryFactory(name={"ar": "أزيلال", "fr": "Azilal"})
    groups = client.get("/fr/search/", {"q": words}).context["groups"]
    assert [(group.kind, group.count) for group in groups] == [("territory", 1)]


def test_search_finds_each_kind_of_public_thing(client):
    whole = whole_thread(text="Le phare du village")
    for thing in (whole.theme, whole.measure, whole.agreement, whole.visit, whole.measure.objective.axis.strategy):
        thing.title = {"ar": "منارة", "fr": "Le phare"}
        thing.save()
    CentreFactory(name={"ar": "منارة", "fr": "Le phare"})
    OrganisationFactory(name={"ar": "منارة", "fr": "Le phare"})
    TerritoryFactory(name={"ar": "منارة", "fr": "Le Phare"})
    found = {group.kind for group in client.get("/fr/search/?q=PHARE").context["groups"]}
    assert found == {
        "territory",
        "statement",
        "theme",
        "strategy",
        "measure",
        "agreement",
        "centre",
        "visit",
        "organisation",
    }


def test_search_wants_every_word_and_nothing_that_is_not_public(client):
    StatementFactory(text="La route est coupée")
    StatementFactory(text="La route est longue", state="confirmed")
    for words, count in (("route coupee", 1), ("route longue", 0), ("route", 1)):
        assert client.get("/fr/search/", {"q": words}).context["total"] == count


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_search_asks_a_fixed_number_of_queries(client, django_assert_max_num_queries, rows):
    place, round = TerritoryFactory(name={"ar": "ر", "fr": "Route"}), RoundFactory()
    StatementFactory.create_batch(rows, round=round, territory=place, text="La route")
    ShelterFactory.create_batch(rows, territory=place, name={"ar": "ط", "fr": "Route"})
    for kind in ("", "statement", "centre"):
        with django_assert_max_num_queries(26):
            assert client.get("/fr/search/", {"q": "route", "among": kind, "page": 2}).status_code == 200


@pytest.mark.parametrize("asked", ["%", "'; DROP TABLE x; --", "a" * 5000, "<script>", "   "])
def test_search_takes_whatever_is_typed(client, asked):
    response = client.get("/fr/search/", {"q": asked, "among": "nothing", "kind": "nothing", "page": "x"})
    assert response.status_code == 200
    assert "<script>" not in response.text.replace("<script src", "")


# For machines


def test_a_demonstration_is_closed_to_search_engines(client, settings):
    settings.DEMO = True
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    assert client.get("/sitemap.xml").status_code == client.get("/sitemap-pages-1.xml").status_code == 404


def test_the_sitemap_names_each_page_in_each_language(client):
    statement = StatementFactory()
    assert "/sitemap-statements-1.xml" in client.get("/sitemap.xml").text
    text = client.get("/sitemap-statements-1.xml").text
    assert [text.count(f"/{language}/statements/{statement.ref}/</loc>") for language in LANGUAGES] == [1, 1, 1]
    assert client.get("/sitemap-secrets-1.xml").status_code == 404
    assert client.get("/robots.txt").text.endswith("/sitemap.xml\n")


def test_the_source_of_the_running_version_is_given(client):
    content = b"".join(client.get("/en/source.tar.gz").streaming_content)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        names = archive.getnames()
    assert "multaqa/src/multaqa/accountability/portal/source.py" in names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".sqlite3")]


# The API


def test_api_gives_the_clock_by_region_and_in_all(client, round):
    CountryFactory()
    whole = client.get("/api/answers/clock").json()
    rows = client.get(f"/api/answers/clock/regions?round={round.code}").json()
    assert (whole["published"], whole["late"], whole["answered"]["adopted"]) == (2, 1, 1)
    assert sum(row["published"] for row in rows) == whole["published"]
    assert client.get("/api/answers/clock?territory=nowhere").status_code == 422


def test_api_gives_the_same_thread_as_the_page(client):
    said = whole_thread().statement
    assert (
        client.get(f"/api/trace/statement/{said.ref}").json()
        == client.get(f"/en/trace/statement/{said.ref}.json").json()
    )
    assert client.get("/api/trace/statement/none").status_code == 404
