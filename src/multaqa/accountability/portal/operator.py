"""Who answers for this register: what the legal pages say of it, and what is still to be filled in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multaqa.ground.vocabulary.fields import Words

LABELS: dict[str, str | Promise] = {
    "name": _("The body that runs this register"),
    "address": _("Its address"),
    "publisher": _("The person in charge of what is published"),
    "information": _("The person in charge of access to information"),
    "mail": _("E-mail address"),
    "phone": _("Telephone"),
    "host": _("Who hosts it, and where"),
    "cndp": _("Number of the declaration to the CNDP, or of its authorisation"),
}
OF_PAGE = {
    "legal": ("name", "address", "publisher", "mail", "phone", "host"),
    "privacy": ("name", "address", "mail", "phone", "cndp"),
    "access-to-information": ("information", "mail", "phone"),
    "accessibility": ("mail", "phone"),
}


@dataclass(frozen=True)
class Fact:
    """One thing a reader is owed about the operator; empty until a setting gives it."""

    name: str
    value: Words | str

    @property
    def label(self) -> str:
        return str(LABELS[self.name])


def operator_facts(page: str) -> list[Fact]:
    return list(_facts(page))


def _facts(page: str) -> Iterator[Fact]:
    for name in OF_PAGE.get(page, ()):
        given = settings.OPERATOR[name]
        yield Fact(name, Words(given) if isinstance(given, dict) else given)
