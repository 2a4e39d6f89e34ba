"""Offices change hands: a mandate is claimed, then verified or refused, and ends; it is never rewritten."""

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.ground.actors.errors import ActorError
from multaqa.ground.actors.models import Mandate, MandateMove, Organisation
from multaqa.ground.actors.queries import addresses_of, people_in_office, person_in_office_named
from multaqa.ground.actors.rules import can_claim, can_decide, can_keep_offices, can_keep_organisation
from multaqa.ground.journal.actions import forget, record
from multaqa.ground.people.models import Contact, Person
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.people.sealing import blind_index, normalised
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import keep_under_its_code
from multaqa.ui.formats import day
from multaqa.ui.rewording import stands_already

State = Mandate.State


# Offices


@transaction.atomic
def claim_mandate(
    *,
    by: Doer,
    person: Person,
    organisation: Organisation,
    capacity: Words,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Mandate:
    """Say that a person holds an office, or held it; the same claim twice is one, unless it was refused."""
    require(can_claim(by, person, organisation))
    _refuse_turned_days(valid_from, valid_to)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at:
        raise ActorError(_("This person was erased, and can be given no office."))
    days = {"valid_from": valid_from, "valid_to": valid_to}
    for known in person.mandates.filter(organisation=organisation, **days).exclude(state=State.REFUSED):
        if known.capacity == capacity:
            return known
    mandate = Mandate.objects.create(person=person, organisation=organisation, capacity=capacity, **days)
    _note(by, mandate, before="")
    record(by, "claimed", mandate, capacity=capacity, **days)
    return mandate


@transaction.atomic
def record_mandate(
    *, by: Person, organisation: Organisation, name: Words | None = None, person: Person | None = None, **office: object
) -> Mandate:
    """Write down who holds an office: somebody who is known from another, or a name that is new."""
    require(can_keep_offices(by, organisation))
    return claim_mandate(by=by, person=person or _named(by, name or Words()), organisation=organisation, **office)  # type: ignore[arg-type]


def _named(by: Person, name: Words) -> Person:
    known = person_in_office_named(name, people_in_office(by))
    if known is None:
        known = Person.objects.create(name=name)
        record(by, "named", known, name=name)
    return known


@transaction.atomic
def verify_mandate(*, by: Doer, mandate: Mandate) -> Mandate:
    """Confirm a claim; where its last day is over, it has ended by the same deed."""
    mandate = _locked(by, mandate)
    if mandate.state in {State.VERIFIED, State.ENDED}:
        return mandate
    _require_state(mandate, State.CLAIMED)
    mandate = _move(by, mandate, State.VERIFIED)
    if mandate.valid_to and mandate.valid_to < timezone.localdate():
        mandate = _move(by, mandate, State.ENDED, on=mandate.valid_to)
    return mandate


@transaction.atomic
def refuse_mandate(*, by: Doer, mandate: Mandate, reason: str) -> Mandate:
    mandate = _locked(by, mandate)
    if mandate.state == State.REFUSED and mandate.refusal_reason == reason.strip():
        return mandate
    _require_state(mandate, State.CLAIMED)
    if not reason.strip():
        raise ActorError(_("A refusal without a reason is not kept. Write why."), at_field="reason")
    mandate.refusal_reason = reason.strip()
    return _move(by, mandate, State.REFUSED, reason=reason)


@transaction.atomic
def end_mandate(*, by: Doer, mandate: Mandate, on: date) -> Mandate:
    """The last day in office; whoever follows has a mandate of their own."""
    mandate = _locked(by, mandate)
    if mandate.state == State.ENDED and mandate.valid_to == on:
        return mandate
    _require_state(mandate, State.VERIFIED)
    if mandate.valid_from and on < mandate.valid_from:
        raise ActorError(
            _("%(on)s lies before the first day in office, %(start)s. Give a later day.")
            % {"on": day(on), "start": day(mandate.valid_from)},
            at_field="on",
        )
    mandate.valid_to = on
    return _move(by, mandate, State.ENDED, on=on)


def _refuse_turned_days(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise ActorError(
            _("The last day in office, %(end)s, lies before the first, %(start)s. Correct one of them.")
            % {"end": day(valid_to), "start": day(valid_from)},
            at_field="valid_to",
        )


def _locked(by: Doer, mandate: Mandate) -> Mandate:
    require(can_keep_offices(by, mandate.organisation))
    require(can_decide(by, mandate), _("Nobody decides about their own office. Ask somebody else who keeps offices."))
    return Mandate.objects.select_for_update(no_key=True).get(pk=mandate.pk)


def _require_state(mandate: Mandate, state: str) -> None:
    if mandate.state != state:
        raise ActorError(
            _("This office is %(state)s, so this cannot be done with it any more. Claim a new one.")
            % {"state": mandate.get_state_display()}
        )


def _move(by: Doer, mandate: Mandate, state: str, **changes: object) -> Mandate:
    before, mandate.state = mandate.state, state
    mandate.save()
    _note(by, mandate, before)
    record(by, state, mandate, **changes)
    return mandate


def _note(by: Doer, mandate: Mandate, before: str) -> None:
    MandateMove.objects.create(mandate=mandate, from_state=before, to_state=mandate.state, by=acting_person(by))


# What proves an office, and how its holder is reached


@transaction.atomic
def keep_proof(*, by: Doer, mandate: Mandate, content: bytes, file_name: str) -> Mandate:
    """A decision, a list of those elected: read by the holder and by whoever keeps the offices, and by nobody else."""
    require(can_claim(by, mandate.person, mandate.organisation))
    mandate = Mandate.objects.select_for_update(no_key=True).get(pk=mandate.pk)
    former = mandate.proof.name or ""
    mandate.proof.save(file_name, ContentFile(content), save=False)
    mandate.save(update_fields=["proof"])
    record(by, "proved", mandate, sha256=hashlib.sha256(content).hexdigest())
    if former:
        _throw_away(former)
    return mandate


@transaction.atomic
def keep_contacts(*, by: Doer, mandate: Mandate, email: str, telephone: str, seen: str | None = None) -> Person:
    """How the holder is reached, sealed; what is left empty is taken away."""
    require(can_claim(by, mandate.person, mandate.organisation))
    person = Person.objects.select_for_update(no_key=True).get(pk=mandate.person_id)
    wanted = {"email": normalised(email), "telephone": normalised(telephone)}
    if stands_already(person, wanted, seen, now=addresses_of(person)):
        return person
    person.contacts.all().delete()
    for kind, address in ((Contact.Kind.EMAIL, email), (Contact.Kind.TELEPHONE, telephone)):
        if address:
            Contact.objects.keep(address, kind=kind, person=person)
    record(by, "kept_contacts", person, email=blind_index(email), telephone=blind_index(telephone))
    return person


@transaction.atomic
def erase_proofs(person: Person) -> None:
    """The offices somebody held stay on record; the papers with their name do not."""
    for mandate in person.mandates.exclude(proof=""):
        _throw_away(str(mandate.proof.name))
        mandate.proof = ""
        mandate.save(update_fields=["proof"])
        forget(mandate)


def _throw_away(name: str) -> None:
    """Once it is sure that nothing is rolled back: a file does not come back."""
    storage = Mandate._meta.get_field("proof").storage
    transaction.on_commit(lambda: storage.delete(name))


# Organisations


@transaction.atomic
def add_organisation(
    *, by: Doer, code: str, kind: str, name: Words, territory: Territory, parent: Organisation | None = None
) -> Organisation:
    require(can_keep_organisation(by, territory))
    new = Organisation(code=code, kind=kind, name=name, territory=territory, parent=parent)
    organisation = keep_under_its_code(new)
    if organisation is new:
        record(by, "added", organisation, kind=kind, name=name, territory=territory.code)
    return organisation


@transaction.atomic
def change_organisation(
    *,
    by: Doer,
    organisation: Organisation,
    kind: str,
    name: Words,
    territory: Territory,
    parent: Organisation | None = None,
    seen: str | None = None,
) -> Organisation:
    """A new name, another seat: its code, and all that was said and promised under it, stay."""
    require(can_keep_organisation(by, organisation.territory) and can_keep_organisation(by, territory))
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    _refuse_a_circle(organisation, parent)
    wanted = {"kind": kind, "name": name, "territory": territory, "parent": parent}
    if stands_already(organisation, wanted, seen):
        return organisation
    for field, value in wanted.items():
        setattr(organisation, field, value)
    organisation.save()
    record(by, "changed", organisation, kind=kind, name=name, territory=territory.code, parent=parent and parent.code)
    return organisation


def _refuse_a_circle(organisation: Organisation, parent: Organisation | None) -> None:
    above = parent
    while above is not None:
        if above.pk == organisation.pk:
            raise ActorError(
                _("%(parent)s is itself part of %(organisation)s. Choose another one above it.")
                % {"parent": parent, "organisation": organisation},
                at_field="parent",
            )
        above = above.parent
