"""The words of `multaqa`, in a checkout and from a wheel alike. Django is loaded only by the words that need it."""

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from multaqa.config.terminal import gettext as _
from multaqa.config.terminal import gettext_noop
from multaqa.config.troubles import told

CHECKOUT = Path(__file__).resolve().parents[3]


# Errors of Django, which is not loaded here, that say enough by themselves.
OWN_WORDS = {"CommandError", "ImproperlyConfigured", "SystemCheckError"}


class CannotGoOn(Exception):
    """What is wrong and what to do about it, in one line for whoever typed the command."""


@dataclass(frozen=True)
class Word:
    name: str
    does: str
    runs: str
    group: str | None = None
    front_end: bool = False
    catalogues: bool = False
    sets_up: bool = True
    needs_checkout: bool = False


def _runtime(name: str, does: str, runs: str, group: str | None = None) -> Word:
    return Word(name, does, runs, group, front_end=True, catalogues=True)


def _checkout(name: str, does: str, runs: str, group: str | None = None, everything: bool = False) -> Word:
    return Word(name, does, runs, group, everything, everything, needs_checkout=True)


WORDS = (
    _runtime("demo", gettext_noop("try it: the round of 2021-22 at http://127.0.0.1:8000"), "words.demo:demo", "demo"),
    _runtime("setup", gettext_noop("set up everything and stop there"), "words.setup:setup"),
    _runtime("serve", gettext_noop("serve this installation"), "words.serve:serve"),
    _runtime(
        "manage", gettext_noop("a command of the application: multaqa manage check_invariants"), "words.manage:manage"
    ),
    Word("read", gettext_noop("what documents say: multaqa read FILE... [--json]"), "words.read:read"),
    Word(
        "pairs", gettext_noop("statements that say the same: multaqa pairs A.csv B.csv [--json]"), "words.pairs:pairs"
    ),
    Word(
        "themes",
        gettext_noop("what statements share: multaqa themes FILE.csv [--taxonomy FILE] [--json]"),
        "words.themes:themes",
    ),
    Word(
        "doctor", gettext_noop("what is missing or misconfigured, and the remedy"), "words.doctor:doctor", sets_up=False
    ),
    _runtime("backup", gettext_noop("write everything to one file: multaqa backup FILE"), "words.manage:backup"),
    _runtime("restore", gettext_noop("read such a file into an empty database"), "words.manage:restore"),
    _runtime("upgrade", gettext_noop("after new code: back up, migrate, check"), "words.manage:upgrade"),
    _checkout(
        "test", gettext_noop("every test, on SQLite and on PostgreSQL"), "words.test:test", "test", everything=True
    ),
    _checkout("golden", gettext_noop("write the golden files anew"), "words.test:golden", "test", everything=True),
    _checkout("bench", gettext_noop("the measurements in bench/"), "words.bench:bench", "test", everything=True),
    _checkout(
        "lint",
        gettext_noop("style and types of Python, templates and sheets"),
        "words.lint:lint",
        "lint",
        everything=True,
    ),
    _checkout("walls", gettext_noop("who may import whom"), "words.lint:walls", "walls"),
    _checkout("messages", gettext_noop("bring the catalogues up to date; --check only looks"), "messages:messages"),
    _checkout(
        "docs", gettext_noop("write the reference pages that are listed from code"), "words.docs:docs", everything=True
    ),
)


def find_word(arguments: Sequence[str]) -> Word | None:
    return next((word for word in WORDS if arguments and word.name == arguments[0]), None)


def explanation() -> str:
    lines = [_("Multaqa: what a region said, and what became of it."), ""]
    lines += [f"  multaqa {word.name:<9} {_(word.does)}" for word in WORDS]
    lines += ["", _("Start with: multaqa demo. Each word explains its options with --help.")]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(explanation())
        return 0
    word = find_word(arguments)
    if word is None:
        unknown = _("There is no word “%(word)s”.") % {"word": arguments[0]}
        return _failed(f"{unknown} {_nearest_word(arguments[0])}")
    try:
        return _carry_out(word, list(arguments[1:]))
    except KeyboardInterrupt:
        return _failed(_("Stopped."), 130)
    except Exception as error:
        if os.environ.get("MULTAQA_DEBUG"):
            raise
        return _failed(_in_one_line(error))


def _nearest_word(typed: str) -> str:
    names = [word.name for word in WORDS]
    near = get_close_matches(typed, names, n=1)
    if near:
        return _("Did you mean: multaqa %(word)s?") % {"word": near[0]}
    return _("The words are: %(words)s.") % {"words": ", ".join(names)}


def _carry_out(word: Word, arguments: list[str]) -> int:
    if word.needs_checkout and not (CHECKOUT / "pyproject.toml").exists():
        works = _("`multaqa %(word)s` works on the source: clone the repository and use ./multaqa there.")
        raise CannotGoOn(works % {"word": word.name})
    module, function = word.runs.split(":")
    run = getattr(importlib.import_module(f"multaqa.config.{module}"), function)
    return int(run(arguments) or 0)


def _in_one_line(error: Exception) -> str:
    if isinstance(error, CannotGoOn) or type(error).__name__ in OWN_WORDS:
        return str(error)
    if isinstance(error, ModuleNotFoundError):
        missing = _("The package %(name)s is missing. In a checkout: ./multaqa setup. Elsewhere: pip install multaqa")
        return missing % {"name": error.name}
    text = " ".join(str(error).split())
    return told(error) or f"{type(error).__name__}: {text} ({_('set MULTAQA_DEBUG=1 to see where')})"


def _failed(text: str, code: int = 1) -> int:
    print(text, file=sys.stderr)
    return code
