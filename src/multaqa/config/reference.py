"""The pages of docs/reference that are lists of what the code holds: written from it, and tested against it."""

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.db import models
from django.utils import translation

from multaqa.config.cli import WORDS
from multaqa.config.messages import PACKAGE, existing
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
            "They speak Arabic, French or English: the language of the terminal, by the first of `LC_ALL`,",
            "`LC_MESSAGES` and `LANG` that says something; English where we do not speak it. The words for developers",
            "(`test`, `golden`, `bench`, `lint`, `walls`, `messages`, `docs`) report in English. With `--json`, the",
            "names that a program reads are the same in every language.",
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


def states() -> str:
    """Read from the catalogues as they are written, so that the page does not depend on what was compiled."""
    catalogues = {language: existing(language, PACKAGE) for language in ("fr", "ar")}
    # Those a table itself declares, not those of what it inherits from.
    nouns = [(model, vars(model)["State"]) for model in apps.get_models() if "State" in vars(model)]
    return "\n".join(
        [
            "# States",
            "",
            "Where a thing may stand, and where people may take it from there. Where the last column is empty, nothing",
            "follows, or the deeds themselves say it. How a word reads in French and Arabic comes from the catalogues.",
            "",
            *(line for model, chosen in nouns for line in _section(model, chosen, catalogues)),
        ]
    )


def _section(
    model: type[models.Model], chosen: type[models.TextChoices], catalogues: Mapping[str, Catalog]
) -> Iterator[str]:
    onward = _next_states(model, set(chosen.values))
    yield f"## {model._meta.object_name}"
    yield ""
    yield f"In `{model.__module__.removeprefix('multaqa.').rpartition('.')[0].replace('.', '/')}`."
    yield ""
    yield "| State | English | French | Arabic | May become |"
    yield "|---|---|---|---|---|"
    for state in chosen:
        words = [str(state.label), *(_translated(state.label, catalogue) for catalogue in catalogues.values())]
        following = ", ".join(f"`{one}`" for one in onward.get(state.value, ()))
        yield f"| `{state.value}` | {' | '.join(words)} | {following} |"
    yield ""


def _next_states(model: type[models.Model], values: set[str]) -> Mapping[str, Any]:
    """The table of the noun's rules whose keys are this model's states."""
    place = model.__module__.replace(".models", ".rules")
    rules = importlib.import_module(place) if importlib.util.find_spec(place) else None
    tables = (table for table in vars(rules).values() if isinstance(table, dict)) if rules else iter(())
    return next((table for table in tables if {str(key) for key in table} == values), {})


def _translated(label: Any, catalogue: Catalog) -> str:
    """A lazy label keeps what it was asked with: its context, where it has one, and the sentence."""
    *context, sentence = label._args
    found = catalogue.get(sentence, *context)
    return str(found.string or "") if found else ""


def api() -> str:
    from multaqa.config.api import api as calls  # the API is assembled only where it is served or described

    schema = calls.get_openapi_schema(path_prefix="/api/")
    rows = [
        (f"{method.upper()} {path}", operation.get("description") or f"{operation['summary']}.")
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]
    return "\n".join(
        [
            "# The API",
            "",
            "JSON over HTTP, for whoever wants the register as data. The whole description, machine-readable, is at",
            "`/api/openapi.json`. Reading is open to everybody for what is public; calls that write belong to people",
            "signed in on the same site, and carries the token of its cookie `csrftoken` in the header `X-CSRFToken`.",
            "",
            "`?lang=ar`, `fr` or `en` chooses the language of messages; otherwise `Accept-Language` does. A refusal is",
            '`{"error": {"code", "message", "remedy"}}` with status 401, 403, 404, 409, 410, 422 or 429.',
            "",
            *_table("Call", rows),
            "",
            "The shape of a thread is described in [A thread as data](trace.md).",
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
    "states.md": states,
    "api.md": api,
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
