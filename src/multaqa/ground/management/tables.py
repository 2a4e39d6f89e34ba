from collections.abc import Sequence

from django.core.management.base import CommandError
from django.utils.translation import ngettext

from multaqa.ground.management.facts import CountsCommand
from multaqa.ground.sheets.refusals import Refusal


class TableCommand(CountsCommand):
    """A command that reads tables of people: each thing refused is a line, and the last line counts them."""

    def refused(self, refusals: Sequence[Refusal]) -> CommandError:
        for refusal in refusals:
            self.stderr.write(str(refusal))
        return CommandError(
            ngettext(
                "%(n)s thing is refused, and nothing was written: correct it and load again.",
                "%(n)s things are refused, and nothing was written: correct them and load again.",
                len(refusals),
            )
            % {"n": len(refusals)}
        )
