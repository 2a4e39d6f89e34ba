"""The one gate of the workspaces: views behind it need not ask again who is there."""

import re
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from multaqa.ground.people.rules import lacks_second_factor, person_of
from multaqa.ui.pages import is_from_here, page, send_again, warn

BEHIND_THE_GATE = re.compile(r"/[\w-]+/(desk|admin)(/|$)")


class StaffGateMiddleware:
    """Everything under desk/ and admin/ asks for a sign-in, for its second factor, and for a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if BEHIND_THE_GATE.match(request.path_info) and (stop := _stop(request)):
            return stop
        return self.get_response(request)


def _stop(request: HttpRequest) -> HttpResponse | None:
    user = request.user
    if not user.is_authenticated:
        if request.method == "POST" and is_from_here(request):
            return send_again(request, 401, _("Your session has ended. Sign in, then come back here."), signs_in=True)
        return redirect_to_login(request.get_full_path())
    if lacks_second_factor(user):
        warn(request, _("The workspaces ask for a second factor. Set it up here once, then go on."))
        return redirect("mfa_activate_totp")
    if person_of(user) is None:
        nobody = _("This account belongs to nobody any more. Ask your coordinator.")
        return page(request, "403.html", status=403, exception=nobody)
    return None
