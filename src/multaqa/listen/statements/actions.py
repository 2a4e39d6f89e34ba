from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.translations.actions import approve_translation, propose_translation, review_translation
from multaqa.ground.translations.models import Translation
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.ground.vocabulary.word_index import forget_former_words
from multaqa.listen.contributions.actions import CONTRIBUTOR, receive_contribution, refuse_unknown
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.errors import ListenError
from multaqa.listen.rounds.models import ReferenceSeries, Round
from multaqa.listen.statements.models import Report, Statement, StatementMove, StatementRevision
from multaqa.listen.statements.rules import (
    NEXT_STATES,
    can_capture,
    can_confirm,
    can_handle_reports,
    can_publish,
    can_redact,
    is_own_fresh_capture,
    was_taken_back,
)
from multaqa.ui.directions import own_name
from multaqa.ui.formats import listed
from multaqa.ui.rewording import RevisedMeanwhile, have_moved, stands_already

State = Statement.State
MISTAKE = Words(
    ar="أُدخلت خطأً ثم سُحبت فوراً", fr="Saisie par erreur, retirée aussitôt", en="Entered by mistake, taken back at once"
)


# Capturing: from words received to something that has a number for life


@transaction.atomic
def capture_statement(
    *,
    by: Doer,
    contribution: Contribution,
    start: int,
    end: int,
    kind: str,
    language: str = "",
    territories: Sequence[Territory] = (),
    target_groups: Sequence[TargetGroup] = (),
    said_on: date | None = None,
) -> Statement:
    """Cut one thing said out of a contribution; cutting the same characters again is the same deed.

    A slip that was taken back at once stands again, under its number.
    """
    require(can_capture(by, contribution))
    contribution = _open_to_cutting(contribution, start, end)
    if done := contribution.statements.filter(start=start, end=end, split_from=None).first():
        return _capture_again(by, done, kind, territories, target_groups) if was_taken_back(done) else done
    return write_statement(
        by,
        Statement(
            contribution=contribution,
            start=start,
            end=end,
            kind=kind,
            language=language or contribution.language,
            said_on=said_on or contribution.said_on,
        ),
        territories=territories or [contribution.territory],
        target_groups=target_groups,
    )


def write_statement(
    by: Doer, statement: Statement, *, territories: Sequence[Territory], target_groups: Sequence[TargetGroup]
) -> Statement:
    """Give a new statement its number, its first revision and its first move. The contribution is locked by now."""
    contribution = statement.contribution
    refuse_unknown(statement, "kind", "language")
    statement.round, statement.territory = contribution.round, contribution.territory
    statement.ref = next_reference(contribution.round, contribution.territory)
    statement.save(force_insert=True)
    statement.territories.set(territories)
    statement.target_groups.set(target_groups)
    _add_revision(by, statement, contribution.text[statement.start : statement.end], n=1)
    StatementMove.objects.create(statement=statement, to_state=State.CAPTURED, by=acting_person(by))
    record(by, "captured", statement, ref=statement.ref, start=statement.start, end=statement.end)
    return statement


def _capture_again(
    by: Doer, statement: Statement, kind: str, territories: Sequence[Territory], target_groups: Sequence[TargetGroup]
) -> Statement:
    statement = _locked(statement)
    statement.kind = kind
    refuse_unknown(statement, "kind")
    statement.territories.set(territories or [statement.contribution.territory])
    statement.target_groups.set(target_groups)
    return write_move(by, statement, State.CAPTURED, undoes=statement.standing_moves().last())


def next_reference(round: Round, territory: Territory) -> str:
    """The next number of the nearest series above the territory, given under its lock."""
    series = ReferenceSeries.objects.select_for_update(no_key=True).filter(
        round=round, territory__path__in=territory.paths_above()
    )
    nearest = max(series.select_related("territory"), key=lambda one: len(one.territory.path), default=None)
    if nearest is None:
        raise ListenError(
            _("No series of references covers %(territory)s in “%(round)s”. Ask who prepares the round to add one.")
            % {"territory": territory, "round": round}
        )
    nearest.last_number += 1
    nearest.save(update_fields=["last_number"])
    return f"{nearest.prefix}-{nearest.last_number:04}"


def _open_to_cutting(contribution: Contribution, start: int, end: int) -> Contribution:
    locked = (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round", "territory")
        .get(pk=contribution.pk)
    )
    if locked.erased_at or locked.withdrawn_at or locked.set_aside_at:
        raise ListenError(_("This contribution was withdrawn, set aside or erased. Nothing more is cut from it."))
    if not 0 <= start < end <= len(locked.text) or not locked.text[start:end].strip():
        raise ListenError(
            _("Characters %(start)s to %(end)s are not words of this contribution, which has %(length)s characters.")
            % {"start": start, "end": end, "length": len(locked.text)}
        )
    return locked


@transaction.atomic
def capture_expectation(
    *,
    by: Doer,
    round: Round,
    territory: Territory,
    text: str,
    kind: str,
    command_id: UUID,
    target_groups: Sequence[TargetGroup] = (),
    **received: Any,
) -> Statement:
    """A note taker's one deed: the words received, and the whole of them as one statement."""
    contribution = receive_contribution(
        by=by, round=round, territory=territory, text=text, command_id=command_id, **received
    )
    return capture_statement(
        by=by, contribution=contribution, start=0, end=len(text), kind=kind, target_groups=target_groups
    )


# The way to the public


@transaction.atomic
def describe_statement(
    *,
    by: Doer,
    statement: Statement,
    kind: str,
    territories: Sequence[Territory],
    target_groups: Sequence[TargetGroup],
    said_on: date | None,
    seen: str | None = None,
) -> Statement:
    """Say what kind of thing it is, which places and whom it is about. The words are not touched."""
    require(can_confirm(by, statement))
    statement = _locked(statement)
    _refuse_withdrawn(statement)
    _refuse_unread(statement, seen)
    about: dict[str, Any] = {"territories": list(territories), "target_groups": list(target_groups)}
    if stands_already(statement, {**about, "kind": kind, "said_on": said_on}, seen):
        return statement
    statement.kind, statement.said_on = kind, said_on
    refuse_unknown(statement, "kind")
    statement.save()
    statement.territories.set(territories)
    statement.target_groups.set(target_groups)
    record(by, "described", statement, kind=kind, said_on=said_on)
    return statement


@transaction.atomic
def confirm_statement(*, by: Doer, statement: Statement) -> Statement:
    """A second pair of eyes: these are the words, and this is what they are about."""
    require(can_confirm(by, statement))
    return _move(by, _locked(statement), State.CONFIRMED)


@transaction.atomic
def publish_statement(*, by: Doer, statement: Statement) -> Statement:
    """From here on everybody reads it, and an answer is owed."""
    require(can_publish(by, statement))
    statement = _locked(statement)
    if not statement.contribution.consent:
        raise ListenError(
            _("Whoever said %(ref)s did not agree to its publication. Ask again, or withhold it.")
            % {"ref": statement.ref}
        )
    return _move(by, statement, State.PUBLISHED)


@transaction.atomic
def withhold_statement(*, by: Doer, statement: Statement, code: str, reason: Words) -> Statement:
    """Keep it from the public, for a reason that the public reads; it stays counted."""
    require(can_publish(by, statement))
    if code not in Statement.WithheldFor.values:
        raise ListenError(
            _("“%(code)s” is no ground for withholding. Choose one of: %(codes)s.")
            % {"code": code, "codes": listed(Statement.WithheldFor.values)}
        )
    _require_both_languages(reason)
    return _move(by, _locked(statement), State.WITHHELD, reason=reason, withheld_for=code)


@transaction.atomic
def take_back_capture(*, by: Doer, statement: Statement) -> Statement:
    """A note taker's own slip, undone at once: the number stays, withheld as entered by mistake."""
    statement = _locked(statement)
    require(is_own_fresh_capture(by, statement))
    return _move(by, statement, State.WITHHELD, reason=MISTAKE, withheld_for=Statement.WithheldFor.MISTAKEN_ENTRY)


@transaction.atomic
def undo_last_move(*, by: Doer, statement: Statement, move: StatementMove | None = None) -> Statement:
    """Take back the last change of state: the one that a page showed as `move`, or else one's own.

    Refused once another came after it. The deed and its undoing both stay written.
    """
    require(can_publish(by, statement))
    statement = _locked(statement)
    if move and StatementMove.objects.filter(undoes=move).exists():
        return statement  # the same command, sent twice
    last = statement.standing_moves().last()
    if last is None or not last.from_state:
        raise ListenError(_("%(ref)s was only captured: there is nothing to undo.") % {"ref": statement.ref})
    if last.to_state == State.WITHDRAWN:
        raise ListenError(_("Its author withdrew %(ref)s. Nobody else can bring it back.") % {"ref": statement.ref})
    is_meant = last == move if move else last.by == acting_person(by)
    if not is_meant:
        raise ListenError(
            _("Somebody else took %(ref)s further meanwhile: it is %(state)s. Look at it before you undo that.")
            % {"ref": statement.ref, "state": statement.get_state_display()}
        )
    _refuse_erased(statement)
    return write_move(by, statement, last.from_state, undoes=last)


def _move(by: Doer, statement: Statement, state: str, reason: Words | None = None, withheld_for: str = "") -> Statement:
    if statement.state == state:
        return statement  # the same command, sent twice
    if state not in NEXT_STATES[statement.state]:
        raise ListenError(
            _("%(ref)s is %(now)s and can't become %(wanted)s. Reload the page to see where it stands.")
            % {"ref": statement.ref, "now": statement.get_state_display(), "wanted": State(state).label}
        )
    if state != State.WITHHELD:
        _refuse_erased(statement)
    return write_move(by, statement, state, reason=reason or Words(), withheld_for=withheld_for)


def write_move(by: Doer, statement: Statement, state: str, **facts: Any) -> Statement:
    """Write the move; what the statement shows of its state is then read from the moves that stand."""
    StatementMove.objects.create(
        statement=statement, from_state=statement.state, to_state=state, by=acting_person(by), **facts
    )
    statement.state = state
    moves = list(statement.standing_moves())
    statement.published_at = next((move.at for move in moves if move.to_state == State.PUBLISHED), None)
    withheld = moves[-1] if state == State.WITHHELD else None
    statement.withheld_for = withheld.withheld_for if withheld else ""
    statement.withheld_reason = withheld.reason if withheld else Words()
    statement.save()
    record(by, "undone" if "undoes" in facts else state, statement, state=state)
    return statement


# The words


@transaction.atomic
def revise_statement(*, by: Doer, statement: Statement, expected_n: int, text: str, why: str) -> StatementRevision:
    """Better words for the same thing. Whoever worked on older words is told, and loses nothing."""
    require(can_confirm(by, statement))
    statement = _locked(statement)
    _refuse_withdrawn(statement)
    if (done := _current(statement)).n > expected_n and (done.text, done.why) == (text, why):
        return done  # the same deed, sent twice
    current = _current_if(statement, expected_n, text)
    if not why.strip():
        raise ListenError(_("Say why the words change: it is published beside them."))
    revision = _add_revision(by, statement, text, n=current.n + 1, why=why)
    record(by, "revised", statement, n=revision.n, sha256=revision.sha256)
    return revision


@transaction.atomic
def redact_statement(*, by: Doer, statement: Statement, expected_n: int, text: str, reason: Words) -> StatementRevision:
    """Hide what may not be read: earlier words and translations go, their hash and the reason stay."""
    require(can_redact(by, statement))
    statement = _locked(statement)
    current = _current_if(statement, expected_n, text)
    _require_both_languages(reason)
    statement.revisions.exclude(redacted_at__isnull=False).update(
        text="", redacted_at=timezone.now(), redaction_reason=reason
    )
    statement.translations.all().delete()
    revision = _add_revision(by, statement, text, n=current.n + 1, why=str(Words(reason)))
    forget_former_words(Statement)
    record(by, "redacted", statement, n=revision.n, sha256=revision.sha256)
    return revision


@transaction.atomic
def translate_statement(
    *, by: Doer, statement: Statement, language: str, text: str, approve: bool = False, seen: str | None = None
) -> Translation:
    """Put the words as they stand now into another language; who may approve it does so in the same deed."""
    require(can_confirm(by, statement))
    statement = _locked(statement)
    _refuse_withdrawn(statement)
    if language == statement.language:
        raise ListenError(
            _("%(ref)s is already in this language. Translate it into another one.") % {"ref": statement.ref}
        )
    _refuse_unread(statement, seen)
    earlier = statement.translation(language)
    name = f"words_{language}"
    stands_already(statement, {name: text}, seen, now={name: earlier.text if earlier else ""})
    current = _current(statement)
    where: dict[str, Any] = {"by": by, "source_text": current.text, "territory": statement.territory}
    translation = propose_translation(**where, subject=statement, language=language, text=text, of_revision=current.n)
    if approve:
        translation = review_translation(**where, translation=translation)
        translation = approve_translation(**where, translation=translation)
    statement.save()  # it is found by its translations too
    return translation


def _current(statement: Statement) -> StatementRevision:
    return StatementRevision.objects.get(statement=statement, pk=statement.current_id or 0)


def _refuse_unread(statement: Statement, seen: str | None) -> None:
    """Nobody describes or translates words that are others than those they read."""
    if have_moved({"text": statement.text}, seen):
        raise RevisedMeanwhile(statement)


def _current_if(statement: Statement, expected_n: int, text: str) -> StatementRevision:
    current = _current(statement)
    if current.n != expected_n:
        raise RevisedMeanwhile(statement)
    if not text.strip():
        raise ListenError(_("No words are left. To keep the whole statement from the public, withhold it."))
    if text == current.text:
        raise ListenError(_("The words are the same as before. Change them, or leave the page."))
    return current


def _add_revision(by: Doer, statement: Statement, text: str, *, n: int, why: str = "") -> StatementRevision:
    revision = StatementRevision.objects.create(
        statement=statement, n=n, text=text, sha256=Contribution.fingerprint(text), why=why, by=acting_person(by)
    )
    statement.current = revision
    statement.save()
    return revision


# A reader's "report this"


@transaction.atomic
def report_statement(*, statement: Statement, reason: str, text: str) -> Report:
    """Anybody may point at what should not stand there; a moderator reads it."""
    if not statement.is_published:
        raise ListenError(_("%(ref)s is not published, so there is nothing to report.") % {"ref": statement.ref})
    report = Report.objects.create(statement=statement, reason=reason, text=text)
    record(CONTRIBUTOR, "reported", report)
    return report


@transaction.atomic
def handle_report(*, by: Doer, report: Report) -> Report:
    """A moderator has seen to it."""
    require(can_handle_reports(by, report.statement))
    report = (
        Report.objects.select_for_update(of=("self",), no_key=True)
        .select_related("statement__territory")
        .get(pk=report.pk)
    )
    if report.handled_at is None:
        report.handled_at, report.handled_by = timezone.now(), acting_person(by)
        report.save(update_fields=["handled_at", "handled_by"])
        record(by, "handled_report", report)
    return report


def locked_statements_of(contributions: Iterable[Contribution]) -> list[Statement]:
    """All of them before the first line in the journal: who works on one waits for the journal with it in hand."""
    rows = Statement.objects.select_for_update(no_key=True).filter(contribution__in=contributions)
    return list(rows.order_by("pk"))


def _locked(statement: Statement) -> Statement:
    return (
        Statement.objects.select_for_update(of=("self",), no_key=True)
        .select_related("territory", "contribution")
        .get(pk=statement.pk)
    )


def _refuse_withdrawn(statement: Statement) -> None:
    if statement.state == State.WITHDRAWN:
        raise ListenError(_("Its author withdrew %(ref)s. It is not worked on any more.") % {"ref": statement.ref})


def _refuse_erased(statement: Statement) -> None:
    if not statement.text:
        raise ListenError(
            _("The words of %(ref)s were erased with the contribution they came from. It stays as it is.")
            % {"ref": statement.ref}
        )


def _require_both_languages(reason: Words) -> None:
    if missing := [own_name(tag) for tag in ("ar", "fr") if not reason.get(tag)]:
        raise ListenError(
            _("The reason is missing in: %(languages)s. Write it in Arabic and in French.")
            % {"languages": listed(missing)}
        )
