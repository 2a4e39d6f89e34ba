"""What a person asks for by a form or a button: done as a whole, or given back with the reason."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from multaqa.ui.pages import say


class DeedRefused(Exception):
    """A deed that cannot be done as asked; the message is for who asked. Each stage has a family of these."""

    status = 422

    def __init__(self, message: str = "", *, at_field: str = "") -> None:
        super().__init__(message)
        self.at_field = at_field
        """The name of the field that is at fault, where it is one alone."""

    def put_on(self, form: BaseForm) -> None:
        """Say it in the form that asked, beside what was typed."""
        form.add_error(self.at_field if self.at_field in form.fields else None, str(self))


def attempt(form: BaseForm, deed: Callable[..., Any], **given: Any) -> Any:
    """Do a deed with all that a form gives; None where it is refused, and the form then says why."""
    if form.is_valid():
        try:
            with transaction.atomic():
                return deed(**given, **form.cleaned_data)
        except DeedRefused as refused:
            refused.put_on(form)
    return None


def refusal_of(deed: Callable[..., Any], **given: Any) -> str:
    """Do a deed that is one button and no form; the reason where it is refused, else nothing."""
    try:
        deed(**given)
    except DeedRefused as refused:
        return str(refused)
    return ""


def done(request: HttpRequest, said: str, to: Any, *address: Any, undo: str = "") -> HttpResponse:
    """Say that a deed is done, and lead on: to a page by its name and address, or to a row's own."""
    say(request, said, undo)
    return redirect(to, *address)
