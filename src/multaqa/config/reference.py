"""The pages of docs/reference that are lists of what the code holds: written from it, and tested against it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.management import get_commands, load_command_class
from django.utils import translation

from multaqa.config.cli import WORDS
from multaqa.ground.sheets.describing import describe_sheets
from multaqa.ui.slots import registered_slots


def commands() -> str:
    ours = {name: app for name, app in get_commands().items() if app.startswith("multaqa.")}
    rows = [(f"multaqa manage {name}", load_command_class(app, name).help) for name, app in sorted(ours.items())]
    return "\n".join(
        [
            "# Commands",
            "",
            "In a checkout write `./multaqa`, from a wheel `multaqa`. Each explains its options with `--help`.",
            "",
            *_table("Word", [(f"multaqa {word.name}", word.does) for word in WORDS]),
            "",
            "## Commands of the application",
            "",
            *_table("Command", rows),
            "",
        ]
    )


def slots() -> str:
    rows = []
    for slot in registered_slots().values():
        order = ", ".join(f"`{key}`" if key in slot.fills else key for key in slot.order)
        rows.append((slot.name, f"{order} | {slot.queries} | {slot.empty}"))
    return "\n".join(
        [
            "# Slots",
            "",
            "Places on a page where later stages, and plug-ins, may speak. What is filled today is set in `code`.",
            "",
            "| Slot | Order | Queries at most | When empty |",
            "|---|---|---|---|",
            *(f"| `{name}` | {rest} |" for name, rest in sorted(rows)),
            "",
        ]
    )


def _table(heading: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    yield f"| {heading} | What it does |"
    yield "|---|---|"
    yield from (f"| `{name}` | {' '.join(does.split())} |" for name, does in rows)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "slots.md": slots,
    "round-folder.md": describe_sheets,
}


def pages() -> Iterator[tuple[str, str]]:
    with translation.override("en"):
        yield from ((name, write()) for name, write in PAGES.items())


def outdated(folder: Path) -> list[str]:
    return [name for name, text in pages() if not (folder / name).exists() or (folder / name).read_text() != text]


def write_pages(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages():
        (folder / name).write_text(text)
