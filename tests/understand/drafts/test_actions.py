import pytest

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.statements.actions import revise_statement
from multaqa.understand.drafts.actions import (
    accept_draft,
    discard_draft,
    merge_drafts,
    move_statements,
    place_statements,
    rename_draft,
    split_draft,
    start_again,
    start_drafting,
    start_placing,
    stop_drafting,
    undo_deed,
)
from multaqa.understand.drafts.models import Draft, DraftDeed, DraftingRun, DraftStatement
from multaqa.understand.drafts.queries import covered, standing_of, voices_of
from multaqa.understand.errors import UnderstandError
from multaqa.understand.themes.actions import add_evidence
from multaqa.understand.themes.models import Theme
from tests.at_once import at_once, on_postgresql
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import BY, StatementFactory
from tests.factories.understand import DraftFactory, DraftingRunFactory, RunStatementFactory, ThemeFactory

pytestmark = pytest.mark.django_db
DRAFTS = ["theme.draft", "statement.read_drafts"]
NAME = Words(ar="اسم آخر", fr="Un autre nom")


@pytest.fixture
def run():
    """Two drafts that share a statement, and one statement in no theme."""
    run = DraftingRunFactory()
    said = StatementFactory.create_batch(5, round=run.round, territory=TerritoryFactory(), state="confirmed")
    DraftFactory(run=run, statements=said[:3])
    DraftFactory(run=run, statements=said[2:4])
    RunStatementFactory(run=run, statement=said[4])
    return run


@pytest.fixture
def drafter(run):
    return person_who_may(DRAFTS, run.territory)


def held(run):
    """By the number of each standing draft the references that stand in it."""
    rows = DraftStatement.objects.standing().filter(draft__run=run)
    found = {number: set() for number in run.drafts.standing().values_list("number", flat=True)}
    for number, read in rows.values_list("draft__number", "read"):
        found[number].add(read)
    return found


def reads(draft):
    return sorted(draft.members.live().values_list("read", flat=True))


def first_and_second(run):
    return run.drafts.get(number=1), run.drafts.get(number=2)


def test_a_run_is_asked_for_once_while_it_is_under_way():
    statement = StatementFactory(state="confirmed")
    place = statement.territory
    person = person_who_may(DRAFTS, place)
    asked = [start_drafting(by=person, round=statement.round, territory=place) for _time in range(2)]
    assert (asked[0], asked[0].state) == (asked[1], DraftingRun.State.WAITING)
    assert JournalEntry.objects.filter(verb="asked_for_drafts").count() == 1


def test_where_nothing_may_be_cited_there_is_nothing_to_draft():
    statement = StatementFactory(state="captured")
    with pytest.raises(UnderstandError, match="nothing to draft"):
        start_drafting(
            by=person_who_may(DRAFTS, statement.territory), round=statement.round, territory=statement.territory
        )


@pytest.mark.parametrize("verbs", [["theme.draft"], ["statement.read_drafts"], ["theme.publish"]])
def test_drafts_need_the_right_to_draft_and_to_read_what_is_not_published(verbs):
    statement = StatementFactory(state="confirmed")
    with pytest.raises(RightRefused):
        start_drafting(
            by=person_who_may(verbs, statement.territory), round=statement.round, territory=statement.territory
        )


def test_a_run_is_stopped_and_started_again(drafter, run):
    waiting = DraftingRunFactory(round=run.round, state="waiting", output_sha256="", seconds=None)
    stop_drafting(by=drafter, run=waiting)
    assert start_again(by=drafter, run=waiting).state == DraftingRun.State.WAITING
    assert stop_drafting(by=drafter, run=run).state == DraftingRun.State.DONE


def test_a_draft_is_renamed_and_named_as_before(drafter, run):
    draft = run.drafts.get(number=1)
    before = draft.name
    rename_draft(by=drafter, draft=draft, name=NAME)
    draft.refresh_from_db()
    assert draft.name == NAME
    undo_deed(by=drafter, deed=run.deeds.get())
    draft.refresh_from_db()
    assert draft.name == before


def test_merging_keeps_every_statement_once_and_is_undone(drafter, run):
    before, (one, other) = held(run), first_and_second(run)
    deeds = [merge_drafts(by=drafter, draft=one, into=other) for _time in range(2)]
    assert (deeds[0], held(run)) == (deeds[1], {2: before[1] | before[2]})
    assert (deeds[0].covered_before, deeds[0].covered_after) == (4, 4)
    undo_deed(by=drafter, deed=deeds[0])
    assert held(run) == before


def test_a_merged_statement_stands_as_strongly_as_it_did(drafter, run):
    one, other = first_and_second(run)
    shared = run.statements.get(members__draft=one, pk__in=reads(other))
    quote = other.members.get(read=shared).quote
    merge_drafts(by=drafter, draft=one, into=other)
    kept = other.members.live().get(read=shared)
    assert (kept.rank, kept.end is not None, kept.quote) == (0, True, quote)


def test_a_split_begins_a_draft_and_is_undone(drafter, run):
    before, (one, _other) = held(run), first_and_second(run)
    leaving = reads(one)[:1]
    begun = [split_draft(by=drafter, run=run, draft=one, statements=leaving, name=NAME) for _time in range(2)]
    assert (begun[0], begun[0].number, held(run)[3]) == (begun[1], 3, set(leaving))
    undo_deed(by=drafter, deed=begun[0].begun_by)
    assert (held(run), Draft.objects.filter(number=3).exists()) == (before, False)


def test_a_draft_begins_from_what_stands_in_no_theme(drafter, run):
    alone = run.statements.in_no_theme().get()
    split_draft(by=drafter, run=run, draft=None, statements=[alone.pk], name=NAME)
    deed = run.deeds.get()
    assert (deed.covered_before, deed.covered_after, covered(run)) == (4, 5, 5)


@pytest.mark.parametrize("number", [None, 2])
def test_statements_are_moved_and_moved_back(drafter, run, number):
    before, one = held(run), run.drafts.get(number=1)
    to = run.drafts.get(number=number) if number else None
    moved = reads(one)[:2]
    deed = move_statements(by=drafter, run=run, draft=one, statements=moved, to=to)
    assert held(run)[1] == before[1] - set(moved)
    assert deed.covered_after == (4 if number else 2)
    undo_deed(by=drafter, deed=deed)
    assert held(run) == before


def test_moving_twice_moves_once(drafter, run):
    one, other = first_and_second(run)
    moved = reads(one)[:1]
    deeds = [move_statements(by=drafter, run=run, draft=one, statements=moved, to=other) for _time in range(2)]
    assert (deeds[1], run.deeds.count()) == (None, 1)


def test_what_somebody_else_moved_meanwhile_is_not_moved_again(drafter, run):
    one, other = first_and_second(run)
    chosen = reads(one)
    move_statements(by=drafter, run=run, draft=one, statements=chosen[:1], to=None)
    with pytest.raises(UnderstandError, match="1 statement you chose stands here no more"):
        move_statements(by=drafter, run=run, draft=one, statements=chosen, to=other)


def test_a_discarded_draft_leaves_its_statements_listed(drafter, run):
    before, one = held(run), run.drafts.get(number=1)
    deed = discard_draft(by=drafter, draft=one)
    standing = standing_of(run)
    assert (deed.covered_before, deed.covered_after) == (4, 2)
    assert (standing.statements, standing.covered, standing.in_no_theme) == (5, 2, 3)
    undo_deed(by=drafter, deed=deed)
    assert held(run) == before


def test_a_deed_is_not_undone_under_a_later_one(drafter, run):
    one, other = first_and_second(run)
    moved = move_statements(by=drafter, run=run, draft=one, statements=reads(one)[:1], to=other)
    later = discard_draft(by=drafter, draft=other)
    with pytest.raises(UnderstandError, match="More was done to the same drafts since"):
        undo_deed(by=drafter, deed=moved)
    undo_deed(by=drafter, deed=later)
    assert undo_deed(by=drafter, deed=moved).undone_at


def test_an_accepted_draft_is_a_theme_in_draft_that_cites_exact_words(drafter, run):
    one = run.drafts.get(number=1)
    themes = [accept_draft(by=drafter, draft=one) for _time in range(2)]
    theme = themes[0]
    assert (theme, theme.state, theme.method) == (themes[1], Theme.State.DRAFT, Theme.Method.ASSISTED)
    assert (theme.title, theme.draft.run, theme.evidence.count()) == (one.name, run, 3)
    for row in one.members.live():
        evidence = theme.evidence.get(statement=row.read.statement)
        assert evidence.quote == row.quote if row.end else evidence.is_whole


def test_a_statement_is_counted_under_the_draft_it_stood_in_most_strongly(drafter, run):
    one, other = first_and_second(run)
    second, first = accept_draft(by=drafter, draft=other), accept_draft(by=drafter, draft=one)
    shared = second.evidence.get(statement__in=first.evidence.values("statement")).statement
    assert shared.in_themes.get(is_main=True).theme == first


def test_a_revised_statement_is_cited_in_its_present_words(drafter, run):
    one = run.drafts.get(number=1)
    row = one.members.live().get(end__isnull=False)
    revise_statement(
        by=BY, statement=row.read.statement, expected_n=1, text="Une unité mobile, chaque lundi.", why="Faute"
    )
    theme = accept_draft(by=drafter, draft=one)
    assert theme.evidence.get(statement=row.read.statement).quote == "Une unité mobile, chaque lundi."


def test_a_draft_without_a_name_in_both_languages_is_not_accepted(drafter, run):
    one = run.drafts.get(number=1)
    rename_draft(by=drafter, draft=one, name=Words(fr="Unités"))
    with pytest.raises(UnderstandError, match="missing in: العربية"):
        accept_draft(by=drafter, draft=one)


def test_an_accepted_draft_is_worked_on_as_a_theme_and_not_here(drafter, run):
    one, other = first_and_second(run)
    accept_draft(by=drafter, draft=one)
    for deed in (lambda: discard_draft(by=drafter, draft=one), lambda: merge_drafts(by=drafter, draft=other, into=one)):
        with pytest.raises(UnderstandError, match="is accepted, so this cannot be done"):
            deed()
    with pytest.raises(UnderstandError, match="It is a theme now"):
        undo_deed(by=drafter, deed=run.deeds.get(verb=DraftDeed.Verb.ACCEPTED))


@pytest.mark.parametrize("number", [1, 2])
def test_a_placed_statement_stands_in_the_draft_and_in_its_theme_until_it_is_undone(drafter, run, number):
    accepted = accept_draft(by=drafter, draft=run.drafts.get(number=1))
    draft = run.drafts.get(number=number)
    new = RunStatementFactory(run=run, statement__state="confirmed", proposed=draft, nearness=0.8)
    deed = place_statements(by=drafter, run=run, statements=[new.pk])
    assert (new.pk in reads(draft), accepted.evidence.filter(statement=new.statement).exists()) == (True, number == 1)
    undo_deed(by=drafter, deed=deed)
    assert (new.pk in reads(draft), accepted.evidence.filter(statement=new.statement).exists()) == (False, False)


def test_placing_is_asked_for_where_something_was_said_since(drafter, run):
    with pytest.raises(UnderstandError, match="Nothing was confirmed or published here since"):
        start_placing(by=drafter, run=run)
    StatementFactory(round=run.round, state="confirmed")
    assert start_placing(by=drafter, run=run).into == run


def test_voices_add_up_to_the_statements_of_a_draft(run):
    one = run.drafts.get(number=1)
    voices = voices_of([one])[one.pk]
    for of in (voices.kinds, voices.places, voices.channels):
        assert sum(n for _label, n in of) == 3


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_move_the_same_statement_at_once_move_it_once():
    run = DraftingRunFactory()
    said = StatementFactory.create_batch(2, round=run.round, state="confirmed")
    one, other = DraftFactory(run=run, statements=said), DraftFactory(run=run)
    people = [person_who_may(DRAFTS, run.territory) for _person in range(2)]
    moved = reads(one)[:1]
    done = at_once(
        lambda: move_statements(by=people[0], run=run, draft=one, statements=moved, to=other),
        lambda: move_statements(by=people[1], run=run, draft=one, statements=moved, to=None),
    )
    assert sorted(type(one) for one in done if isinstance(one, Exception)) == [UnderstandError]
    assert run.deeds.count() == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_accepting_and_citing_the_same_statement_at_once_wait_for_nobody_for_ever():
    run = DraftingRunFactory()
    said = StatementFactory.create_batch(2, round=run.round, state="confirmed")
    draft, theme = DraftFactory(run=run, statements=said), ThemeFactory(round=run.round, territory=run.territory)
    person = person_who_may(DRAFTS, run.territory)
    accepted, evidence = at_once(
        lambda: accept_draft(by=person, draft=draft),
        lambda: add_evidence(by=BY, theme=theme, statement=said[1]),
    )
    assert (accepted.evidence.count(), evidence.theme) == (2, theme)


def test_nobody_works_on_drafts_of_another_territory(run):
    stranger = person_who_may(DRAFTS, TerritoryFactory())
    one, other = first_and_second(run)
    deeds = (
        lambda: rename_draft(by=stranger, draft=one, name=NAME),
        lambda: merge_drafts(by=stranger, draft=one, into=other),
        lambda: discard_draft(by=stranger, draft=one),
        lambda: accept_draft(by=stranger, draft=one),
        lambda: move_statements(by=stranger, run=run, draft=one, statements=reads(one), to=None),
        lambda: split_draft(by=stranger, run=run, draft=one, statements=reads(one)[:1], name=NAME),
        lambda: place_statements(by=stranger, run=run, statements=[1]),
        lambda: start_placing(by=stranger, run=run),
        lambda: stop_drafting(by=stranger, run=run),
    )
    for deed in deeds:
        with pytest.raises(RightRefused):
            deed()
