"""`multaqa read FILE...`: what documents say, read without Django."""

from multaqa.analysis.text.command import run
from multaqa.analysis.text.statement_files import UnusableTable
from multaqa.config.cli import CannotGoOn


def read(arguments: list[str]) -> int:
    try:
        return run(arguments)
    except UnusableTable as unusable:
        raise CannotGoOn(str(unusable)) from unusable
