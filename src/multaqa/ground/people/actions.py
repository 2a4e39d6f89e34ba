"""Deeds about people: inviting them, giving and ending roles, letting them go."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import forget, record
from multaqa.ground.people.erasing import erase_the_rest
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.models import Contact, Invitation, Person, Role, RoleTemplate, User
from multaqa.ground.people.queries import still_offered
from multaqa.ground.people.rules import Doer, can_erase, can_give, require
from multaqa.ground.people.sealing import blind_index, normalised
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words

INVITATION_LASTS = timedelta(days=14)


def new_token() -> tuple[str, str]:
    """A secret for a link, and the digest by which it is known again."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# Invitations


@transaction.atomic
def invite_person(
    *, by: Person, email: str, template: RoleTemplate, territory: Territory, language: str
) -> tuple[Invitation, str]:
    """Offer a role to an address; an earlier offer of the same ends. Returns it with the secret of its link."""
    require(can_give(by, template, territory))
    email = normalised(email)
    _refuse_a_role_twice(email, template, territory)
    for earlier in _open_invitations(email).filter(template=template, territory=territory):
        _close(earlier, by)
    (token, token_sha256), now = new_token(), timezone.now()
    invitation = Invitation.objects.create(
        template=template,
        territory=territory,
        language=language,
        token_sha256=token_sha256,
        invited_by=by,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    Contact.objects.keep(email, invitation=invitation)
    record(by, "invited", invitation, email=blind_index(email), template=template.code, territory=territory.code)
    return invitation, token


def _refuse_a_role_twice(email: str, template: RoleTemplate, territory: Territory) -> None:
    held = Role.objects.in_force().filter(template=template, territory=territory)
    if held.filter(person__user__in=User.objects.filter(email=email)).exists():
        raise PeopleError(
            _("%(email)s is already %(role)s in %(territory)s. Choose another role or another territory.")
            % {"email": email, "role": template.name, "territory": territory.name}
        )


@transaction.atomic
def accept_invitation(*, token: str, name: Words, password: str) -> Person:
    """Open an account with the offered role for whoever has the link."""
    invitation = _offered(token)
    user = _new_account(invitation.email, password)
    person = Person.objects.create(name=name, user=user, preferred_language=invitation.language)
    return _take_up(invitation, person)


def _new_account(email: str, password: str) -> User:
    """Of two that come at once with the same address, the second is told."""
    try:
        with transaction.atomic():
            if not User.objects.filter(email=email).exists():
                return User.objects.create_user(email, password)
    except IntegrityError:
        pass
    raise PeopleError(_("An account with this address exists. Sign in with it, then open the link again."))


@transaction.atomic
def accept_another_role(*, token: str, by: Person) -> Person:
    """Add the offered role to the account that the invitation's address already has."""
    invitation = _offered(token)
    if by.user is None or by.user.email != invitation.email:
        raise PeopleError(_("This invitation is for another address than the one you are signed in with."))
    return _take_up(invitation, by)


def _offered(token: str) -> Invitation:
    invitation = Invitation.objects.select_for_update(no_key=True).filter(token_sha256=digest(token)).first()
    if invitation is None or not still_offered(invitation):
        raise PeopleError(_("This invitation was used, was taken back or has run out. Ask for a new one."))
    return invitation


def _take_up(invitation: Invitation, person: Person) -> Person:
    role, _is_new = _role(person, invitation.template, invitation.territory)
    invitation.accepted_at = timezone.now()
    _without_address(invitation)
    record(person, "took_up", role)
    person.__dict__.pop("_rights", None)
    return person


@transaction.atomic
def revoke_invitation(*, by: Doer, invitation: Invitation) -> None:
    """Take an offer back; its link stops working and its address goes."""
    require(can_give(by, invitation.template, invitation.territory))
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if not invitation.accepted_at and not invitation.revoked_at:
        _close(invitation, by)


def _close(invitation: Invitation, by: Doer) -> None:
    invitation.revoked_at = timezone.now()
    _without_address(invitation)
    record(by, "revoked", invitation)


def _without_address(invitation: Invitation) -> None:
    invitation.save()
    Contact.objects.filter(invitation=invitation).delete()
    forget(invitation)


def _open_invitations(email: str) -> QuerySet[Invitation]:
    offers = Invitation.objects.select_for_update(no_key=True).filter(accepted_at=None, revoked_at=None)
    return offers.filter(contact__in=Contact.objects.that_reach(email))


# Roles


@transaction.atomic
def give_role(*, by: Doer, person: Person, template: RoleTemplate, territory: Territory) -> Role:
    """Give a role from today on; the same role given twice is one."""
    require(can_give(by, template, territory))
    role, is_new = _role(person, template, territory)
    if is_new:
        record(by, "gave", role, person=person.pk, template=template.code, territory=territory.code)
    return role


def _role(person: Person, template: RoleTemplate, territory: Territory) -> tuple[Role, bool]:
    """The role in force, or a new one from today on: held twice, it would outlive its end."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = Role.objects.in_force().filter(person=person, template=template, territory=territory).first()
    if held:
        return held, False
    return Role.objects.create(person=person, template=template, territory=territory), True


@transaction.atomic
def end_role(*, by: Doer, role: Role) -> Role:
    """End a role now. It stays on record; a second time changes nothing."""
    require(can_give(by, role.template, role.territory))
    role = Role.objects.select_for_update(no_key=True).get(pk=role.pk)
    _end(role, by)
    return role


def _end(role: Role, by: Doer) -> None:
    today = timezone.localdate()
    if role.valid_to is None or role.valid_to > today:
        role.valid_to = max(today, role.valid_from)
        role.save()
        record(by, "ended", role)


# Accounts


@transaction.atomic
def end_all_sessions(*, by: Person) -> None:
    """Sign a person out of every browser, this one included."""
    user = by.user
    if user is not None:
        User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
        record(by, "ended_sessions", user)


@transaction.atomic
def speak_language(*, by: Person, language: str) -> None:
    """The language in which a person wants their mails and their workspace."""
    by.preferred_language = language
    by.save(update_fields=["preferred_language"])
    record(by, "chose_language", by, language=language)


@transaction.atomic
def erase_person(*, by: Doer, person: Person) -> Person:
    """Take away name, addresses, needs and account. What the person said, decided or signed stands without them."""
    require(can_erase(by, person))
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    roles = list(person.roles.select_for_update(of=("self",), no_key=True).order_by("pk"))
    offers = list(_open_invitations(person.user.email)) if person.user else []
    for role in roles:
        _end(role, by)
    person.name, person.access_needs, person.erased_at = Words(), "", timezone.now()
    user, person.user = person.user, None
    person.save()
    person.contacts.all().delete()
    erase_the_rest(person)
    record(by, "erased", person)
    forget(person, *roles)
    for offer in offers:
        _close(offer, by)
    if user is not None:
        _close_account(user)
    return person


def _close_account(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    forget(user)
    user.delete()
