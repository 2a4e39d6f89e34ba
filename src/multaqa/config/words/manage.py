"""`multaqa manage ...`: Django's own commands and ours, with one clear line when one fails."""

import os
import sys


def manage(arguments: list[str]) -> None:
    from django.core.management import ManagementUtility  # Django is loaded only where a word needs it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.config.settings")
    sys.argv = ["multaqa manage", *arguments]
    ManagementUtility(sys.argv).execute()


def backup(arguments: list[str]) -> None:
    manage(["backup", *arguments])


def restore(arguments: list[str]) -> None:
    manage(["restore", *arguments])


def upgrade(arguments: list[str]) -> None:
    manage(["upgrade", *arguments])
