"""`multaqa manage ...`: Django's own commands and ours, with one clear line when one fails."""

import sys

from multaqa.config.words.serve import load_django


def manage(arguments: list[str]) -> None:
    from django.core.management import ManagementUtility, get_commands  # only where a word needs Django

    load_django()
    if arguments and arguments[0] in get_commands():
        arguments = [arguments[0], "--traceback", *arguments[1:]]  # so that it is us who say what failed
    sys.argv = ["multaqa manage", *arguments]
    ManagementUtility(sys.argv).execute()


def backup(arguments: list[str]) -> None:
    manage(["backup", *arguments])


def restore(arguments: list[str]) -> None:
    manage(["restore", *arguments])


def upgrade(arguments: list[str]) -> None:
    manage(["upgrade", *arguments])
