"""A document is read into proposals; people decide on them. Nothing becomes a statement by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.analysis.text.documents import UnreadableDocument
from multaqa.ground.journal.actions import record
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.contributions.actions import receive_contribution, refuse_unknown
from multaqa.listen.contributions.models import LANGUAGES, Contribution
from multaqa.listen.errors import ListenError
from multaqa.listen.linking.actions import Part
from multaqa.listen.meetings.models import Document
from multaqa.listen.reading.engine import ENGINE, ReadFile, engine_version, read_file
from multaqa.listen.reading.models import Proposal, ReadingRun
from multaqa.listen.reading.rules import can_decide, can_read_document
from multaqa.listen.reading.wording import refusal_in_words
from multaqa.listen.statements.actions import capture_statement, locked_statements_of, take_back_capture
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.rules import is_own_fresh_capture
from multaqa.ui.rewording import stands_already

State = Proposal.State
KNOWN_LANGUAGES = {tag for tag, _name in LANGUAGES}
Seen = Mapping[int, int]
"""Proposals by their key, each with the version of it that a page showed."""


class DecidedMeanwhile(ListenError):
    """Somebody else decided first: `proposal` holds what stands."""

    status = 409

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        who = proposal.changed_by or _("Somebody else")
        super().__init__(
            _("%(who)s was first: this proposal is %(state)s now. Look at it, and take that back if you disagree.")
            % {"who": who, "state": proposal.get_state_display()}
        )


# Reading


def start_reading(*, by: Person, document: Document) -> ReadingRun:
    """Have a document read; the same file read again by the same program is the same reading.

    It takes seconds, and holds no row meanwhile.
    """
    require(can_read_document(by, document))
    try:
        read = read_file(Path(document.file.path))
    except UnreadableDocument as refused:
        raise ListenError(refusal_in_words(refused)) from refused
    if not read.document.text.strip():
        raise ListenError(_("The document holds no text, so there is nothing to propose. Choose another file."))
    return _keep_reading(by, document, read)


@transaction.atomic
def _keep_reading(by: Person, document: Document, read: ReadFile) -> ReadingRun:
    document = (
        Document.objects.select_for_update(of=("self",), no_key=True)
        .select_related("meeting__round")
        .get(pk=document.pk)
    )
    known = document.readings.filter(file_sha256=read.sha256, engine_version=engine_version())
    if done := known.first():
        return done
    run = ReadingRun.objects.create(
        document=document,
        contribution=_words_of(by, document, read),
        engine=ENGINE,
        engine_version=engine_version(),
        file_sha256=read.sha256,
        output_sha256=read.output_sha256,
        seconds=read.seconds,
        language=_known(read.reading.language, document.language),
        pages=[[page.start, page.end] for page in read.document.pages],
        remarks=[{"code": remark.code, "values": dict(remark.values)} for remark in read.document.remarks],
        started_by=acting_person(by),
    )
    _propose(run, read.statements)
    record(by, "read", run, engine=run.engine_version, file=run.file_sha256, output=run.output_sha256)
    return run


def _words_of(by: Person, document: Document, read: ReadFile) -> Contribution:
    """The text as words received. Two readings that find the same text share them."""
    text, meeting = read.document.text, document.meeting
    return receive_contribution(
        by=by,
        round=meeting.round,
        territory=meeting.territory,
        meeting=meeting,
        document=document,
        channel=Contribution.Channel.DOCUMENT,
        language=_known(read.reading.language, document.language),
        text=text,
        said_on=meeting.held_on,
        command_id=uuid5(NAMESPACE_URL, f"document:{document.pk}:{Contribution.fingerprint(text)}"),
    )


def _known(language: str, otherwise: str) -> str:
    return language if language in KNOWN_LANGUAGES else otherwise


def _propose(run: ReadingRun, found: Sequence[dict[str, Any]]) -> None:
    """One row for each thing that the program found, as it found it."""
    rows = Proposal.objects.bulk_create(
        Proposal(
            run=run,
            start=one["start"],
            end=one["end"],
            kind=one["kind"],
            confidence=one["kind_confidence"],
            language=_known(one["language"], run.language),
            said_by=one["said_by"][:300],
            as_proposed=one,
        )
        for one in found
    )
    _link(rows, Proposal.territories.through, "territory_id", _keys_of(Territory, found, "territories"))
    _link(rows, Proposal.target_groups.through, "targetgroup_id", _keys_of(TargetGroup, found, "target_groups"))


def _keys_of(model: Any, found: Sequence[dict[str, Any]], name: str) -> list[list[int]]:
    """For each thing found the keys of what it names, where this installation knows it."""
    named = {code for one in found for code in one[name]}
    keys = dict(model.objects.filter(code__in=named).values_list("code", "pk"))
    return [[keys[code] for code in one[name] if code in keys] for one in found]


def _link(rows: Sequence[Proposal], through: Any, column: str, keys: Sequence[Sequence[int]]) -> None:
    through.objects.bulk_create(
        through(proposal_id=row.pk, **{column: key}) for row, some in zip(rows, keys, strict=True) for key in some
    )


# Deciding


@dataclass(frozen=True)
class Decided:
    """What became of the proposals that somebody decided on together."""

    done: list[Proposal]
    overtaken: list[Proposal]  # somebody else was first: they stand as they are


@transaction.atomic
def accept_proposals(*, by: Person, run: ReadingRun, seen: Seen) -> Decided:
    """Each becomes a statement cut from the words of the document; one deed, however many."""
    run, decided = _to_decide(by, run, seen, State.ACCEPTED)
    _hold_statements(run)
    for proposal in decided.done:
        proposal.statement = _cut(by, run, proposal)
        _change(by, run, proposal, State.ACCEPTED)
    if decided.done:
        refs = [proposal.statement.ref for proposal in decided.done if proposal.statement]
        record(by, "accepted_proposals", run, statements=refs)
    return decided


def _cut(by: Person, run: ReadingRun, proposal: Proposal) -> Statement:
    statement = capture_statement(
        by=by,
        contribution=run.contribution,
        start=proposal.start,
        end=proposal.end,
        kind=proposal.kind,
        language=proposal.language,
        territories=list(proposal.territories.all()),
        target_groups=list(proposal.target_groups.all()),
    )
    if statement.state in (Statement.State.WITHHELD, Statement.State.WITHDRAWN):
        raise ListenError(
            _("These words are %(ref)s already, which is %(state)s. Refuse the proposal, or see to that statement.")
            % {"ref": statement.ref, "state": statement.get_state_display()}
        )
    return statement


@transaction.atomic
def refuse_proposals(*, by: Person, run: ReadingRun, seen: Seen) -> Decided:
    """Nothing becomes of them; they stay listed, and can be taken up again."""
    run, decided = _to_decide(by, run, seen, State.REFUSED)
    for proposal in decided.done:
        _change(by, run, proposal, State.REFUSED)
    if decided.done:
        record(by, "refused_proposals", run, proposals=[proposal.pk for proposal in decided.done])
    return decided


def _to_decide(by: Person, run: ReadingRun, seen: Seen, state: str) -> tuple[ReadingRun, Decided]:
    """The run and the proposals, locked: those that stand as they were seen, and those that somebody decided first."""
    run = _locked(by, run)
    proposals = _proposals(run, seen)
    open_as_seen = [one for one in proposals if one.is_open and one.version == seen[one.pk]]
    mine = [one for one in proposals if one.state == state and one.changed_by == acting_person(by)]  # sent twice
    overtaken = [one for one in proposals if one not in open_as_seen and one not in mine]
    return run, Decided(open_as_seen, overtaken)


@transaction.atomic
def undo_decisions(*, by: Person, run: ReadingRun, proposals: Sequence[int]) -> list[Proposal]:
    """They are undecided again, as long as nobody took their statements or parts any further."""
    run = _locked(by, run)
    _hold_statements(run)
    undone = [one for one in _proposals(run, proposals) if not one.is_open]
    for proposal in undone:
        _take_back(by, proposal)
        _change(by, run, proposal, State.PROPOSED)
    if undone:
        record(by, "undone", run, proposals=[proposal.pk for proposal in undone])
    return undone


def _take_back(by: Person, proposal: Proposal) -> None:
    if proposal.statement:
        _refuse_foreign(by, proposal, proposal.statement)
        take_back_capture(by=by, statement=proposal.statement)
        proposal.statement = None
    if proposal.parts.exclude(state=State.PROPOSED).exists():
        raise ListenError(_("Parts of it are decided. Take those decisions back first."))
    proposal.parts.all().delete()


def _refuse_foreign(by: Person, proposal: Proposal, statement: Statement) -> None:
    if not is_own_fresh_capture(by, statement):
        raise ListenError(
            _(
                "%(who)s made %(ref)s of it, which is %(state)s. Whoever accepted it takes it back while it is only "
                "captured; after that it is withheld at its own page."
            )
            % {
                "who": proposal.changed_by or _("Somebody else"),
                "ref": statement.ref,
                "state": statement.get_state_display(),
            }
        )


# Correcting


@transaction.atomic
def correct_proposal(
    *,
    by: Person,
    proposal: Proposal,
    start: int,
    end: int,
    kind: str,
    said_by: str,
    territories: Sequence[Territory],
    target_groups: Sequence[TargetGroup],
    seen: str | None = None,
) -> Proposal:
    """Say better what was said and where it begins and ends. What the machine proposed stays beside it."""
    run = _locked(by, proposal.run)
    proposal = _open(run, proposal)
    about: dict[str, Any] = {"territories": list(territories), "target_groups": list(target_groups)}
    facts: dict[str, Any] = {"start": start, "end": end, "kind": kind, "said_by": said_by}
    if stands_already(proposal, {**facts, **about}, seen):
        return proposal
    _check_inside(run, start, end)
    for name, value in facts.items():
        setattr(proposal, name, value)
    refuse_unknown(proposal, "kind")
    proposal.territories.set(territories)
    proposal.target_groups.set(target_groups)
    proposal.is_corrected = proposal.split_from_id is not None or _differs(proposal.as_proposed, facts, about)
    _change(by, run, proposal, State.PROPOSED)
    record(by, "corrected", proposal, start=start, end=end, kind=kind)
    return proposal


def _differs(proposed: Mapping[str, Any], facts: Mapping[str, Any], about: Mapping[str, Any]) -> bool:
    """Whether people say otherwise than the machine did."""
    codes = {name: sorted(row.code for row in rows) for name, rows in about.items()}
    return {**facts, **codes} != {
        **{name: proposed[name] for name in facts},
        **{name: sorted(proposed[name]) for name in codes},
    }


@transaction.atomic
def split_proposal(*, by: Person, proposal: Proposal, parts: Sequence[Part]) -> list[Proposal]:
    """Several things were said at once: each part is a proposal of its own, to be decided by itself."""
    run = _locked(by, proposal.run)
    standing = _proposals(run, [proposal.pk])[0]
    if standing.state == State.SPLIT and _edges(standing.parts.all()) == _edges(parts):
        return list(standing.parts.all())  # the same deed, sent twice
    proposal = _open(run, proposal)
    edges = [proposal.start, *(edge for part in parts for edge in (part.start, part.end)), proposal.end]
    if len(parts) < 2 or edges != sorted(edges) or any(part.start == part.end for part in parts):
        raise ListenError(_("A split needs two parts or more that follow each other. Put an empty line between them."))
    _change(by, run, proposal, State.SPLIT)
    made = [_part_of(run, proposal, part) for part in parts]
    record(by, "split", proposal, parts=_edges(parts))
    return made


def _part_of(run: ReadingRun, whole: Proposal, part: Part) -> Proposal:
    made = Proposal.objects.create(
        run=run,
        split_from=whole,
        start=part.start,
        end=part.end,
        kind=part.kind,
        confidence=whole.confidence,
        language=whole.language,
        said_by=whole.said_by,
        as_proposed=whole.as_proposed,
        is_corrected=True,
        version=run.version,
    )
    made.territories.set(whole.territories.all())
    made.target_groups.set(whole.target_groups.all())
    return made


def _edges(parts: Any) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in parts]


def _check_inside(run: ReadingRun, start: int, end: int) -> None:
    if not 0 <= start < end <= len(run.text) or not run.text[start:end].strip():
        raise ListenError(
            _("Characters %(start)s to %(end)s are not words of this document, which has %(length)s characters.")
            % {"start": start, "end": end, "length": len(run.text)}
        )


# Rows


def _locked(by: Person, run: ReadingRun) -> ReadingRun:
    """The reading, locked and counted one on: whoever decides on one of its proposals does so alone."""
    run = (
        ReadingRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("contribution__territory", "contribution__round")
        .get(pk=run.pk)
    )
    require(can_decide(by, run))
    run.version += 1
    run.save(update_fields=["version"])
    return run


def _hold_statements(run: ReadingRun) -> None:
    """The words and all that was cut from them, before the first line in the journal and in the order of an erasure."""
    words = Contribution.objects.select_for_update(no_key=True).filter(pk=run.contribution_id)
    locked_statements_of(list(words))


def _proposals(run: ReadingRun, keys: Any) -> list[Proposal]:
    rows = Proposal.objects.filter(run=run, pk__in=list(keys)).select_related("statement", "changed_by")
    return list(rows.prefetch_related("territories", "target_groups"))


def _open(run: ReadingRun, proposal: Proposal) -> Proposal:
    standing = _proposals(run, [proposal.pk])[0]
    standing.run = run
    if not standing.is_open:
        raise DecidedMeanwhile(standing)
    return standing


def _change(by: Doer, run: ReadingRun, proposal: Proposal, state: str) -> None:
    proposal.state, proposal.version = state, run.version
    proposal.changed_by, proposal.changed_at = acting_person(by), timezone.now()
    proposal.save()


def forget_speakers(contribution: Contribution) -> None:
    """The words of a document are erased: whom they name goes from its proposals too."""
    proposals = list(Proposal.objects.filter(run__contribution=contribution))
    for proposal in proposals:
        proposal.said_by, proposal.as_proposed = "", {**proposal.as_proposed, "said_by": ""}
    Proposal.objects.bulk_update(proposals, ["said_by", "as_proposed"], batch_size=500)
