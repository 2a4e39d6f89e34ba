"""`multaqa setup`: prepare the database and the files of this installation; run again, it does what is new."""

import argparse

from multaqa.config.terminal import gettext as _
from multaqa.config.words.serve import load_django


def setup(arguments: list[str]) -> None:
    does = _("Prepares the database and the files of this installation; run again, it does what is new.")
    argparse.ArgumentParser("multaqa setup", description=does).parse_args(arguments)
    load_django()
    from multaqa.config.preparation import INSTALLATION  # needs Django, which the other words do without

    for preparation in INSTALLATION:  # whatever was done before: the database may be another one
        preparation.carry_out()
