"""One's own account, and the two ways into it that are ours: an invitation, and a demonstration's link."""

from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from multaqa.ground.people.actions import (
    accept_another_role,
    accept_invitation,
    digest,
    end_all_sessions,
    speak_language,
)
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.forms import AcceptForm, LanguageForm
from multaqa.ground.people.models import Invitation, Person, SignInLink, User
from multaqa.ground.people.queries import still_offered
from multaqa.ground.people.rules import has_second_factor
from multaqa.ground.people.starting import use_sign_in_link
from multaqa.ground.vocabulary.fields import Words
from multaqa.ui.pages import LinkSpent, page, say

LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "[::1]"}


@login_required
def account(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    form = LanguageForm(request.POST or None, initial={"language": person.preferred_language})
    if request.method == "POST" and form.is_valid():
        speak_language(by=person, language=form.cleaned_data["language"])
        say(request, _("Your mails will come in this language."))
        return redirect("ground:account")
    roles = person.roles.in_force().select_related("template", "territory")
    return page(
        request,
        "ground/people/account.html",
        422 if form.errors else 200,
        form=form,
        roles=roles,
        second_factor=has_second_factor(request.user),
    )


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    end_all_sessions(by=_me(request))
    logout(request)
    say(request, _("You are signed out of every browser."))
    return redirect("account_login")


@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What is offered; an account is opened here, or the role added to the account there is."""
    offer = Invitation.objects.filter(token_sha256=digest(token)).select_related("template", "territory").first()
    if offer is None:
        raise Http404
    if not still_offered(offer):
        raise LinkSpent(_("This invitation was used, was taken back or has run out. Ask for a new one."))
    known = User.objects.filter(email=offer.email).exists()
    form = None if known else AcceptForm(request.POST or None, offer=offer)
    if request.method == "POST" and (form is None or form.is_valid()) and _accepted(request, token, form):
        return redirect("ground:desk")
    response = page(request, "ground/people/invitation.html", _status(request), offer=offer, form=form, known=known)
    # The address is a secret: no other page is told it. "no-referrer" would also hide where the form was sent from,
    # and the browser's "Origin: null" is refused as a forged one.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _accepted(request: HttpRequest, token: str, form: AcceptForm | None) -> bool:
    try:
        if form is None:
            accept_another_role(token=token, by=_me(request))
        else:
            given = form.cleaned_data
            person = accept_invitation(token=token, name=Words(given["name"]), password=given["password"])
            get_adapter().login(request, person.user)  # the link and the password are in one hand: nothing more to ask
    except PeopleError as refused:
        raise LinkSpent(str(refused)) from refused
    say(request, _("Welcome. The role is yours."))
    return True


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


@never_cache
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """A way in without a password: in the demonstration, from this machine to this machine, once."""
    if not (settings.DEMO and is_from_this_machine(request)):
        raise Http404
    if request.method != "POST":
        link = (
            SignInLink.objects.filter(token_sha256=digest(token), used_at=None).select_related("user__person").first()
        )
        return page(request, "ground/people/demo_sign_in.html", person=link.user.person if link else None)
    try:
        user = use_sign_in_link(token)
    except PeopleError as refused:
        raise LinkSpent(str(refused)) from refused
    get_adapter().login(request, user)
    return redirect("ground:desk")


def is_from_this_machine(request: HttpRequest) -> bool:
    """Asked by this machine, under its own name, and passed on by no proxy."""
    passed_on = any(header in request.headers for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    try:
        near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        near = False
    return near and host in LOOPBACK_HOSTS and not passed_on


def _me(request: HttpRequest) -> Person:
    person: Person | None = getattr(request.user, "person", None)
    if person is None:
        raise Http404
    return person
