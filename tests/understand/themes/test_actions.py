import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.statements.actions import revise_statement
from multaqa.understand.errors import UnderstandError
from multaqa.understand.themes import actions
from multaqa.understand.themes.models import Theme
from tests.at_once import at_once, on_postgresql
from tests.factories.ground import CountryFactory, TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory
from tests.factories.understand import PublishedThemeFactory, ThemeFactory, ThemeStatementFactory

pytestmark = pytest.mark.django_db
BOTH = Words(ar="نص", fr="Texte")
ALL = ("theme.draft", "theme.publish")


@pytest.fixture
def strategist():
    return person_who_may(ALL, CountryFactory())


def test_draft_theme_cites_the_statements_it_began_with(strategist):
    statement = StatementFactory()
    theme = actions.draft_theme(
        by=strategist,
        round=statement.round,
        territory=CountryFactory(),
        title=Words(ar="القرب", fr="Proximité de l’écoute"),
        summary=Words(),
        statements=[statement],
    )
    assert theme.code == "proximite-de-lecoute"
    assert [evidence.quote for evidence in theme.evidence.all()] == [statement.text]
    assert theme.moves.get().by == strategist


def test_draft_theme_finds_a_free_code(strategist):
    ThemeFactory(code="texte")
    theme = actions.draft_theme(
        by=strategist, round=RoundFactory(), territory=CountryFactory(), title=BOTH, summary=BOTH
    )
    assert theme.code == "texte-2"


def test_draft_theme_is_refused_outside_ones_territory():
    here, there = TerritoryFactory(), TerritoryFactory()
    person = person_who_may("theme.draft", here)
    with pytest.raises(RightRefused):
        actions.draft_theme(by=person, round=RoundFactory(), territory=there, title=BOTH, summary=BOTH)


def test_add_evidence_keeps_the_very_characters(strategist):
    statement = StatementFactory(text="Le centre est loin, la route est coupée.")
    theme = ThemeFactory(round=statement.round)
    evidence = actions.add_evidence(by=strategist, theme=theme, statement=statement, quote="la route est coupée")
    assert (evidence.quote, evidence.start, evidence.end) == ("la route est coupée", 20, 39)
    assert evidence.is_main


def test_add_evidence_names_the_nearest_words_when_the_quote_is_not_there(strategist):
    statement = StatementFactory(text="Le centre est loin, la route est coupée en hiver.")
    theme = ThemeFactory(round=statement.round)
    with pytest.raises(UnderstandError, match="la route est coupée"):
        actions.add_evidence(by=strategist, theme=theme, statement=statement, quote="la route est barrée")
    assert not theme.evidence.exists()


def test_add_evidence_refuses_a_quote_that_stands_twice(strategist):
    statement = StatementFactory(text="La route. Encore la route. Et la route.")
    theme = ThemeFactory(round=statement.round)
    with pytest.raises(UnderstandError, match="2"):
        actions.add_evidence(by=strategist, theme=theme, statement=statement, quote="la route")


@pytest.mark.parametrize("state", ["captured", "withheld", "withdrawn"])
def test_add_evidence_refuses_a_statement_nobody_confirmed(strategist, state):
    statement = StatementFactory(state=state)
    theme = ThemeFactory(round=statement.round)
    with pytest.raises(UnderstandError, match=statement.ref):
        actions.add_evidence(by=strategist, theme=theme, statement=statement)


def test_add_evidence_refuses_what_was_said_elsewhere():
    here = TerritoryFactory()
    statement = StatementFactory(territory=TerritoryFactory())
    theme = ThemeFactory(round=statement.round, territory=here)
    with pytest.raises(UnderstandError, match="outside"):
        actions.add_evidence(by=person_who_may(ALL, here), theme=theme, statement=statement)


def test_add_evidence_refuses_another_round(strategist):
    with pytest.raises(UnderstandError, match="another round"):
        actions.add_evidence(by=strategist, theme=ThemeFactory(), statement=StatementFactory())


def test_a_second_theme_is_not_the_main_one(strategist):
    statement = StatementFactory()
    first, second = ThemeFactory.create_batch(2, round=statement.round)
    for theme in (first, second, second):
        actions.add_evidence(by=strategist, theme=theme, statement=statement)
    assert list(statement.in_themes.values_list("theme", "is_main")) == [(first.pk, True), (second.pk, False)]


def test_set_main_theme_moves_the_mark(strategist):
    first = ThemeFactory()
    evidence = ThemeStatementFactory(theme=first)
    second = ThemeFactory(round=first.round, statements=[evidence.statement])
    actions.set_main_theme(by=strategist, theme=second, statement=evidence.statement)
    assert evidence.statement.in_themes.get(is_main=True).theme == second


def test_set_main_theme_keeps_a_published_count(strategist):
    statement = StatementFactory()
    PublishedThemeFactory(round=statement.round, statements=[statement])
    draft = ThemeFactory(round=statement.round, statements=[statement])
    with pytest.raises(UnderstandError, match="Publish this theme first"):
        actions.set_main_theme(by=strategist, theme=draft, statement=statement)


def test_remove_evidence_gives_the_statement_another_main_theme(strategist):
    statement = StatementFactory()
    first, second = (ThemeFactory(round=statement.round, statements=[statement]) for _ in range(2))
    actions.remove_evidence(by=strategist, theme=first, statement=statement)
    assert statement.in_themes.get().theme == second
    assert statement.in_themes.get().is_main


def test_remove_evidence_leaves_a_published_theme_its_last(strategist):
    theme = PublishedThemeFactory()
    with pytest.raises(UnderstandError, match="last statement"):
        actions.remove_evidence(by=strategist, theme=theme, statement=theme.evidence.get().statement)


def test_review_theme_needs_a_second_pair_of_eyes(strategist):
    theme = actions.draft_theme(
        by=strategist, round=RoundFactory(), territory=CountryFactory(), title=BOTH, summary=BOTH
    )
    with pytest.raises(UnderstandError, match="You drafted this theme"):
        actions.review_theme(by=strategist, theme=theme)
    colleague = person_who_may("theme.draft", CountryFactory())
    assert actions.review_theme(by=colleague, theme=theme).state == "reviewed"


def test_a_reviewed_theme_that_is_changed_is_a_draft_again(strategist):
    theme = ThemeFactory(state="reviewed")
    assert actions.revise_theme(by=strategist, theme=theme, title=BOTH, summary=BOTH).state == "draft"


def test_publish_theme_refuses_what_nobody_said(strategist):
    theme = ThemeFactory(state="reviewed")
    with pytest.raises(UnderstandError, match="No published statement"):
        actions.publish_theme(by=strategist, theme=theme)


def test_publish_theme_refuses_a_summary_in_one_language(strategist):
    theme = ThemeFactory(state="reviewed", summary=Words(fr="Résumé"))
    with pytest.raises(UnderstandError, match="العربية"):
        actions.publish_theme(by=strategist, theme=theme)


def test_publish_theme_takes_the_main_mark_from_a_draft(strategist):
    statement = StatementFactory()
    ThemeFactory(round=statement.round, statements=[statement])
    theme = ThemeFactory(round=statement.round, statements=[statement], state="reviewed")
    published = actions.publish_theme(by=strategist, theme=theme)
    assert (published.state, published.published_at is not None) == ("published", True)
    assert statement.in_themes.get(is_main=True).theme == theme


def test_publish_theme_needs_the_right_to(strategist):
    theme = ThemeFactory(state="reviewed")
    with pytest.raises(RightRefused):
        actions.publish_theme(by=person_who_may("theme.draft", CountryFactory()), theme=theme)


def test_a_published_theme_changes_only_with_a_reason(strategist):
    theme = PublishedThemeFactory()
    with pytest.raises(UnderstandError, match="reason"):
        actions.revise_theme(by=strategist, theme=theme, title=BOTH, summary=BOTH)
    actions.revise_theme(by=strategist, theme=theme, title=BOTH, summary=BOTH, reason=BOTH)
    assert theme.moves.get().reason == BOTH


def test_supersede_theme_hands_every_quote_on(strategist):
    theme = PublishedThemeFactory()
    successor = PublishedThemeFactory(round=theme.round)
    statement = theme.evidence.get().statement
    actions.supersede_theme(by=strategist, theme=theme, successor=successor, reason=BOTH)
    theme.refresh_from_db()
    assert (theme.state, theme.superseded_by) == ("superseded", successor)
    assert successor.evidence.get(statement=statement).is_main
    assert theme.evidence.count() == 1


@on_postgresql
def test_supersede_theme_locks_both_themes_in_one_order(strategist):
    successor = PublishedThemeFactory()
    theme = PublishedThemeFactory(round=successor.round)
    with CaptureQueriesContext(connection) as asked:
        actions.supersede_theme(by=strategist, theme=theme, successor=successor, reason=BOTH)
    locks = [query["sql"] for query in asked if 'FOR NO KEY UPDATE OF "understand_theme"' in query["sql"]]
    assert len(locks) == 1
    assert 'ORDER BY "understand_theme"."id"' in locks[0]


def test_supersede_theme_refuses_a_draft_in_its_place(strategist):
    theme = PublishedThemeFactory()
    with pytest.raises(UnderstandError, match="can't take the place"):
        actions.supersede_theme(by=strategist, theme=theme, successor=ThemeFactory(round=theme.round), reason=BOTH)


def test_a_superseded_theme_is_kept_as_it_was(strategist):
    theme = PublishedThemeFactory()
    Theme.objects.filter(pk=theme.pk).update(state="superseded", superseded_by=PublishedThemeFactory())
    with pytest.raises(UnderstandError, match="kept as it was"):
        actions.add_evidence(by=strategist, theme=theme, statement=StatementFactory(round=theme.round))


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("deed", "state"), [("set_main_theme", "published"), ("publish_theme", "draft"), ("supersede_theme", "published")]
)
def test_what_a_statement_is_counted_under_is_one_theme_when_two_change_it_at_once(deed, state):
    by, statement = person_who_may(ALL, CountryFactory()), StatementFactory()
    cited = {"round": statement.round, "statements": [statement]}
    main, reviewed = PublishedThemeFactory(**cited, state=state), ThemeFactory(**cited, state="reviewed")
    other, chosen = PublishedThemeFactory(**cited), PublishedThemeFactory(**cited)
    given = {
        "set_main_theme": {"theme": other, "statement": statement},
        "publish_theme": {"theme": reviewed},
        "supersede_theme": {"theme": main, "successor": PublishedThemeFactory(round=statement.round), "reason": BOTH},
    }
    _theirs, ours = at_once(
        lambda: getattr(actions, deed)(by=by, **given[deed]),
        lambda: actions.set_main_theme(by=by, theme=chosen, statement=statement),
    )
    assert [evidence.theme for evidence in statement.in_themes.filter(is_main=True)] == [ours.theme] == [chosen]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_cited_while_a_colleague_revises_it_are_the_new_words():
    by, statement = person_who_may([*ALL, "statement.confirm"], CountryFactory()), StatementFactory()
    _revised, evidence = at_once(
        lambda: revise_statement(by=by, statement=statement, expected_n=1, text="Un autre pont.", why="Mieux lu"),
        lambda: actions.add_evidence(by=by, theme=ThemeFactory(round=statement.round), statement=statement),
    )
    assert (evidence.revision.n, evidence.quote) == (2, "Un autre pont.")
