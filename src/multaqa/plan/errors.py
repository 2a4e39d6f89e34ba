"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""

from django.db import models
from django.utils.translation import gettext as _

from multaqa.ground.vocabulary.fields import Words
from multaqa.ui.deeds import DeedRefused
from multaqa.ui.directions import own_name
from multaqa.ui.formats import listed


class PlanError(DeedRefused):
    """A deed that planning cannot do as asked; the message is for the person who asked."""


def check_both_languages(reason: Words | None) -> None:
    missing = [own_name(tag) for tag in ("ar", "fr") if not reason or not reason.get(tag)]
    if missing:
        raise PlanError(
            _("The reason is missing in: %(languages)s. Write it in Arabic and in French: the public reads it.")
            % {"languages": listed(missing)}
        )


def require_still_there(part: models.Model) -> None:
    """What a colleague struck from the draft meanwhile takes nothing up any more."""
    if not type(part)._default_manager.filter(pk=part.pk).exists():
        raise PlanError(_("“%(part)s” was struck meanwhile. Choose another place for this.") % {"part": part})
