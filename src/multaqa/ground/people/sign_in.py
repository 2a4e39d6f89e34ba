"""Signing in: what django-allauth leaves to us. Its pages are in templates/account and templates/mfa."""

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal import auth as codes
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.connection import ConnectionProxy
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from qrcode.image.svg import SvgPathFillImage

from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.people import mails
from multaqa.ground.people.models import User
from multaqa.ground.people.sealing import seal, unseal

SAID_TO_YOU = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. All other sessions ended."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("Your second factor is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your second factor is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("Keep the recovery codes: each opens your account once."),
}


def count_attempts_together() -> None:
    """One count of attempts and of used codes for all processes: allauth would let a guesser try each in turn."""
    ratelimit.cache = codes.cache = ConnectionProxy(caches, "limits")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask your coordinator."),
        "email_password_mismatch": _(
            "Address and password do not belong together. Check both, or choose a new password."
        ),
        "enter_current_password": _("This is not your present password. Type the one you signed in with."),
        "incorrect_password": _("This is not your password. Try again, or choose a new one."),
        "invalid_password_reset": _("This link was used or has run out. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in {"too_many_login_attempts", "rate_limited"}:
            return ValidationError(_too_many_attempts(), code=code)
        refusal: ValidationError = super().validation_error(code, *args)
        return refusal

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the owner of an account when it has just been locked."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        limits = {"app": "allauth.account", "action": "login_failed", "key": key}
        if ratelimit.consume(request, **limits, dry_run=True):
            return
        user = User.objects.filter(email=str(credentials.get("email", ""))).first()
        if user:
            record(SystemActor("sign_in"), "locked_out", user)
            mails.send(user.email, mails.language_of(user.email), mails.locked_out)

    def set_password(self, user: User, password: str) -> None:
        """Whoever chose a new password is let in: what was counted before were guesses at the old one."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        record(getattr(user, "person", None) or SystemActor("account"), "signed_in", user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        facts = {"user": context["user"]} if template_prefix == "account/email/password_reset_key" else {}
        mails.send(email, mails.language_of(email), mails.OF_SIGN_IN[template_prefix], **facts)

    def add_message(self, request: HttpRequest, level: int, message_template: str = "", *_: Any, **__: Any) -> None:
        if message_template in SAID_TO_YOU:
            messages.add_message(request, level, SAID_TO_YOU[message_template])

    def get_client_ip(self, request: HttpRequest) -> str:
        """A stand-in for the address: enough to count attempts by, and nothing to keep."""
        nearest = ratelimit.truncate_ip(super().get_client_ip(request))
        return salted_hmac("ground.people.limits", nearest, algorithm="sha256").hexdigest()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("ground:account")


def _too_many_attempts() -> str:
    minutes = settings.LOCK_OUT_MINUTES
    return ngettext(
        "Too many attempts failed. Wait one minute, or choose a new password.",
        "Too many attempts failed. Wait %(n)s minutes, or choose a new password.",
        minutes,
    ) % {"n": minutes}


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong or has run out. Type the one your telephone shows now."),
    }

    PLACE = ("mfa_authenticator", "data")  # allauth does not tell of which row

    def encrypt(self, text: str) -> str:
        return seal(text, *self.PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, *self.PLACE)

    def build_totp_svg(self, url: str) -> str:
        """On white, whatever the scheme, and inside the page: our policy loads no data: address."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))


class OpenIDAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Nobody is made out of what a provider says, so its names and addresses are not kept either."""
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """The account's own address was shown to be its owner's by the invitation: its password may stay."""
        found: tuple[User, str] | None = super().authenticate_by_email(sociallogin)
        if found:
            user, address = found
            shown = EmailAddress(user=user, email=address, verified=True, primary=True)
            EmailAddress.objects.fill_cache_for_user(user, [shown])
        return found

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("ground:account")
