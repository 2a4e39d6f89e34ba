"""`multaqa pairs A.csv B.csv`: statements of two files that say the same, matched without Django."""

from multaqa.analysis.text.pairs_command import run
from multaqa.analysis.text.statement_files import UnusableTable
from multaqa.config.cli import CannotGoOn


def pairs(arguments: list[str]) -> int:
    try:
        return run(arguments)
    except UnusableTable as unusable:
        raise CannotGoOn(str(unusable)) from unusable
