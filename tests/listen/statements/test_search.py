"""Statements are found by their words, on either database alike, and by nobody who may not read them."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multaqa.ground.vocabulary.searching import Closeness
from multaqa.listen.moderation.actions import erase_contribution
from multaqa.listen.statements.actions import (
    redact_statement,
    revise_statement,
    translate_statement,
    withhold_statement,
)
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import closest_first, visible_statements, with_words
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import BY, REASON, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
State = Statement.State


def found(words: str, person=None) -> list[str]:
    return [one.text for one in closest_first(with_words(visible_statements(person), words), words)]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("مراكز الاستماع", "نريد مركز استماع بالإقليم"),
        ("مَرْكَزُ الإستماع", "ومراكزُ الاستماع بعيدة"),
        ("نساء", "المرأة القروية"),
        ("centres d'écoute", "Il faut un centre d’ecoute"),
        ("CENTRE ÉCOUTE", "Des centres pour l'écoute"),
        ("centre مراكز", "Le centre, أي المركز"),
        ("hébergem", "Un hébergement d'urgence"),
        ("2026", "Avant la fin de 2026"),
    ],
)
def test_a_statement_is_found_in_any_spelling_and_form(asked, text):
    StatementFactory(text=text, contribution__language="ar")
    StatementFactory(text="Le bus ne passe plus. الحافلة لا تمر")
    assert found(asked) == [text]


def test_a_statement_is_found_by_its_translation_and_its_reference():
    statement = StatementFactory(text="نريد وحدة متنقلة", contribution__language="ar")
    translate_statement(by=BY, statement=statement, language="fr", text="Nous voulons des unités mobiles", approve=True)
    for words in ("unité mobile", statement.ref, statement.ref.lower()):
        assert found(words) == ["نريد وحدة متنقلة"]


def test_every_word_must_be_there():
    StatementFactory(text="Le centre est loin")
    assert (found("centre loin"), found("centre proche")) == (["Le centre est loin"], [])


def test_the_form_that_was_typed_comes_first_and_ties_go_by_reference():
    round = RoundFactory()
    texts = ["Une formation pour tous", "Des formations pour tous", "Une formation pour elles"]
    territory = StatementFactory.create(text=texts[0], round=round).territory
    StatementFactory(text=texts[1], round=round, territory=territory)
    StatementFactory(text=texts[2], round=round, territory=territory)
    assert found("formations") == [texts[1], texts[0], texts[2]]


@pytest.mark.parametrize(
    "typed",
    ['"', "'", '"centre', "centre OR", "NEAR(centre, 2)", "AND NOT", "-centre", "centre*", "^centre", "search_text:x",
     "a & !b | (c", "':*", "\\", "%", "_", "\0", "{x} : y", "l'", "d'", "ـ", "️", "ﷺ", "𝔘𝔫", "²", "e\u0301",
     "NEAR " * 2500, "'\"" * 5000, "x" * 10_000, "ب " * 5000],
)  # fmt: skip
def test_whatever_is_typed_is_words_and_never_syntax(typed):
    StatementFactory(text="Près du centre de santé")
    assert len(found(typed)) <= 1
    assert with_words(Statement.objects.all(), typed).count() <= 1


@given(st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_is_too_strange_to_be_looked_for(typed):
    with_words(Statement.objects.all(), typed).exists()
    list(closest_first(Statement.objects.all(), typed)[:1])


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_index_finds_a_row_by_its_own_words(statement, text):
    statement.current.text = text
    statement.save()
    assert with_words(Statement.objects.filter(pk=statement.pk), text).exists()


@pytest.fixture
def statement():
    return StatementFactory()


def test_the_index_follows_whoever_writes():
    kept, gone = StatementFactory(text="Le pont"), StatementFactory(text="Le phare")
    Statement.objects.filter(pk=kept.pk).update(search_text="le lac", search_stems=" lac ")
    gone.current = None
    gone.save()
    assert [with_words(Statement.objects.all(), word).count() for word in ("pont", "lac", "phare")] == [0, 1, 0]


# What may not be read is not found


@pytest.mark.parametrize("state", [State.CAPTURED, State.CONFIRMED, State.WITHHELD, State.WITHDRAWN])
def test_what_is_not_published_is_found_by_nobody_outside(state):
    statement = StatementFactory(text="Le phare du village", state=state)
    reader, elsewhere = (
        person_who_may("statement.read_drafts", statement.territory),
        person_who_may("statement.read_drafts", TerritoryFactory()),
    )
    assert (found("phare"), found("phare", elsewhere), found("phare", reader)) == ([], [], ["Le phare du village"])


def test_what_is_withheld_leaves_the_search_at_once():
    statement = StatementFactory(text="Le phare du village")
    withhold_statement(by=BY, statement=statement, code="insult", reason=REASON)
    assert found("phare") == []


def words_in_the_database() -> str:
    """Everything that the search keeps of statements, in its tables as they lie in the file."""
    kept = [" ".join(row) for row in Statement.objects.values_list("search_text", "search_stems")]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT block FROM listen_statement_words_data")
            kept += [bytes(block).decode("utf-8", "replace") for (block,) in cursor.fetchall()]
        else:
            cursor.execute("SELECT search_index::text FROM listen_statement")
            kept += [text for (text,) in cursor.fetchall()]
    return "\n".join(kept)


def test_a_redaction_takes_the_words_out_of_the_shadows():
    statement = StatementFactory(text="Zoubida du souk a tout dit", contribution__language="fr")
    translate_statement(by=BY, statement=statement, language="ar", text="قالت زبيدة كل شيء", approve=True)
    assert "zoubid" in words_in_the_database()
    redact_statement(by=BY, statement=statement, expected_n=1, text="[…] a tout dit", reason=REASON)
    assert found("Zoubida") == found("زبيدة") == []
    assert not any(word in words_in_the_database() for word in ("zoubid", "oubid", "زبيد"))


def test_an_erasure_takes_the_words_out_of_the_shadows():
    statement = StatementFactory(text="Zoubida du souk a tout dit", state=State.CONFIRMED)
    erase_contribution(by=BY, contribution=statement.contribution)
    reader = person_who_may("statement.read_drafts", statement.territory)
    assert found("Zoubida", reader) == []
    assert "oubid" not in words_in_the_database()


def test_a_revision_is_found_by_its_new_words_alone():
    statement = StatementFactory(text="La route est coupée")
    revise_statement(by=BY, statement=statement, expected_n=1, text="Le pont est coupé", why="Correction")
    assert (found("route"), found("ponts coupés")) == ([], ["Le pont est coupé"])


def test_closeness_to_no_word_is_the_same_for_all():
    StatementFactory()
    assert Statement.objects.annotate(near=Closeness("+")).get().near == 0
