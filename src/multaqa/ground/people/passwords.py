"""What makes a password too weak, in the reader's language: Django says some of it in English alone."""

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short. Give %(n)s character at least.",
            "This password is too short. Give %(n)s characters at least.",
            self.min_length,
        ) % {"n": self.min_length}


class UnlikeTheAddress(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This password is too much like your address. Choose one that has nothing of it.")
