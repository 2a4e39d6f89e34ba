"""`multaqa themes FILE.csv`: what statements share, drafted without Django."""

from multaqa.analysis.text.statement_files import UnusableTable
from multaqa.analysis.text.themes.rewording import UnusableModel
from multaqa.analysis.text.themes_command import run
from multaqa.config.cli import CannotGoOn


def themes(arguments: list[str]) -> int:
    try:
        return run(arguments)
    except (UnusableTable, UnusableModel) as unusable:
        raise CannotGoOn(str(unusable)) from unusable
