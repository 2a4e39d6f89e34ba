"""Each rule holds on sound rows, and names the row once the rule is broken behind everybody's back."""

import json
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.invariants.registry import INVARIANTS, check_all
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.visits.models import Stop
from multaqa.fund.agreements.models import Agreement
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.disbursements.queries import MoneyByState, StateOfMoney
from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.journal.actions import record
from multaqa.ground.money.money import Money
from multaqa.ground.people.models import Person
from multaqa.ground.translations.models import Translation
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.meetings.models import Announcement, Attendance
from multaqa.listen.rounds.models import ReferenceSeries
from multaqa.listen.statements.models import Statement, StatementLink, StatementRevision
from multaqa.plan.measures.models import MeasureOrigin
from multaqa.understand.themes.models import ThemeStatement
from tests.factories.accountability import WholeThread, whole_thread
from tests.factories.deliver import ShelterFactory, StopFactory
from tests.factories.ground import MandateFactory, OrganisationFactory, PersonFactory
from tests.factories.listen import BY, MeetingFactory, SiteFactory, StatementLinkFactory

pytestmark = pytest.mark.django_db
NINE, TEN, ELEVEN = (datetime(2026, 1, 8, hour, tzinfo=UTC) for hour in (9, 10, 11))


@pytest.fixture
def sound() -> WholeThread:
    """One of everything that a rule reads."""
    whole = whole_thread()
    meeting, person = MeetingFactory(), PersonFactory()
    attend = {"meeting": meeting, "site": SiteFactory(meeting=meeting), "person": person}
    Attendance.objects.create(**attend, organisation_kind="citizen", came_at=NINE, left_at=TEN)
    Attendance.objects.create(**attend, organisation_kind="citizen", came_at=TEN, left_at=ELEVEN)
    StatementLinkFactory(from_statement=whole.statement, to_statement__round=whole.statement.round)
    Answer.objects.create(statement=StatementLink.objects.get().to_statement, due_on="2027-01-01")
    StopFactory(centre=ShelterFactory())
    Person.objects.create(erased_at=NINE)
    Translation.objects.create(
        subject=whole.statement,
        field="text",
        source_sha256=whole.statement.current.sha256,
        language="ar",
        text="ترجمة",
        status=Translation.Status.APPROVED,
    )
    return whole


def test_every_rule_reads_rows_and_holds_on_sound_ones(sound):
    findings = check_all()
    assert [finding for finding in findings if not finding.holds] == []
    assert [finding.title for finding in findings if not finding.rows] == []


def test_an_empty_register_breaks_no_rule():
    assert all(finding.holds for finding in check_all())


@contextmanager
def without_constraints(*tables):
    """What only a fault of the database could do: no check, no trigger stands in the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            dropped = _drop_triggers(cursor, tables)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while one waits
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                _drop_checks(cursor, table)
        yield cursor
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            for statement in dropped:
                cursor.execute(statement)


def _drop_triggers(cursor, tables) -> list[str]:
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
    for name, _ in found:
        cursor.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _drop_checks(cursor, table) -> None:
    """Rolled back with the test."""
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def unchecked(rows, **values) -> None:
    with without_constraints(rows.model._meta.db_table):
        rows.update(**values)


BREACHES: dict[str, tuple[str, Callable[[WholeThread], object]]] = {
    "a statement in no state": ("Captured =", lambda w: Statement.objects.update(state="lost")),
    "a number that was given to nothing": ("As many", lambda w: ReferenceSeries.objects.update(last_number=99)),
    "a contribution reworded": (
        "Contributions are",
        lambda w: Contribution.objects.update(text="Autre chose, plus long."),
    ),
    "first words reworded": ("first words", lambda w: StatementRevision.objects.update(text="Autres mots")),
    "a cut moved": ("first words", lambda w: Statement.objects.update(start=3)),
    "a revision reworded": ("Revisions keep", lambda w: StatementRevision.objects.update(text="Autres mots")),
    "an older revision shown": (
        "last revision",
        lambda w: StatementRevision.objects.create(statement=w.statement, n=2, text="B", sha256="0", why="x"),
    ),
    "links in a circle": (
        "circle",
        lambda w: StatementLink.objects.create(
            kind="follows",
            from_statement=StatementLink.objects.get().to_statement,
            to_statement=StatementLink.objects.get().from_statement,
        ),
    ),
    "a quote beyond the words": ("Quotes lie", lambda w: ThemeStatement.objects.update(end=9999)),
    "a quote of another statement": (
        "Quotes lie",
        lambda w: ThemeStatement.objects.update(statement=StatementLink.objects.get().to_statement),
    ),
    "a theme without evidence": ("has evidence", lambda w: ThemeStatement.objects.all().delete()),
    "the writer made the author": (
        "three facts",
        lambda w: _recorded_by_its_author(w.statement.contribution),
    ),
    "an unknown way": ("three facts", lambda w: Contribution.objects.update(channel="rumour")),
    "a paper nobody wrote down": ("three facts", lambda w: Contribution.objects.update(channel="paper")),
    "an adopted measure from nowhere": ("has an origin", lambda w: MeasureOrigin.objects.all().delete()),
    "a statement nobody owes an answer": ("answer with a day", lambda w: _forget_answer(w)),
    "a published answer without outcome": ("answer is complete", lambda w: unchecked(Answer.objects.all(), outcome="")),
    "a refusal with a measure": ("answer is complete", lambda w: Answer.objects.update(outcome="refused")),
    "somebody in two places": ("twice at once", lambda w: Attendance.objects.update(came_at=NINE, left_at=ELEVEN)),
    "a translation of other words": ("approved translation", lambda w: Translation.objects.update(source_sha256="0")),
    "paid more than committed": ("Paid is", lambda w: Disbursement.objects.update(amount=2_000_000)),
    "paid without a signature": ("Paid is", lambda w: Agreement.objects.update(state="negotiated")),
    "two currencies": ("Currencies", lambda w: Disbursement.objects.update(currency="EUR")),
    "an envelope in no state": ("Proposed", lambda w: Envelope.objects.update(state="spent")),
    "a lapse that an agreement carries": (
        "announced amount",
        lambda w: Announcement.objects.update(state="lapsed", lapsed_reason=Words(ar="س", fr="m")),
    ),
    "a lapse without a reason": ("announced amount", lambda w: unchecked(Announcement.objects.all(), state="lapsed")),
    "an announcement left behind": ("announced amount", lambda w: Agreement.objects.update(state="terminated")),
    "a deed done twice": ("effect once", lambda w: record(BY, "captured", w.statement)),
    "nothing stored as zero": ("zero", lambda w: Centre.objects.update(capacity=0)),
    "an amount of zero": ("zero", lambda w: Announcement.objects.update(amount=0)),
    "an erased person with a name": (
        "Erased",
        lambda w: Person.objects.exclude(erased_at=None).update(name={"fr": "X"}),
    ),
    "words of no category": ("Erased", lambda w: Contribution.objects.update(said_by_kind="")),
    "a journal line altered": ("journal", lambda w: _alter_journal()),
    "a shelter's address": (
        "shelter",
        lambda w: unchecked(Centre.objects.filter(kind="shelter"), address={"fr": "Rue 3"}),
    ),
    "a shelter's street in its words": (
        "shelter",
        lambda w: Centre.objects.filter(kind="shelter").update(description={"ar": "يقع في شارع الحسن"}),
    ),
    "a shelter's place in a stop": ("shelter", lambda w: Stop.objects.update(note={"fr": "Position 32.3372, -6.3498"})),
}


def _recorded_by_its_author(contribution: Contribution) -> None:
    mandate = MandateFactory(organisation=OrganisationFactory())
    Contribution.objects.filter(pk=contribution.pk).update(
        said_by_mandate=mandate, recorded_by=mandate.person, channel="import"
    )


def _forget_answer(whole: WholeThread) -> None:
    whole.answer.moves.all().delete()
    whole.answer.delete()


def _alter_journal() -> None:
    with without_constraints("ground_journalentry") as cursor:
        cursor.execute("UPDATE ground_journalentry SET verb = 'forged' WHERE seq = 2")


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_breach_is_found_and_named(sound, breach):
    part_of_title, plant = BREACHES[breach]
    plant(sound)
    broken = [finding for finding in check_all() if not finding.holds]
    named = [finding for finding in broken if part_of_title.lower() in f"{finding.number} {finding.title}".lower()]
    assert named, (breach, [finding.title for finding in broken])
    assert all(finding.breaches[0] for finding in named)


def test_totals_that_count_a_proposal_are_found(sound, monkeypatch):
    inflated = MoneyByState(StateOfMoney(), StateOfMoney(), StateOfMoney([Money(2_000_000)], 2), StateOfMoney())
    monkeypatch.setattr("multaqa.accountability.invariants.following.money_of_everything", lambda: inflated)
    assert [finding.title for finding in check_all() if not finding.holds] == ["Proposed is never in a committed total"]


def test_a_list_that_loses_a_statement_is_found(sound, monkeypatch):
    ThemeStatement.objects.all().delete()
    monkeypatch.setattr(
        "multaqa.accountability.invariants.following.statements_in_no_theme", lambda round: Statement.objects.none()
    )
    assert "In a theme, or listed as in none" in [finding.title for finding in check_all() if not finding.holds]


def test_a_table_that_does_not_add_up_is_found(sound, monkeypatch):
    empty = type("Table", (), {"sums": type("Sums", (), {"total": 0})})
    monkeypatch.setattr("multaqa.accountability.invariants.listening.attendance_table", lambda meeting: empty)
    assert [finding.title for finding in check_all() if not finding.holds] == ["Attendance by modality adds up"]


def test_every_rule_has_a_breach_planted(sound):
    """So that no rule is added which nothing could break."""
    elsewhere = {"Attendance by modality adds up", "In a theme, or listed as in none"}
    parts = [part.lower() for part, _ in BREACHES.values()]
    named = {one.title for one in INVARIANTS if any(part in f"{one.number} {one.title}".lower() for part in parts)}
    assert {one.title for one in INVARIANTS} == named | elsewhere


def test_command_counts_rows_and_fails_loudly(sound, capsys):
    call_command("check_invariants")
    assert "holds" in capsys.readouterr().out
    Disbursement.objects.update(currency="EUR")
    with pytest.raises(CommandError, match="rules 11"):
        call_command("check_invariants", "--json")
    findings = json.loads(capsys.readouterr().out)
    assert len(findings) == len(INVARIANTS)
    assert [finding["breaches"] for finding in findings if finding["breaches"]] == [
        [f"payment {sound.payment.code} is in EUR, promised in MAD"]
    ]
