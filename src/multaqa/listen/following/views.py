from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from multaqa.listen.contributions.actions import ask_deletion, correct_contribution
from multaqa.listen.contributions.floods import is_flood
from multaqa.listen.contributions.forms import CorrectForm, FollowForm
from multaqa.listen.errors import ListenError
from multaqa.listen.following.actions import withdraw_contribution
from multaqa.listen.following.queries import Followed, followed
from multaqa.ui.pages import page

Deed = Callable[[HttpRequest, str, Followed], HttpResponse]


@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """The code travels in the body of a form, never in an address that is kept or sent on."""
    if request.method == "POST":
        return _opened(request, _show)
    return page(request, "listen/following/follow.html", form=FollowForm())


@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    return _opened(request, _correct)


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    return _opened(request, _withdraw)


@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    return _opened(request, _delete)


def _opened(request: HttpRequest, deed: Deed) -> HttpResponse:
    form = FollowForm(request.POST)
    status = 422
    if form.is_valid() and is_flood(request, "follow"):
        form.add_error("code", _("Too many codes were tried from your connection. Try again in an hour."))
        status = 429
    if form.is_valid():
        code = form.cleaned_data["code"]
        if found := followed(code):
            return deed(request, code, found)
        form.add_error("code", _("Nothing was sent with this code, or it was erased. Check each letter and digit."))
    return page(request, "listen/following/follow.html", status=status, form=form)


def _show(
    request: HttpRequest,
    code: str,
    found: Followed,
    correction: CorrectForm | None = None,
    said: str = "",
    refused: str = "",
) -> HttpResponse:
    correction = correction or CorrectForm(initial={"text": found.latest.text})
    status = 422 if refused or correction.errors else 200
    return page(
        request,
        "listen/following/followed.html",
        status=status,
        code=code,
        found=found,
        correction=correction,
        said=said,
        refused=refused,
    )


def _again(request: HttpRequest, code: str, said: str) -> HttpResponse:
    found = followed(code)
    if found is None:
        return page(request, "listen/following/follow.html", form=FollowForm())
    return _show(request, code, found, said=said)


def _correct(request: HttpRequest, code: str, found: Followed) -> HttpResponse:
    form = CorrectForm(request.POST)
    if form.is_valid():
        try:
            correct_contribution(contribution=found.latest, **form.cleaned_data)
            return _again(request, code, _("Your correction is received. A moderator reads it next."))
        except ListenError as refused:
            form.add_error("text", str(refused))
    return _show(request, code, found, correction=form)


def _withdraw(request: HttpRequest, code: str, found: Followed) -> HttpResponse:
    if "sure" not in request.POST:
        return _show(
            request, code, found, refused=_("Withdrawing can't be undone. Tick the box to say that you mean it.")
        )
    try:
        withdraw_contribution(contribution=found.latest)
    except ListenError as refused:
        return _show(request, code, found, refused=str(refused))
    return _again(request, code, _("It is withdrawn. Nothing of it is public any more."))


def _delete(request: HttpRequest, code: str, found: Followed) -> HttpResponse:
    ask_deletion(contribution=found.latest)
    return _again(
        request, code, _("We will delete your words as you sent them. What was published stands without you.")
    )
