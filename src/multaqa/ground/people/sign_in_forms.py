"""The forms of django-allauth in our words: a label above each field, and no placeholder in it."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ui.reading import latin_digits

PASSWORD_HELP = _("At least 12 characters. A short sentence is easy to keep in mind and hard to guess.")
EMAIL = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The same password again")
CODE = pgettext_lazy("second factor", "Code")


class InOurWords(forms.BaseForm):
    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class ReadsAnyDigits(InOurWords):
    """A code as a telephone shows it: in Arabic-Indic digits, in two groups of three."""

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(latin_digits(self.cleaned_data["code"]).split())
        return str(super().clean_code())  # type: ignore[misc]


class SignInForm(InOurWords, account.LoginForm):
    labels = {"login": EMAIL, "password": PASSWORD}


class ConfirmForm(InOurWords, account.ReauthenticateForm):
    labels = {"password": PASSWORD}


class AskResetForm(InOurWords, account.ResetPasswordForm):
    labels = {"email": EMAIL}


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": PASSWORD_HELP}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    labels = {"oldpassword": _("Present password"), "password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": PASSWORD_HELP}


class FirstPasswordForm(InOurWords, account.SetPasswordForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": PASSWORD_HELP}


class CodeForm(ReadsAnyDigits, second_factor.AuthenticateForm):
    labels = {"code": CODE}
    helps = {"code": _("The six digits your telephone shows now, or one of your recovery codes.")}


class ConfirmByCodeForm(ReadsAnyDigits, second_factor.ReauthenticateForm):
    labels = {"code": CODE}
    helps = CodeForm.helps


class FirstCodeForm(ReadsAnyDigits, totp.ActivateTOTPForm):
    labels = {"code": CODE}
    helps = {"code": _("The six digits your telephone shows now.")}
