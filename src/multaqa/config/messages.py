"""`multaqa messages`: the catalogues of Arabic and French, kept complete without any tool but Python.

English sentences are found in code and templates; a catalogue names files, not lines, so that a change of code
changes only what it says. Nothing is guessed: a new sentence is empty until somebody translates it.
"""

import argparse
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from multaqa.config.cli import CannotGoOn

PACKAGE = Path(__file__).resolve().parents[1]
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
}
# In Arabic "no centre", "one centre" and "two centres" are words: these forms may leave the number out.
FORMS_WITHOUT_NUMBER = {"ar": {0, 1, 2}}
# What a reader takes for a slip of the pen. A plain space in French lets a line begin with its mark; digits on both
# sides of a hyphen change places after an Arabic letter, unless they are isolated (U+2066, U+2069).
SLIPS = {
    "ar": {
        "a Latin comma, semicolon or question mark": re.compile(r"[\u0600-\u06ff»] ?[,;?]"),
        "digits on both sides of a hyphen, not isolated": re.compile(r"(?<![\w.\u2066-])\d+-\d"),
    },
    "fr": {
        "a plain space before ; : ! ? » or after «": re.compile(r" [;:!?»]|« "),
        "a straight apostrophe": re.compile(r"\w'\w"),
    },
}
LISTED = 40
NAMES_OF_A_NUMBER = {"n", "count", "counter", "number", "total"}

SINGULAR = dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"])
PLURAL = dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2))
IN_CONTEXT = dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2))
PLURAL_IN_CONTEXT = dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3))
CALLS = {**SINGULAR, **PLURAL, **IN_CONTEXT, **PLURAL_IN_CONTEXT}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%([sd])")


@dataclass(frozen=True)
class Fault:
    language: str
    kind: str
    sentence: str
    remark: str = ""

    def __str__(self) -> str:
        return f"{self.language}: {self.kind}: {self.sentence!r}{f' ({self.remark})' if self.remark else ''}"


def messages(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser("multaqa messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail on whatever is not complete")
    parser.add_argument("--compile", action="store_true", help="write what the application reads (.mo)")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    options = parser.parse_args(arguments)
    if options.compile:
        compile_catalogues(PACKAGE)
        return
    found = sentences(PACKAGE)
    if not options.check:
        for language in PLURALS:
            write(merged(found, language, PACKAGE), path_of(language, PACKAGE))
    faults = [fault for language in PLURALS for fault in faults_of(found, language, PACKAGE)]
    report(found, faults, as_json=options.json)
    if options.check and faults:
        raise CannotGoOn(f"{len(faults)} faults in the catalogues. Run ./multaqa messages, then translate.")


def report(found: Catalog, faults: list[Fault], *, as_json: bool) -> None:
    for fault in faults[:LISTED]:
        print(fault, file=sys.stderr)
    if len(faults) > LISTED:
        print(f"... and {len(faults) - LISTED} more", file=sys.stderr)
    counts = Counter((fault.language, fault.kind) for fault in faults)
    facts = {"sentences": len(found), "faults": {f"{language} {kind}": n for (language, kind), n in counts.items()}}
    print(json.dumps(facts) if as_json else f"{len(found)} sentences; {len(faults)} faults in {', '.join(PLURALS)}.")


# Finding the sentences


def sentences(package: Path) -> Catalog:
    catalog = Catalog()
    for place, path in _places(package):
        for _, words, _, context in extract("python", _as_python(path), CALLS):
            catalog.add(words, locations=[(place, 0)], context=context)  # files, not lines
    return catalog


def _places(package: Path) -> Iterator[tuple[str, Path]]:
    """Each file that may speak, under the name by which the catalogues mention it."""
    for path in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.*")]):
        if "migrations" not in path.parts:
            yield path.relative_to(package).as_posix(), path
    script = package.parents[1] / "multaqa"  # of the checkout, which speaks before anything is installed
    if script.is_file():
        yield "multaqa", script


def _as_python(path: Path) -> io.BytesIO:
    text = path.read_text()
    if path.suffix not in {".py", ""}:
        from django.utils.translation.template import templatize  # the wheel is built where Django is not

        # What is not a sentence comes back as X; without its indentation the rest reads as Python.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    return io.BytesIO(text.encode())


# Writing the catalogues


def path_of(language: str, package: Path) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def existing(language: str, package: Path) -> Catalog:
    path = path_of(language, package)
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def merged(found: Catalog, language: str, package: Path) -> Catalog:
    """Today's sentences with yesterday's translations, where sentence, context and plural are the same."""
    known, catalog = existing(language, package), Catalog(language)
    for message in _without_header(found):
        old = known.get(message.id, message.context)
        kept = old if old and old.id == message.id else None
        catalog.add(
            message.id,
            kept.string if kept else None,
            locations=message.locations,
            context=message.context,
            flags=message.flags | (kept.flags & {"fuzzy"} if kept else set()),
            user_comments=kept.user_comments if kept else (),
        )
    return catalog


def write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(catalog))


def as_bytes(catalog: Catalog) -> bytes:
    language = str(catalog.locale)
    # No dates and no tool's name: a catalogue changes when its sentences do.
    header = [f"Language: {language}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
              "Content-Transfer-Encoding: 8bit", f"Plural-Forms: {PLURALS[language]}"]  # fmt: skip
    file = io.BytesIO()
    file.write("\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in header), "", ""]).encode())
    write_po(file, catalog, width=116, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return file.getvalue()


def compile_catalogues(package: Path) -> None:
    for language in PLURALS:
        path = path_of(language, package)
        if not path.exists():
            continue
        catalog = existing(language, package)
        fuzzy = [message.id for message in _without_header(catalog) if message.fuzzy]
        if fuzzy:
            raise CannotGoOn(f"{path} holds guesses (fuzzy): {fuzzy[0]!r}. Check them and take the mark away.")
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


# Judging them


def faults_of(found: Catalog, language: str, package: Path) -> Iterator[Fault]:
    catalog = existing(language, package)
    yield from _outdated(found, catalog, language)
    for message in _without_header(catalog):
        sentence = _texts(message.id)[0]
        yield from (Fault(language, kind, sentence, remark) for kind, remark in _faults_within(message, language))


def _outdated(found: Catalog, catalog: Catalog, language: str) -> Iterator[Fault]:
    wanted, have = _keys(found), _keys(catalog)
    yield from (Fault(language, "not in the catalogue", str(key[1])) for key in sorted(wanted - have, key=str))
    yield from (Fault(language, "no longer said", str(key[1])) for key in sorted(have - wanted, key=str))


def _keys(catalog: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in _without_header(catalog)}


def _faults_within(message: Message, language: str) -> Iterator[tuple[str, str]]:
    if message.fuzzy:
        yield "fuzzy", "a guess is not a translation"
    plural = message.pluralizable
    forms = _texts(message.string)
    wanted_forms = int(PLURALS[language].split(";")[0].split("=")[1]) if plural else 1
    if len(forms) != wanted_forms or not all(forms):
        yield "empty", f"{sum(map(bool, forms))} of {wanted_forms} forms are there" if plural else ""
        return
    wanted = placeholders(_texts(message.id)[-1])
    for form in forms:
        yield from (("typography", slip) for slip, shape in SLIPS.get(language, {}).items() if shape.search(form))
    for number, form in enumerate(forms):
        says_the_number = plural and number in FORMS_WITHOUT_NUMBER.get(language, set())
        may_miss = _number_names(wanted) if says_the_number else Counter()
        lost, strange = wanted - placeholders(form) - may_miss, placeholders(form) - wanted
        if lost or strange:
            which = f"form {number}: " if plural else ""
            yield "placeholder", which + ", ".join([*(f"lost {n}" for n in lost), *(f"unknown {n}" for n in strange)])


def _texts(either: str | Sequence[str] | None) -> list[str]:
    """A sentence, or the forms of a sentence that counts."""
    return [either or ""] if isinstance(either, str | None) else list(either)


def placeholders(text: str) -> Counter[str]:
    names = ("".join(groups) for groups in PLACEHOLDER.findall(text.replace("%%", "")))
    return Counter(set(names))


def _number_names(wanted: Counter[str]) -> Counter[str]:
    return Counter(name for name in wanted if name in NAMES_OF_A_NUMBER) or (wanted if len(wanted) == 1 else Counter())


def _without_header(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)
