from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa.ground.management.facts import FactsCommand
from multaqa.ground.people import mails
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.starting import create_first_account


class Command(FactsCommand):
    help = gettext_noop(
        "Makes an administrator's account, and prints or mails the link by which its password is chosen, once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--email", required=True)
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=list(dict(settings.LANGUAGES)))
        parser.add_argument(
            "--mail", action="store_true", help=_("send the link to the address instead of printing it")
        )

    def facts(self, *, email: str, language: str, mail: bool, **options: Any) -> dict[str, str]:
        try:
            validate_email(email)
            user = create_first_account(email=email, language=language)
        except ValidationError as refused:
            raise CommandError(
                _("%(email)s is not an e-mail address: give one like name@example.org") % {"email": email}
            ) from refused
        except PeopleError as refused:
            raise CommandError(str(refused)) from refused
        if mail:
            mails.send(user.email, language, mails.first_account, user=user)
            return {"email": user.email}
        with translation.override(language):
            return {"email": user.email, "link": mails.new_password_address(user)}

    def lines(self, facts: dict[str, str]) -> list[str]:
        if "link" in facts:
            return [_("Choose the password here; the link works once:"), facts["link"]]
        return [_("The link to choose a password was sent to %(email)s.") % facts]
