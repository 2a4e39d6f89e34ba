"""Sign-in pages: of all that django-allauth offers, the ones we use. Their names are global, as it asks for them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as provider
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

View = Callable[..., HttpResponse]


def refusing(view: View) -> View:
    """The view, whose refused form comes back with 422, as all of ours do."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        response = view(request, *args, **options)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and form is not None and form.errors and response.status_code == 200:
            response.status_code = 422
        return response

    return answer


urlpatterns = [
    path("sign-in/", refusing(account.login), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("confirm/", refusing(account.reauthenticate), name="account_reauthenticate"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("by-invitation/", account.signup, name="account_signup"),
    path("password/", refusing(account.password_change), name="account_change_password"),
    path("password/first/", refusing(account.password_set), name="account_set_password"),
    path("password/new/", refusing(account.password_reset), name="account_reset_password"),
    path("password/new/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        refusing(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("organisation/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("second-factor/", second_factor.index, name="mfa_index"),
    path("second-factor/code/", refusing(second_factor.authenticate), name="mfa_authenticate"),
    path("second-factor/confirm/", refusing(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/set-up/", refusing(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/remove/", refusing(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/recovery/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/recovery/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
