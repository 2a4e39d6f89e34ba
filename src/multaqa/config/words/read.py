"""`multaqa read FILE...`: what documents say, read without Django."""

from multaqa.analysis.text.command import run


def read(arguments: list[str]) -> int:
    return run(arguments)
