"""Mails to people who have an account or are offered one, each in its reader's language, as text and as HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.people.models import Invitation, Person, User
from multaqa.ui.directions import direction


@dataclass(frozen=True)
class Mail:
    """What a mail says; how it looks is one template for text and one for HTML."""

    subject: str
    paragraphs: list[str]
    address: str = ""
    button: str = ""
    closing: str = ""


def send(to: str, language: str, compose: Callable[..., Mail], **facts: Any) -> None:
    """Compose and send in this language; addresses in the mail lead to pages in it too."""
    with translation.override(language):
        mail = compose(**facts)
        context = {"mail": mail, "language": language, "direction": direction(language)}
        message = EmailMultiAlternatives(mail.subject, render_to_string("ground/people/mail.txt", context), to=[to])
        message.attach_alternative(render_to_string("ground/people/mail.html", context), "text/html")
    message.send()


def language_of(email: str) -> str:
    """The language of the person with this address, else the one being spoken."""
    person = Person.objects.filter(user__in=User.objects.filter(email=email)).first()
    return person.preferred_language if person else translation.get_language() or settings.LANGUAGE_CODE


def address(page: str, *args: Any) -> str:
    return settings.PUBLIC_URL + reverse(page, args=args)


def new_password_address(user: User) -> str:
    """One use, for a few days: it stops working once the password is set."""
    return address(
        "account_reset_password_from_key", user_pk_to_url_str(user), PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    )


def invitation(offer: Invitation, token: str) -> Mail:
    days = (offer.expires_at - offer.created_at).days
    return Mail(
        _("An invitation to work in Multaqa"),
        [
            _("You are invited to work in Multaqa, the public register of what was said and what became of it."),
            _("Your role: %(role)s. Your territory: %(territory)s.")
            % {"role": offer.template.name, "territory": offer.territory.name},
        ],
        address("ground:invitation", token),
        _("Take up the invitation"),
        ngettext(
            "The link works once, for one day. If you do not know why you receive it, do nothing.",
            "The link works once, for %(n)s days. If you do not know why you receive it, do nothing.",
            days,
        )
        % {"n": days},
    )


def first_account(user: User) -> Mail:
    return Mail(
        _("Your account in Multaqa"),
        [_("Your account is made. Choose its password to sign in.")],
        new_password_address(user),
        _("Choose a password"),
        _("The link works once."),
    )


def password_reset(user: User) -> Mail:
    return Mail(
        _("A new password for Multaqa"),
        [_("Somebody, probably you, asked for a new password for your account.")],
        new_password_address(user),
        _("Choose a new password"),
        _("The link works once. If it was not you, do nothing: your password stays as it is."),
    )


def unknown_account() -> Mail:
    return Mail(
        _("No account in Multaqa with this address"),
        [
            _("Somebody, probably you, asked for a new password with this address. No account has it."),
            _("Accounts are by invitation: ask your coordinator, or try the address that was invited."),
        ],
    )


def locked_out() -> Mail:
    minutes = settings.LOCK_OUT_MINUTES
    return Mail(
        _("Somebody failed to sign in with your address"),
        [
            ngettext(
                "A wrong password was given several times. Signing in with your address is closed for one minute.",
                "A wrong password was given several times. Signing in with your address is closed for %(n)s minutes.",
                minutes,
            )
            % {"n": minutes},
            _("If it was you, wait, or choose a new password. If it was not, your account is still safe."),
        ],
        address("account_reset_password"),
        _("Choose a new password"),
    )


def password_changed() -> Mail:
    return _notice(
        _("Your password was changed"), _("The password of your account was changed. All other sessions ended.")
    )


def second_factor_added() -> Mail:
    return _notice(_("Your second factor is set up"), _("From now on your account asks for a code after the password."))


def second_factor_removed() -> Mail:
    return _notice(_("Your second factor was removed"), _("Your account no longer asks for a code after the password."))


def recovery_codes_made() -> Mail:
    return _notice(
        _("New recovery codes"), _("New recovery codes were made for your account. The old ones no longer work.")
    )


def provider_connected() -> Mail:
    return _notice(_("A new way to sign in"), _("Your account can now be opened through your organisation's sign-in."))


def _notice(subject: str, what_happened: str) -> Mail:
    return Mail(
        subject,
        [what_happened, _("If it was not you, choose a new password at once and tell your coordinator.")],
        address("account_reset_password"),
        _("Choose a new password"),
    )


# What allauth sends, by the name it has for it.
OF_SIGN_IN: dict[str, Callable[..., Mail]] = {
    "account/email/password_reset_key": password_reset,
    "account/email/unknown_account": unknown_account,
    "account/email/password_changed": password_changed,
    "account/email/password_reset": password_changed,
    "account/email/password_set": password_changed,
    "mfa/email/totp_activated": second_factor_added,
    "mfa/email/totp_deactivated": second_factor_removed,
    "mfa/email/recovery_codes_generated": recovery_codes_made,
    "socialaccount/email/account_connected": provider_connected,
}
