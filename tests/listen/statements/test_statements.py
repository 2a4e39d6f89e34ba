import pytest

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.errors import ListenError
from multaqa.listen.statements.actions import (
    capture_statement,
    confirm_statement,
    handle_report,
    publish_statement,
    redact_statement,
    report_statement,
    revise_statement,
    take_back_capture,
    translate_statement,
    undo_last_move,
    withhold_statement,
)
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import conservation_of
from multaqa.ui.rewording import RevisedMeanwhile
from tests.factories.ground import CountryFactory, RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import (
    BY,
    REASON,
    ContributionFactory,
    ReferenceSeriesFactory,
    RoundFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db
State = Statement.State


@pytest.fixture
def contribution() -> Contribution:
    round = RoundFactory()
    ReferenceSeriesFactory(round=round, prefix="MA-2026")
    return ContributionFactory(round=round, text="Le pont est coupé. Nous demandons un bus.")


def cut(contribution, start=0, end=18, by=BY, **facts):
    return capture_statement(by=by, contribution=contribution, start=start, end=end, kind="constraint", **facts)


def test_capture_gives_the_words_a_number_and_keeps_them_to_the_letter(contribution):
    statement = cut(contribution)
    assert statement.ref == "MA-2026-0001"
    assert statement.text == "Le pont est coupé."
    assert statement.current.sha256 == Contribution.fingerprint("Le pont est coupé.")
    assert list(statement.territories.all()) == [contribution.territory]


def test_capture_of_the_same_characters_is_the_same_deed(contribution):
    assert cut(contribution) == cut(contribution)
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (0, 999), (18, 19)])
def test_capture_refuses_what_are_no_words_of_the_contribution(contribution, start, end):
    with pytest.raises(ListenError, match="are not words of this contribution"):
        cut(contribution, start, end)


def test_capture_refuses_a_kind_that_does_not_exist(contribution):
    with pytest.raises(ListenError, match="“wish” is not a value of kind"):
        capture_statement(by=BY, contribution=contribution, start=0, end=18, kind="wish")


def test_reference_comes_from_the_nearest_series(contribution):
    ReferenceSeriesFactory(round=contribution.round, territory=contribution.territory.parent, prefix="BMK-2026")
    assert cut(contribution).ref == "BMK-2026-0001"


def test_reference_is_refused_where_no_series_covers_the_territory():
    contribution = ContributionFactory()
    with pytest.raises(ListenError, match="No series of references covers"):
        cut(contribution)


def test_statement_is_published_only_once_confirmed():
    statement = StatementFactory(state=State.CAPTURED)
    with pytest.raises(ListenError, match="is captured and can't become published"):
        publish_statement(by=BY, statement=statement)
    confirm_statement(by=BY, statement=statement)
    assert publish_statement(by=BY, statement=statement).published_at is not None


def test_statement_without_consent_is_not_published():
    statement = StatementFactory(state=State.CONFIRMED)
    Contribution.objects.update(consent=False)
    with pytest.raises(ListenError, match="did not agree to its publication"):
        publish_statement(by=BY, statement=statement)


def test_confirm_sent_twice_is_one_move():
    statement = StatementFactory(state=State.CONFIRMED)
    moves = statement.moves.count()
    confirm_statement(by=BY, statement=statement)
    assert statement.moves.count() == moves


@pytest.mark.parametrize("reason", [Words(), Words(ar="سبب"), Words(fr="Motif")])
def test_withholding_needs_its_reason_in_both_languages(reason):
    with pytest.raises(ListenError, match="The reason is missing in"):
        withhold_statement(by=BY, statement=StatementFactory(), code="insult", reason=reason)


def test_withheld_statement_taken_up_again_shows_no_reason_and_undo_brings_it_back():
    statement = withhold_statement(by=BY, statement=StatementFactory(), code="insult", reason=REASON)
    statement = confirm_statement(by=BY, statement=statement)
    assert (statement.withheld_for, statement.withheld_reason) == ("", {})
    statement = undo_last_move(by=BY, statement=statement)
    assert (statement.state, statement.withheld_for, statement.withheld_reason) == (State.WITHHELD, "insult", REASON)


def undo_as_shown(by, statement, move=None):
    return undo_last_move(by=by, statement=statement, move=move or statement.standing_moves().last())


def test_undo_takes_back_no_move_that_came_since_it_was_shown():
    statement = StatementFactory(state=State.CONFIRMED)
    shown = statement.standing_moves().last()
    publish_statement(by=BY, statement=statement)
    with pytest.raises(ListenError, match=r"further meanwhile: it is published"):
        undo_as_shown(BY, statement, shown)
    statement.refresh_from_db()
    assert statement.state == State.PUBLISHED


def test_undo_without_a_page_takes_back_ones_own_move_alone():
    statement = StatementFactory(state=State.CONFIRMED)
    publisher = person_who_may("statement.publish", statement.territory)
    with pytest.raises(ListenError, match="Somebody else took"):
        undo_last_move(by=publisher, statement=statement)
    publish_statement(by=publisher, statement=statement)
    assert undo_last_move(by=publisher, statement=statement).state == State.CONFIRMED


def test_undo_sent_twice_goes_back_one_step():
    statement = StatementFactory()
    shown = statement.standing_moves().last()
    for _click in range(2):
        assert undo_as_shown(BY, statement, shown).state == State.CONFIRMED


def test_undo_goes_back_step_by_step_and_keeps_what_was_done():
    statement = StatementFactory()
    for expected in (State.CONFIRMED, State.CAPTURED):
        statement = undo_last_move(by=BY, statement=statement)
        assert (statement.state, statement.published_at) == (expected, None)
    assert statement.moves.count() == 5
    with pytest.raises(ListenError, match="nothing to undo"):
        undo_last_move(by=BY, statement=statement)


def test_undo_cannot_bring_back_what_its_author_withdrew():
    with pytest.raises(ListenError, match="Its author withdrew"):
        undo_last_move(by=BY, statement=StatementFactory(state=State.WITHDRAWN))


def test_revision_shows_new_words_and_keeps_the_first():
    statement = StatementFactory()
    said = statement.text
    revise_statement(by=BY, statement=statement, expected_n=1, text="Un bus, chaque jour.", why="Faute de frappe")
    statement.refresh_from_db()
    assert statement.text == "Un bus, chaque jour."
    assert statement.revisions.get(n=1).text == said
    assert "bus" in statement.search_text


def test_second_editor_is_refused_with_the_first_ones_words():
    statement = StatementFactory()
    revise_statement(by=BY, statement=statement, expected_n=1, text="Premier", why="a")
    with pytest.raises(RevisedMeanwhile) as refused:
        revise_statement(by=BY, statement=statement, expected_n=1, text="Second", why="b")
    assert refused.value.row.text == "Premier"
    assert statement.revisions.count() == 2


def test_redaction_hides_all_earlier_words_and_translations_and_keeps_their_hash():
    statement = StatementFactory(text="Mme X attend un lit")
    translate_statement(by=BY, statement=statement, language="ar", text="السيدة س", approve=True)
    first = statement.revisions.get()
    redact_statement(by=BY, statement=statement, expected_n=1, text="[…] attend un lit", reason=REASON)
    hidden = statement.revisions.get(n=1)
    assert (hidden.text, hidden.sha256, hidden.redaction_reason) == ("", first.sha256, REASON)
    statement.refresh_from_db()
    assert "mme x" not in statement.search_text
    assert not statement.translations.exists()


def test_translation_goes_stale_when_the_words_move():
    statement = StatementFactory()
    translation = translate_statement(by=BY, statement=statement, language="ar", text="وحدة متنقلة", approve=True)
    assert translation.may_be_published(statement.text)
    revise_statement(by=BY, statement=statement, expected_n=1, text="Deux bus", why="Correction")
    assert translation.is_stale("Deux bus")


def test_note_taker_takes_back_a_slip_of_their_own_and_nobody_elses():
    province = TerritoryFactory()
    taker, other = person_who_may("statement.capture", province), person_who_may("statement.capture", province)
    contribution = ContributionFactory(territory=province)
    ReferenceSeriesFactory(round=contribution.round)
    statement = cut(contribution, by=taker)
    with pytest.raises(RightRefused):
        take_back_capture(by=other, statement=statement)
    assert take_back_capture(by=taker, statement=statement).withheld_for == "mistaken_entry"
    assert conservation_of(contribution.round).withheld == 1


def test_slip_that_was_taken_back_is_captured_again_under_its_number(contribution):
    taker = person_who_may("statement.capture", contribution.territory)
    slip = cut(contribution, by=taker)
    take_back_capture(by=taker, statement=slip)
    again = capture_statement(by=BY, contribution=contribution, start=0, end=18, kind="offer")
    assert (again.ref, again.state, again.kind, again.withheld_for) == (slip.ref, State.CAPTURED, "offer", "")


def test_what_a_publisher_withheld_as_a_mistake_is_not_captured_again(contribution):
    statement = cut(contribution)
    withhold_statement(by=BY, statement=statement, code="mistaken_entry", reason=REASON)
    assert cut(contribution).state == State.WITHHELD


def test_report_is_seen_to_by_a_moderator_of_the_place_alone():
    report = report_statement(statement=StatementFactory(), reason="insults", text="")
    with pytest.raises(RightRefused):
        handle_report(by=person_who_may("contribution.moderate", TerritoryFactory()), report=report)
    moderator = person_who_may("contribution.moderate", report.statement.territory)
    assert handle_report(by=moderator, report=report).handled_by == moderator


@pytest.mark.parametrize(
    ("verb", "deed", "state", "facts"),
    [
        ("statement.confirm", confirm_statement, State.CAPTURED, {}),
        ("statement.confirm", revise_statement, State.CAPTURED, {"expected_n": 1, "text": "a", "why": "b"}),
        ("statement.publish", publish_statement, State.CONFIRMED, {}),
        ("statement.publish", withhold_statement, State.CONFIRMED, {"code": "legal", "reason": REASON}),
        ("statement.publish", undo_as_shown, State.CONFIRMED, {}),
    ],
)
def test_deed_needs_its_right_in_the_statements_territory(verb, deed, state, facts):
    statement = StatementFactory(state=state, territory=TerritoryFactory(parent=RegionFactory()))
    with pytest.raises(RightRefused):
        deed(by=person_who_may(verb, TerritoryFactory()), statement=statement, **facts)
    deed(by=person_who_may([verb, "statement.confirm"], statement.territory.parent), statement=statement, **facts)


def test_every_deed_writes_a_line_of_the_journal_without_the_words():
    statement = StatementFactory(text="Des mots que le journal ne garde pas")
    lines = JournalEntry.objects.filter(object_type="listen.statement", object_id=str(statement.pk))
    assert list(lines.order_by("seq").values_list("verb", flat=True)) == ["captured", "confirmed", "published"]
    assert "mots" not in str([entry.digests for entry in JournalEntry.objects.all()])


def test_conservation_counts_a_round_by_what_became_of_each_thing_said():
    round = RoundFactory(territories=[CountryFactory()])
    for state in State.values:
        StatementFactory(round=round, state=state)
    count = conservation_of(round)
    assert (count.captured, count.published, count.withheld, count.withdrawn, count.awaiting) == (5, 1, 1, 1, 2)
    assert count.holds
