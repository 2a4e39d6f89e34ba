"""The workspace's front page, and the people of one's territory."""

from smtplib import SMTPException

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.journal.actions import record
from multaqa.ground.people import mails
from multaqa.ground.people.actions import end_role, erase_person, give_role, invite_person, revoke_invitation
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.forms import WHERE_ROLES_HOLD, InviteForm, RoleFilters, RoleForm
from multaqa.ground.people.models import Person, Role
from multaqa.ground.people.queries import managed_invitations, managed_people, managed_roles, reach_of
from multaqa.ground.people.rules import can_erase, require, rights_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ground.vocabulary.fields import Words
from multaqa.ui.pages import page, say
from multaqa.ui.tables import listing

CELLS = cells("person", "template.code", "territory.code", "valid_from")
COLUMNS = {"person": "person_id", "role": "template__order", "territory": "territory__path", "since": "valid_from"}


def desk(request: HttpRequest) -> HttpResponse:
    return page(request, "ground/people/desk.html", person=_me(request))


def people(request: HttpRequest) -> HttpResponseBase:
    return _people_page(request, InviteForm(giver=_inviter(request)))


def _people_page(request: HttpRequest, form: InviteForm, status: int = 200) -> HttpResponseBase:
    me = _inviter(request)
    filters = RoleFilters(request, reach=reach_of(me, "person.invite", WHERE_ROLES_HOLD))
    roles = listing(request, filters.narrow(managed_roles(me)), columns=COLUMNS, default="territory")
    return downloaded(request, roles, "roles", CELLS) or page(
        request,
        "ground/people/people.html",
        status,
        form=form,
        roles=roles,
        filters=filters,
        invitations=managed_invitations(me),
    )


@require_POST
def invite(request: HttpRequest) -> HttpResponseBase:
    form = InviteForm(request.POST, giver=_inviter(request))
    if form.is_valid() and _invited(request, form):
        say(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("ground:people")
    return _people_page(request, form, status=422)


def _invited(request: HttpRequest, form: InviteForm) -> bool:
    """An invitation that cannot be sent is not kept."""
    try:
        with transaction.atomic():
            invitation, token = invite_person(by=_me(request), **form.cleaned_data)
            mails.send(invitation.email, invitation.language, mails.invitation, offer=invitation, token=token)
    except PeopleError as refused:
        form.add_error(None, str(refused))
    except (SMTPException, OSError):
        form.add_error(None, _("The mail server did not take the invitation, so nothing was kept. Try again later."))
    return form.is_valid()


@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    invitation = get_object_or_404(managed_invitations(_me(request)), pk=key)
    revoke_invitation(by=_me(request), invitation=invitation)
    say(request, _("The invitation is taken back; its link no longer works."))
    return redirect("ground:people")


def person_page(request: HttpRequest, key: int) -> HttpResponse:
    person = get_object_or_404(managed_people(_me(request)), pk=key)
    record(_me(request), "read", person)
    return _one_person(request, person, RoleForm(giver=_me(request)))


def _one_person(request: HttpRequest, person: Person, form: RoleForm, status: int = 200) -> HttpResponse:
    me = _me(request)
    return page(
        request,
        "ground/people/person.html",
        status,
        whom=person,
        roles=person.roles.select_related("template", "territory").order_by("valid_from", "pk"),
        endable=set(managed_roles(me).filter(person=person).values_list("pk", flat=True)),
        form=form if rights_of(me).hold_anywhere("person.invite") else None,
        erasable=can_erase(me, person),
    )


@require_POST
def give(request: HttpRequest, key: int) -> HttpResponse:
    person = get_object_or_404(managed_people(_me(request)), pk=key)
    form = RoleForm(request.POST, giver=_me(request))
    if not form.is_valid():
        return _one_person(request, person, form, status=422)
    role = give_role(by=_me(request), person=person, **form.cleaned_data)
    say(request, _("The role is given: %(role)s.") % {"role": role})
    return redirect("ground:person", person.pk)


@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    role = get_object_or_404(Role.objects.filter(person__in=managed_people(_me(request))), pk=key)
    end_role(by=_me(request), role=role)
    say(request, _("The role has ended: %(role)s.") % {"role": role})
    return redirect("ground:person", role.person_id)


def erase(request: HttpRequest, key: int) -> HttpResponse:
    """What would go and what would stay, and on POST the deed itself."""
    me = _me(request)
    person = get_object_or_404(managed_people(me), pk=key)
    require(can_erase(me, person))
    if request.method != "POST":
        return page(request, "ground/people/erase.html", whom=person, name=Words(person.name))
    erase_person(by=me, person=person)
    if person == me:
        request.session.flush()
    say(request, _("Name, address and account are erased."))
    return redirect("account_login" if person == me else "ground:people")


def _me(request: HttpRequest) -> Person:
    """The gate lets nobody else in."""
    person: Person = request.user.person
    return person


def _inviter(request: HttpRequest) -> Person:
    require(rights_of(_me(request)).hold_anywhere("person.invite"))
    return _me(request)
