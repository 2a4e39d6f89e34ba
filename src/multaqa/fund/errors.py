"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.ui.deeds import DeedRefused
from multaqa.ui.formats import day


class FundError(DeedRefused):
    """A deed with money that cannot be done as asked; the message is for the person who asked."""


def require_has_come(on: date | None) -> None:
    """Nothing is signed or paid ahead of its day: it would be counted before it is true."""
    if on and on > timezone.localdate():
        raise FundError(
            _("%(day)s has not come yet. Record the step on the day it happens, or give the day it did.")
            % {"day": day(on)}
        )
