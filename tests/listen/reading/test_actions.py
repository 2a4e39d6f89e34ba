from datetime import date

import pytest

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.errors import ListenError
from multaqa.listen.linking.actions import Part
from multaqa.listen.moderation.actions import erase_contribution
from multaqa.listen.reading.actions import (
    DecidedMeanwhile,
    accept_proposals,
    correct_proposal,
    refuse_proposals,
    split_proposal,
    start_reading,
    undo_decisions,
)
from multaqa.listen.reading.models import Proposal, ReadingRun
from multaqa.listen.reading.queries import progress_of
from multaqa.listen.statements.actions import confirm_statement
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import conservation_of
from multaqa.ui.rewording import RevisedMeanwhile, seen_in, standing
from tests.factories.ground import TargetGroupFactory, TerritoryFactory, person_who_may
from tests.factories.listen import BY, DocumentFactory, ReadingRunFactory, ReferenceSeriesFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
READS = ["statement.read_drafts", "statement.capture"]
MINUTES = """محضر اللقاء التشاوري

من جهته، قال والي الجهة إن الساكنة القروية بإقليم أزيلال تنتظر وحدة متنقلة.

نطالب بفتح مركز للاستماع للنساء. الطريق تنقطع في الشتاء.
"""


def document_of(text: str, **row):
    document = DocumentFactory(file__filename="minutes.txt", file__data=text.encode(), **row)
    ReferenceSeriesFactory(round=document.meeting.round)
    return document


def reader_of(run: ReadingRun):
    return person_who_may(READS, run.contribution.territory)


@pytest.fixture
def run():
    return ReadingRunFactory()


def seen(run, *states):
    proposals = run.proposals.filter(state__in=states) if states else run.proposals.all()
    return dict(proposals.values_list("pk", "version"))


def test_a_document_is_read_into_proposals_and_nothing_more():
    women, azilal = TargetGroupFactory(code="women"), TerritoryFactory(code="05.081")
    document = document_of(MINUTES, meeting__held_on=date(2022, 3, 1), meeting__date_precision="day")
    run = start_reading(by=person_who_may(READS, document.meeting.territory), document=document)
    kinds = dict(run.proposals.values_list("kind", "said_by"))
    assert Statement.objects.count() == 0
    assert (kinds["expectation"], run.contribution.said_on) == ("", date(2022, 3, 1))
    assert [one.text for one in run.proposals.filter(target_groups=women)] == ["نطالب بفتح مركز للاستماع للنساء."]
    assert run.proposals.get(territories=azilal).said_by == "والي الجهة"
    assert (run.contribution.channel, run.contribution.document) == (Contribution.Channel.DOCUMENT, document)


def test_the_same_file_read_again_is_the_same_reading():
    document = document_of(MINUTES)
    reader = person_who_may(READS, document.meeting.territory)
    first, second = (start_reading(by=reader, document=document) for _time in range(2))
    assert (first, Contribution.objects.count()) == (second, 1)
    assert JournalEntry.objects.filter(verb="read").count() == 1


def test_another_version_of_the_program_reads_the_same_words_received(monkeypatch):
    document = document_of(MINUTES)
    reader = person_who_may(READS, document.meeting.territory)
    first = start_reading(by=reader, document=document)
    monkeypatch.setattr("multaqa.listen.reading.actions.engine_version", lambda: "0.2.0+new")
    second = start_reading(by=reader, document=document)
    assert (first == second, first.contribution) == (False, second.contribution)
    assert first.output_sha256 == second.output_sha256


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty. Choose"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "an image"),
        (b"<!doctype html><html><body></body></html>", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, said):
    document = DocumentFactory(file__data=data)
    with pytest.raises(ListenError, match=said):
        start_reading(by=person_who_may(READS, document.meeting.territory), document=document)
    assert (ReadingRun.objects.count(), Contribution.objects.count()) == (0, 0)


@pytest.mark.parametrize("verbs", [["statement.read_drafts"], ["statement.capture"], ["meeting.manage"]])
def test_having_a_document_read_needs_the_right_to_capture_and_to_read_drafts(verbs):
    document = document_of(MINUTES)
    with pytest.raises(RightRefused):
        start_reading(by=person_who_may(verbs, document.meeting.territory), document=document)


def test_an_accepted_proposal_is_a_statement_of_the_very_characters(run):
    proposal = run.proposals.first()
    accept_proposals(by=reader_of(run), run=run, seen={proposal.pk: 0})
    proposal.refresh_from_db()
    statement = proposal.statement
    assert (proposal.state, statement.state) == (State.ACCEPTED, Statement.State.CAPTURED)
    assert statement.text == run.text[statement.start : statement.end] == "La commune demande une unité mobile."


def test_a_group_is_accepted_as_one_deed_and_counts_add_up(run):
    done = accept_proposals(by=reader_of(run), run=run, seen=seen(run)).done
    progress, counts = progress_of(run), conservation_of(run.contribution.round)
    assert (len(done), progress.accepted, progress.decided, progress.total) == (2, 2, 2, 2)
    assert (counts.captured, counts.awaiting, counts.holds) == (2, 2, True)
    assert JournalEntry.objects.filter(verb="accepted_proposals").count() == 1


def test_a_group_is_accepted_whole_or_not_at_all(run):
    done = accept_proposals(by=reader_of(run), run=run, seen=seen(run)).done
    other = ReadingRunFactory(document=run.document, contribution=run.contribution)
    confirm_statement(by=BY, statement=done[1].statement)
    Statement.objects.filter(pk=done[1].statement.pk).update(state=Statement.State.WITHDRAWN)
    with pytest.raises(ListenError, match="which is withdrawn"):
        accept_proposals(by=reader_of(run), run=other, seen=seen(other))
    assert set(other.proposals.values_list("state", flat=True)) == {State.PROPOSED}


@pytest.mark.parametrize("deed", [accept_proposals, refuse_proposals])
def test_nobody_decides_in_another_province(run, deed):
    with pytest.raises(RightRefused):
        deed(by=person_who_may(READS, TerritoryFactory()), run=run, seen=seen(run))


@pytest.mark.parametrize("deed", [accept_proposals, refuse_proposals])
def test_the_same_decision_sent_twice_is_one(run, deed):
    reader, sent = reader_of(run), seen(run)
    first, second = deed(by=reader, run=run, seen=sent), deed(by=reader, run=run, seen=sent)
    assert (len(first.done), second.done, second.overtaken) == (2, [], [])


def test_whoever_decides_second_changes_nothing_and_is_shown_what_stands(run):
    before = seen(run)
    refuse_proposals(by=reader_of(run), run=run, seen=dict([*before.items()][:1]))
    second = accept_proposals(by=reader_of(run), run=run, seen=before)
    assert [one.state for one in second.overtaken] == [State.REFUSED]
    assert [one.text for one in second.done] == ["La route est coupée en hiver."]
    assert Statement.objects.count() == 1


def test_a_proposal_that_was_corrected_since_it_was_seen_is_not_accepted(run):
    before, proposal = seen(run), run.proposals.first()
    corrected(run, proposal, kind="offer")
    decided = accept_proposals(by=reader_of(run), run=run, seen=before)
    assert ([one.kind for one in decided.overtaken], Statement.objects.count()) == (["offer"], 1)


def corrected(run, proposal, **better):
    stood = {"start": proposal.start, "end": proposal.end, "kind": proposal.kind, "said_by": ""}
    about = {"territories": [], "target_groups": []}
    return correct_proposal(by=reader_of(run), proposal=proposal, **{**stood, **about, **better})


def test_a_correction_stands_beside_what_the_machine_proposed(run):
    proposal, women = run.proposals.first(), TargetGroupFactory()
    better = corrected(run, proposal, end=proposal.end - 8, kind="proposal", target_groups=[women], said_by="Le wali")
    accept_proposals(by=reader_of(run), run=run, seen={better.pk: better.version})
    better.refresh_from_db()
    assert (better.statement.text, better.statement.kind) == ("La commune demande une unité", "proposal")
    assert list(better.statement.target_groups.all()) == [women]
    assert (better.is_corrected, better.machine_text) == (True, "La commune demande une unité mobile.")


def test_a_correction_that_changes_nothing_is_none(run):
    assert not corrected(run, run.proposals.first()).is_corrected


def test_two_readers_who_correct_the_same_proposal_lose_nothing(run):
    proposal = run.proposals.first()
    marks = seen_in(standing(proposal, ["start", "end", "kind", "said_by", "territories", "target_groups"]))
    corrected(run, proposal, kind="offer", seen=marks)
    with pytest.raises(RevisedMeanwhile):
        corrected(run, proposal, kind="asset", seen=marks)


def test_words_outside_of_the_document_are_no_correction(run):
    with pytest.raises(ListenError, match="are not words of this document"):
        corrected(run, run.proposals.first(), end=9999)


def parts_of(proposal):
    middle = proposal.start + 10
    return [Part(proposal.start, middle, proposal.kind), Part(middle + 1, proposal.end, proposal.kind)]


def test_a_split_is_decided_through_its_parts(run):
    proposal = run.proposals.first()
    parts = split_proposal(by=reader_of(run), proposal=proposal, parts=parts_of(proposal))
    again = split_proposal(by=reader_of(run), proposal=proposal, parts=parts_of(proposal))
    assert (parts, progress_of(run).total) == (again, 3)
    accept_proposals(by=reader_of(run), run=run, seen={one.pk: one.version for one in parts})
    assert sorted(Statement.objects.values_list("current__text", flat=True)) == [
        "La commune",
        "demande une unité mobile.",
    ]


def test_a_split_is_taken_back_until_a_part_is_decided(run):
    reader, proposal = reader_of(run), run.proposals.first()
    parts = split_proposal(by=reader, proposal=proposal, parts=parts_of(proposal))
    refuse_proposals(by=reader, run=run, seen={parts[0].pk: parts[0].version})
    with pytest.raises(ListenError, match="Parts of it are decided"):
        undo_decisions(by=reader, run=run, proposals=[proposal.pk])
    undo_decisions(by=reader, run=run, proposals=[parts[0].pk])
    undo_decisions(by=reader, run=run, proposals=[proposal.pk])
    assert (run.proposals.count(), progress_of(run).proposed) == (2, 2)


def test_whoever_corrects_what_was_decided_meanwhile_is_told(run):
    proposal = run.proposals.first()
    refuse_proposals(by=reader_of(run), run=run, seen=seen(run))
    with pytest.raises(DecidedMeanwhile, match="is refused now"):
        corrected(run, proposal, kind="offer")


def test_an_acceptance_is_taken_back_and_given_again_under_the_same_number(run):
    reader, proposal = reader_of(run), run.proposals.first()
    ref = accept_proposals(by=reader, run=run, seen={proposal.pk: 0}).done[0].statement.ref
    undone = undo_decisions(by=reader, run=run, proposals=[proposal.pk])[0]
    assert (undone.state, Statement.objects.get().state) == (State.PROPOSED, Statement.State.WITHHELD)
    better = corrected(run, undone, kind="offer")
    accept_proposals(by=reader_of(run), run=run, seen={better.pk: better.version})
    statement = Statement.objects.get()
    assert (statement.ref, statement.state, statement.kind) == (ref, Statement.State.CAPTURED, "offer")
    assert conservation_of(run.contribution.round).holds


def test_an_acceptance_is_not_taken_back_once_its_statement_was_confirmed(run):
    reader = reader_of(run)
    done = accept_proposals(by=reader, run=run, seen=seen(run)).done
    confirm_statement(by=BY, statement=done[0].statement)
    with pytest.raises(ListenError, match="which is confirmed"):
        undo_decisions(by=reader, run=run, proposals=[one.pk for one in done])
    assert progress_of(run).accepted == 2


def test_only_who_accepted_takes_it_back_while_a_refusal_is_anybodys(run):
    first, second = run.proposals.all()
    accept_proposals(by=reader_of(run), run=run, seen={first.pk: 0})
    refuse_proposals(by=reader_of(run), run=run, seen={second.pk: 0})
    with pytest.raises(ListenError, match="Whoever accepted it"):
        undo_decisions(by=reader_of(run), run=run, proposals=[first.pk])
    undo_decisions(by=reader_of(run), run=run, proposals=[second.pk])
    assert (progress_of(run).accepted, progress_of(run).proposed) == (1, 1)


def test_erased_words_leave_no_speaker_in_the_proposals(run):
    proposal = run.proposals.first()
    Proposal.objects.filter(pk=proposal.pk).update(said_by="Mme X", as_proposed=proposal.as_proposed | {"said_by": "X"})
    erase_contribution(by=BY, contribution=run.contribution)
    proposal.refresh_from_db()
    proposal.run.refresh_from_db()
    assert (proposal.said_by, proposal.as_proposed["said_by"], proposal.text) == ("", "", "")
