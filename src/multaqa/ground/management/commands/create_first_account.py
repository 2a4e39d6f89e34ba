from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import translation

from multaqa.ground.people import mails
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.starting import create_first_account


class Command(BaseCommand):
    help = "Makes an administrator's account, and prints or mails the link by which its password is chosen, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=list(dict(settings.LANGUAGES)))
        parser.add_argument("--mail", action="store_true", help="send the link to the address instead of printing it")

    def handle(self, *_: Any, email: str, language: str, mail: bool, **__: Any) -> None:
        try:
            validate_email(email)
            user = create_first_account(email=email, language=language)
        except ValidationError as refused:
            raise CommandError(f"{email} is not an e-mail address: give one like name@example.org") from refused
        except PeopleError as refused:
            raise CommandError(str(refused)) from refused
        if mail:
            mails.send(user.email, language, mails.first_account, user=user)
            self.stdout.write(f"The link to choose a password was sent to {user.email}.")
            return
        with translation.override(language):
            self.stdout.write(f"Choose the password here; the link works once:\n{mails.new_password_address(user)}")
