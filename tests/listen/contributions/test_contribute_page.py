import pytest
from django.core.cache import caches
from django.db import connection

from multaqa.listen.contributions.follow_codes import new_code, signed
from multaqa.listen.contributions.models import Contribution
from tests.factories.ground import CommuneFactory, RegionFactory, TerritoryFactory
from tests.factories.listen import RoundFactory

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.77"


@pytest.fixture
def place():
    return TerritoryFactory(parent=RegionFactory())


@pytest.fixture
def round(place):
    return RoundFactory(territories=[place.parent])


@pytest.fixture(autouse=True)
def fresh_limits():
    caches["limits"].clear()


def sent(place, **changes):
    words = {"text": "Un bus passe trop rarement ici.", "language": "fr", "consent": "on", "ticket": signed(new_code())}
    return words | {"territory": place.code} | changes


def post(client, round, **words):
    return client.post(f"/fr/contribute/{round.code}/", words, REMOTE_ADDR=ADDRESS)


def test_contribution_is_received_without_account_and_its_code_shown_once(client, round, place):
    response = post(client, round, **sent(place, text="Première ligne\r\nDeuxième ligne"))
    contribution = Contribution.objects.get()
    assert (contribution.channel, contribution.territory, contribution.recorded_by) == ("web", place, None)
    assert contribution.text == "Première ligne\nDeuxième ligne"
    assert response.context["follow_code"] not in str(Contribution.objects.values().get())
    assert contribution.territory.name["fr"] in response.content.decode()


def test_form_sent_twice_shows_the_same_code_and_keeps_one_contribution(client, round, place):
    words = sent(place)
    codes = {post(client, round, **words).context["follow_code"] for _ in range(2)}
    assert len(codes) == Contribution.objects.count() == 1


def test_form_sent_again_with_other_words_keeps_them_and_gives_a_new_code(client, round, place):
    words = sent(place)
    post(client, round, **words)
    response = post(client, round, **words | {"text": "Autre chose, bien plus longue."})
    assert response.status_code == 422
    assert "Autre chose" in response.content.decode()
    again = words | {"text": "Autre chose, bien plus longue.", "ticket": response.context["form"]["ticket"].value()}
    assert post(client, round, **again).status_code == 200
    assert Contribution.objects.count() == 2


def test_commune_is_found_by_its_name_in_either_script(client, round, place):
    commune = CommuneFactory(parent=place, name={"ar": "آيت بولي", "fr": "Aït Bou Oulli"})
    for name in ("ait bou-oulli", "ايت بولي"):
        post(client, round, **sent(place, territory=name))
    assert set(Contribution.objects.values_list("territory", flat=True)) == {commune.pk}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consent": ""}, "consent"),
        ({"text": "court"}, "text"),
        ({"website": "http://spam.example"}, "website"),
        ({"territory": "Nulle-Part"}, "territory"),
        ({"ticket": "forged"}, "ticket"),
        ({"territory": "99"}, "territory"),
    ],
)
def test_refused_form_comes_back_with_all_that_was_typed(client, round, place, change, said):
    response = post(client, round, **sent(place, text="Des mots à ne pas perdre du tout.") | change)
    assert (response.status_code, Contribution.objects.count()) == (422, 0)
    assert said in response.context["form"].errors
    assert change.get("text", "Des mots à ne pas perdre") in response.content.decode()


def test_flood_from_one_address_is_stopped_and_its_words_kept(client, round, place):
    for _ in range(20):
        assert post(client, round, **sent(place)).status_code == 200
    response = post(client, round, **sent(place, text="La vingt-et-unième fois."))
    assert (response.status_code, Contribution.objects.count()) == (429, 20)
    assert "La vingt-et-unième fois." in response.content.decode()


def test_no_address_stands_in_any_table_or_cache_key(client, round, place):
    post(client, round, **sent(place))
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert ADDRESS not in str(cursor.fetchall()), table


def test_closed_round_says_so_and_takes_nothing(client, round, place):
    round.state = "closed"
    round.save()
    response = client.post(f"/en/contribute/{round.code}/", sent(place))
    assert b"takes no more contributions" in response.content
    assert not Contribution.objects.exists()


def test_form_asks_only_for_places_of_the_round(client, round, place):
    TerritoryFactory(code="zz.999")
    page = client.get(f"/fr/contribute/{round.code}/").content.decode()
    assert place.code in page
    assert "zz.999" not in page


def test_what_is_pasted_is_kept_without_what_cannot_be_seen(client, round, place):
    """Word parts its lines by a character that no export may hold."""
    post(client, round, **sent(place, text="Un pont\x0bcoupé\x0c\x1b[31m la nuit\u202e\x00"))
    assert Contribution.objects.get().text == "Un pont\ncoupé\n[31m la nuit"
