"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from multaqa.ui.deeds import DeedRefused


class ListenError(DeedRefused):
    """A deed that listening cannot do as asked; the message is for the person who asked."""


class AlreadySent(ListenError):
    """The same form came a second time with other words. They come back as a deed of their own."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("This form was sent before with other words. Your new words are kept: send the form once more.")
        )

    def put_on(self, form: Any) -> None:
        form.renew()
        super().put_on(form)
