import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from multaqa.ground.people.rules import RightRefused
from multaqa.listen.contributions.models import Contribution, ImportDraft
from multaqa.listen.errors import ListenError
from multaqa.listen.moderation.actions import erase_contribution
from multaqa.listen.moderation.queries import due_for_erasure
from multaqa.listen.statements.actions import capture_statement, confirm_statement, undo_last_move
from multaqa.listen.statements.models import Report, Statement
from multaqa.listen.statements.queries import conservation_of
from tests.factories.ground import PersonFactory, TerritoryFactory, person_who_may
from tests.factories.listen import BY, ContributionFactory, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db


def due():
    return {kind.kind: kind.rows.count() for kind in due_for_erasure() if kind.rows.exists()}


def test_erasing_leaves_what_was_published_standing_under_its_kind():
    statement = StatementFactory(contribution__organisation=None)
    words, sha256 = statement.text, statement.contribution.sha256
    contribution = erase_contribution(by=BY, contribution=statement.contribution)
    assert (contribution.text, contribution.sha256, contribution.said_by_kind) == ("", sha256, "citizen")
    statement.refresh_from_db()
    assert (statement.text, statement.is_published) == (words, True)


def test_erasing_takes_along_what_nobody_read_and_keeps_the_count():
    published = StatementFactory(text="Le pont est coupé. Mme X le sait.")
    draft = capture_statement(by=BY, contribution=published.contribution, start=19, end=33, kind="fact")
    erase_contribution(by=BY, contribution=published.contribution)
    draft.refresh_from_db()
    assert (draft.state, draft.text, "mme" in draft.search_text) == (Statement.State.WITHDRAWN, "", False)
    assert draft.revisions.get().sha256 == Contribution.fingerprint("Mme X le sait.")
    assert conservation_of(published.round).holds


@pytest.mark.parametrize("deed", [confirm_statement, undo_last_move])
def test_what_was_erased_while_it_was_withheld_is_not_taken_up_again(deed):
    statement = StatementFactory(state="withheld")
    erase_contribution(by=BY, contribution=statement.contribution)
    with pytest.raises(ListenError, match="were erased"):
        deed(by=BY, statement=statement)


def test_erasing_needs_a_moderator_of_the_place():
    contribution = ContributionFactory()
    with pytest.raises(RightRefused):
        erase_contribution(by=person_who_may("contribution.moderate", TerritoryFactory()), contribution=contribution)


@pytest.mark.parametrize(
    ("kind", "days", "facts"),
    [
        ("deletion_asked", 31, "deletion_asked_at"),
        ("set_aside", 91, "set_aside_at"),
        ("withdrawn", 31, "withdrawn_at"),
    ],
)
def test_contribution_is_due_once_its_period_is_over(kind, days, facts):
    ContributionFactory(**{facts: timezone.now() - timedelta(days=days)})
    ContributionFactory(**{facts: timezone.now() - timedelta(days=days - 2)})
    assert due() == {kind: 1}


def test_old_words_are_due_only_when_all_their_statements_are_settled():
    long_ago = timezone.now() - timedelta(days=2000)
    for state in (Statement.State.PUBLISHED, Statement.State.CONFIRMED):
        StatementFactory(state=state)
    ContributionFactory()
    Contribution.objects.update(received_at=long_ago)
    assert due() == {"contribution": 1}


def test_words_of_a_source_or_a_demonstration_are_nobodys_to_erase():
    ContributionFactory(illustrative=True, set_aside_at=timezone.now() - timedelta(days=999))
    assert due() == {}


def test_job_says_first_and_erases_only_with_yes():
    ContributionFactory(set_aside_at=timezone.now() - timedelta(days=999))
    Report.objects.create(
        statement=StatementFactory(), reason="other", text="Un nom", handled_at=timezone.now() - timedelta(days=999)
    )
    draft = ImportDraft.objects.create(round=RoundFactory(), by=PersonFactory(), name="a.csv", content=b"")
    ImportDraft.objects.filter(pk=draft.pk).update(at=timezone.now() - timedelta(days=9))
    for yes, gone in (([], {}), (["--yes"], {"set_aside": 1, "report": 1, "import": 1})):
        out = StringIO()
        call_command("erase_expired", "--json", *yes, stdout=out)
        assert json.loads(out.getvalue())["erased"] == gone
    assert due() == {}
