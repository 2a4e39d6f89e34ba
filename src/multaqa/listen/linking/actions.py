"""How statements belong together. Nothing is merged away: both ends stay, keep their number, and stay counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.listen.contributions.actions import refuse_unknown
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.errors import ListenError
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.actions import write_statement
from multaqa.listen.statements.models import Statement, StatementLink
from multaqa.listen.statements.queries import leads_to
from multaqa.listen.statements.rules import can_confirm, can_link

Kind = StatementLink.Kind


@dataclass(frozen=True)
class Part:
    """Some of a statement's characters, counted in its contribution, and what kind of thing they say."""

    start: int
    end: int
    kind: str


@transaction.atomic
def split_statement(*, by: Doer, statement: Statement, parts: Sequence[Part], reason: str = "") -> list[Statement]:
    """Several things were said at once: each gets a number of its own; the whole stays and is what is counted."""
    require(can_confirm(by, statement))
    contribution = (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round", "territory")
        .get(pk=statement.contribution_id)
    )
    whole = Statement.objects.select_for_update(of=("self",), no_key=True).get(pk=statement.pk)
    _check_parts(whole, contribution, parts)
    _check_beside_others(whole, parts)
    made = [_part_of(by, whole, contribution, part, reason) for part in parts]
    record(by, "split", whole, parts=[part.ref for part in made])
    return made


def _part_of(by: Doer, whole: Statement, contribution: Contribution, part: Part, reason: str) -> Statement:
    if done := whole.parts.filter(start=part.start, end=part.end).first():
        return done
    made = write_statement(
        by,
        Statement(
            contribution=contribution,
            split_from=whole,
            start=part.start,
            end=part.end,
            kind=part.kind,
            language=whole.language,
            said_on=whole.said_on,
        ),
        territories=list(whole.territories.all()),
        target_groups=list(whole.target_groups.all()),
    )
    _link(by, Kind.PART_OF, made, whole, reason)
    return made


def _check_parts(whole: Statement, contribution: Contribution, parts: Sequence[Part]) -> None:
    if whole.split_from_id:
        raise ListenError(_("%(ref)s is itself a part. Split the statement that it was cut from.") % {"ref": whole.ref})
    if whole.state == Statement.State.WITHDRAWN:
        raise ListenError(_("Its author withdrew %(ref)s. It is not worked on any more.") % {"ref": whole.ref})
    if contribution.erased_at or whole.revisions.filter(redacted_at__isnull=False).exists():
        raise ListenError(
            _("Some words of %(ref)s are hidden, and splitting would show them again. Revise it instead.")
            % {"ref": whole.ref}
        )
    if len(parts) < 2:
        raise ListenError(_("A split needs two parts or more. Mark where each part ends."))
    edges = [whole.start, *(edge for part in parts for edge in (part.start, part.end)), whole.end]
    if edges != sorted(edges) or any(part.start == part.end for part in parts):
        raise ListenError(
            _("The parts must follow each other inside %(ref)s without overlapping. Mark them again.")
            % {"ref": whole.ref}
        )


def _check_beside_others(whole: Statement, parts: Sequence[Part]) -> None:
    """Somebody else may have split it already: what they cut stands, unless it was taken back."""
    standing = whole.parts.exclude(state__in=(Statement.State.WITHHELD, Statement.State.WITHDRAWN))
    for other in standing.order_by("start"):
        if any(_overlap(other, part) for part in parts):
            raise ListenError(
                _("%(ref)s was split already, and %(part)s holds some of the same words. Withhold that part first.")
                % {"ref": whole.ref, "part": other.ref}
            )


def _overlap(other: Statement, part: Part) -> bool:
    return (other.start, other.end) != (part.start, part.end) and other.start < part.end and part.start < other.end


@transaction.atomic
def merge_statements(
    *, by: Doer, kept: Statement, duplicates: Sequence[Statement], reason: str = ""
) -> list[StatementLink]:
    """Say that these say the same as the one kept. Each stays readable and counted."""
    return [
        link_statements(by=by, kind=Kind.DUPLICATE_OF, from_statement=one, to_statement=kept, reason=reason)
        for one in duplicates
    ]


@transaction.atomic
def link_statements(
    *, by: Doer, kind: str, from_statement: Statement, to_statement: Statement, reason: str = ""
) -> StatementLink:
    """Write that two statements belong together, and how."""
    require(can_link(by, from_statement, to_statement))
    Round.objects.select_for_update(no_key=True).get(
        pk=from_statement.round_id
    )  # one link at a time, so that no circle closes
    refuse_unknown(StatementLink(kind=kind), "kind")
    _check_link(from_statement, to_statement)
    return _link(by, kind, from_statement, to_statement, reason)


def _check_link(from_statement: Statement, to_statement: Statement) -> None:
    refs = {"from": from_statement.ref, "to": to_statement.ref}
    if from_statement.pk == to_statement.pk:
        raise ListenError(_("%(from)s can't be linked to itself. Give the reference of another one.") % refs)
    if from_statement.round_id != to_statement.round_id:
        raise ListenError(_("%(from)s and %(to)s belong to two rounds. Link statements of one round.") % refs)
    if leads_to(to_statement, from_statement):
        raise ListenError(
            _("%(to)s already leads to %(from)s, so this link would close a circle. Revoke a link between them first.")
            % refs
        )


def _link(by: Doer, kind: str, from_statement: Statement, to_statement: Statement, reason: str) -> StatementLink:
    link, is_new = StatementLink.objects.get_or_create(
        kind=kind,
        from_statement=from_statement,
        to_statement=to_statement,
        revoked_at=None,
        defaults={"reason": reason, "by": acting_person(by)},
    )
    if is_new:
        record(by, "linked", link, kind=kind)
    return link


@transaction.atomic
def unlink_statements(*, by: Doer, link: StatementLink, reason: str) -> StatementLink:
    """Take a link back; that it was there stays written."""
    require(can_confirm(by, link.from_statement))
    link = StatementLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if link.revoked_at is None:
        if not reason.strip():
            raise ListenError(_("The reason is missing. Say in a few words why they don't belong together."))
        link.revoked_at, link.revoked_reason = timezone.now(), reason
        link.save(update_fields=["revoked_at", "revoked_reason"])
        record(by, "unlinked", link)
    return link
