from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from multaqa.ground.actors.models import Mandate, Organisation
from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.once import insert_or_find
from multaqa.listen.contributions.follow_codes import command_of, digest
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.contributions.rules import can_moderate, can_record
from multaqa.listen.errors import AlreadySent, ListenError
from multaqa.listen.meetings.models import Document, Meeting
from multaqa.listen.rounds.models import Round
from multaqa.ui.formats import listed

CONTRIBUTOR = SystemActor("contributor")  # somebody without an account; what they may touch is what their code opens


@transaction.atomic
def receive_contribution(
    *,
    by: Doer,
    round: Round,
    territory: Territory,
    channel: str,
    language: str,
    text: str,
    said_by_kind: str = "anonymous",
    said_by_mandate: Mandate | None = None,
    organisation: Organisation | None = None,
    recorded_by_kind: str = "",
    meeting: Meeting | None = None,
    document: Document | None = None,
    suggested_kind: str = "",
    said_on: date | None = None,
    received_at: datetime | None = None,
    consent: bool = True,
    follow_code: str = "",
    command_id: UUID | None = None,
) -> Contribution:
    """Take in somebody's words as they are; the same command sent again is the same deed."""
    require(can_record(by, territory, channel))
    command_id = command_of(follow_code) if follow_code else command_id
    if command_id and (done := Contribution.objects.filter(command_id=command_id).first()):
        return _same_words(done, text)
    if not text.strip():
        raise ListenError(_("There are no words to receive. Write down what was said."))
    _check_round_takes(round, territory)
    _check_belongs(round, meeting, document)
    _check_consent(channel, consent)
    contribution = Contribution(
        code=f"{channel}-{get_random_string(12, 'abcdefghjkmnpqrstvwxyz0123456789')}",
        round=round,
        territory=territory,
        channel=channel,
        language=language,
        text=text,
        sha256=Contribution.fingerprint(text),
        said_by_kind=organisation.kind if organisation else said_by_kind,
        said_by_mandate=said_by_mandate,
        organisation=organisation,
        recorded_by=acting_person(by),
        recorded_by_kind=recorded_by_kind,
        meeting=meeting,
        document=document,
        suggested_kind=suggested_kind,
        said_on=said_on,
        received_at=received_at or timezone.now(),
        consent=consent,
        follow_code_sha256=digest(follow_code) if follow_code else "",
        command_id=command_id,
    )
    refuse_unknown(contribution, "channel", "language", "said_by_kind", "suggested_kind")
    return _keep(by, "received", contribution)


def refuse_unknown(row: models.Model, *names: str) -> None:
    """A value that is none of its field's choices comes from no form of ours: say which there are."""
    for name in names:
        field, value = row._meta.get_field(name), getattr(row, name)
        choices = dict(field.flatchoices)  # type: ignore[union-attr]
        if value not in choices and value not in field.empty_values:  # type: ignore[union-attr]
            raise ListenError(
                _("“%(value)s” is not a value of %(name)s. Choose one of: %(choices)s.")
                % {"value": value, "name": name, "choices": listed(choices)}
            )


def _keep(by: Doer, verb: str, contribution: Contribution) -> Contribution:
    kept = insert_or_find(contribution, "command_id")
    if kept is not contribution:
        return _same_words(kept, contribution.text)
    record(by, verb, contribution, sha256=contribution.sha256)
    return contribution


def _same_words(done: Contribution, text: str) -> Contribution:
    if done.sha256 != Contribution.fingerprint(text):
        raise AlreadySent
    return done


def _check_round_takes(round: Round, territory: Territory) -> None:
    if not round.is_open:
        raise ListenError(
            _("The round “%(round)s” is %(state)s and takes no contributions. See the rounds that are open.")
            % {"round": round, "state": round.get_state_display()}
        )
    roots = [root.path for root in round.territories.all()]
    if not any(territory.is_within(path) for path in roots):
        raise ListenError(
            _("%(territory)s is not part of the round “%(round)s”. Choose a territory of the round.")
            % {"territory": territory, "round": round}
        )


def _check_belongs(round: Round, meeting: Meeting | None, document: Document | None) -> None:
    if meeting and meeting.round_id != round.pk:
        raise ListenError(
            _("The meeting “%(meeting)s” belongs to another round. Choose one of this round.") % {"meeting": meeting}
        )
    if document and meeting and document.meeting_id != meeting.pk:
        raise ListenError(
            _("The document “%(document)s” belongs to another meeting. Choose one of this meeting.")
            % {"document": document}
        )


def _check_consent(channel: str, consent: bool) -> None:
    """What was said in a hall is kept even so, and never published; nobody is made to fill in a form."""
    if channel == Contribution.Channel.WEB and not consent:
        raise ListenError(
            _("Without your agreement we may not keep your words. Tick the agreement, or leave the page.")
        )


@transaction.atomic
def correct_contribution(*, contribution: Contribution, text: str, command_id: UUID | None = None) -> Contribution:
    """What its author meant: new words beside the old ones, which stay as they were received."""
    if command_id and (done := Contribution.objects.filter(command_id=command_id).first()):
        return _same_words(done, text)
    old = _standing(contribution)
    if old.text == text:
        raise ListenError(_("These are the words you sent before. Change what should be changed, then send."))
    copied: dict[str, Any] = {name: getattr(old, name) for name in COPIED}
    new = Contribution(
        code=f"{old.channel}-{get_random_string(12, 'abcdefghjkmnpqrstvwxyz0123456789')}",
        text=text,
        sha256=Contribution.fingerprint(text),
        corrects=old,
        command_id=command_id,
        **copied,
    )
    return _keep(CONTRIBUTOR, "corrected", new)


COPIED = ("round", "territory", "channel", "language", "said_by_kind", "said_by_mandate", "organisation", "meeting",
          "suggested_kind", "consent", "follow_code_sha256", "illustrative")  # fmt: skip


@transaction.atomic
def ask_deletion(*, contribution: Contribution) -> Contribution:
    """The author wants it gone: a person looks at it, and after a while the retention job does it anyway."""
    contribution = Contribution.objects.select_for_update(no_key=True).get(pk=contribution.pk)
    if contribution.deletion_asked_at is None and contribution.erased_at is None:
        contribution.deletion_asked_at = timezone.now()
        contribution.save(update_fields=["deletion_asked_at"])
        record(CONTRIBUTOR, "asked_deletion", contribution)
    return contribution


@transaction.atomic
def set_aside_contribution(*, by: Doer, contribution: Contribution, reason: str) -> Contribution:
    """Nothing in it can become a statement; it is kept until its retention ends."""
    require(can_moderate(by, contribution))
    contribution = _standing(contribution)
    if not reason.strip():
        raise ListenError(_("The reason is missing. Say in a few words why nothing is cut from this contribution."))
    if contribution.statements.exists():
        raise ListenError(
            _("Statements were already cut from this contribution. Withhold those that should not be published.")
        )
    contribution.set_aside_at, contribution.set_aside_reason = timezone.now(), reason
    contribution.save(update_fields=["set_aside_at", "set_aside_reason"])
    record(by, "set_aside", contribution)
    return contribution


def _standing(contribution: Contribution) -> Contribution:
    """The row, locked, as long as it is still what its author says."""
    locked = Contribution.objects.select_for_update(no_key=True).get(pk=contribution.pk)
    if not Contribution.objects.standing().filter(pk=locked.pk).exists():
        raise ListenError(
            _("This contribution was withdrawn, corrected, set aside or erased meanwhile. Reload the page.")
        )
    return locked
