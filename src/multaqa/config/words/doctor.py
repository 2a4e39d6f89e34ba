"""`multaqa doctor`: what is missing or misconfigured, and the remedy. It changes nothing and needs nothing."""

import argparse
import ctypes.util
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from multaqa.config.cli import CHECKOUT, CannotGoOn
from multaqa.config.terminal import gettext as _
from multaqa.config.terminal import gettext_noop
from multaqa.config.troubles import told
from multaqa.config.words.serve import load_django

ROOM_MB = 500
# What multaqa.config.checks looks at, by its ids.
CHECKED = {
    "demonstration": gettext_noop("demonstration"),
    "https": "HTTPS",
    "source": gettext_noop("address of the source"),
    "operator": gettext_noop("who answers for the register"),
    "hosts": gettext_noop("hosts"),
    "sealing": gettext_noop("strength of the sealing keys"),
    "second_factor": gettext_noop("second factor"),
    "debug": gettext_noop("debugging"),
    "mail": gettext_noop("mail"),
}
MARKS = {"good": gettext_noop("ok"), "note": "--", "wrong": gettext_noop("NO")}


@dataclass(frozen=True)
class Finding:
    """`wrong` keeps the application from working; a `note` is missed by one part of it alone.

    The subject is the same for programs in every language; a person reads the title.
    """

    subject: str
    state: str
    says: str
    remedy: str = ""

    @property
    def title(self) -> str:
        return _(CHECKED.get(self.subject, self.subject))


def doctor(arguments: list[str]) -> None:
    does = _("What is missing or misconfigured, and the remedy. It changes nothing and needs nothing.")
    parser = argparse.ArgumentParser("multaqa doctor", description=does)
    parser.add_argument("--json", action="store_true", help=_("print the findings as JSON"))
    options = parser.parse_args(arguments)
    findings = list(examine())
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        print("\n".join(in_lines(findings)))
    wrong = [finding.title for finding in findings if finding.state == "wrong"]
    if wrong:
        raise CannotGoOn(_("To be mended: %(subjects)s.") % {"subjects": _(", ").join(wrong)})


def in_lines(findings: Iterable[Finding]) -> Iterator[str]:
    marks = {state: _(mark) for state, mark in MARKS.items()}
    width = max(map(len, marks.values()))
    for finding in findings:
        found = _("%(name)s: %(value)s") % {"name": finding.title, "value": finding.says}
        yield f"{marks[finding.state]:<{width}}  {found}"
        if finding.remedy:
            yield f"{'':{width}}    {finding.remedy}"


def examine() -> Iterator[Finding]:
    version = {"version": sys.version.split()[0], "place": sys.executable}
    yield Finding("Python", "good", _("%(version)s at %(place)s") % version)
    yield from the_machine()
    if importlib.util.find_spec("django") is None:
        remedy = _("./multaqa demo, or ./multaqa setup, installs them")
        yield Finding(gettext_noop("packages"), "wrong", _("not installed"), remedy)
        return
    yield from the_parts()
    try:
        load_django()
    except Exception as error:  # whatever a setting does, the doctor says it and goes on
        remedy = _("correct the MULTAQA_ variable it names")
        says = told(error) or f"{type(error).__name__}: {error}"
        yield Finding(gettext_noop("settings"), "wrong", says, remedy)
        return
    yield from the_installation()


def the_machine() -> Iterator[Finding]:
    own_node = _("./multaqa takes one from PyPI when it builds the front end")
    yield there_or_not("Node", shutil.which("node"), own_node)
    yield there_or_not(
        gettext_noop("Pango, for PDF"),
        ctypes.util.find_library("pango-1.0"),
        "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    )
    yield there_or_not(gettext_noop("Chromium, for browser tests"), shutil.which("chromium"), "apt install chromium")


def there_or_not(subject: str, found: str | None, remedy: str) -> Finding:
    return Finding(subject, "good", found) if found else Finding(subject, "note", _("not on this machine"), remedy)


def the_parts() -> Iterator[Finding]:
    package = Path(__file__).resolve().parents[2]
    remedy = "./multaqa setup" if (CHECKOUT / "pyproject.toml").exists() else _("install the wheel again")
    parts = {
        gettext_noop("front end"): [package / "ui" / "static" / "build" / "public.css"],
        gettext_noop("catalogues"): [
            package / "locale" / language / "LC_MESSAGES" / "django.mo" for language in ("ar", "fr")
        ],
    }
    for subject, files in parts.items():
        missing = [file.name for file in files if not file.exists()]
        if missing:
            yield Finding(subject, "wrong", _("%(file)s was not built") % {"file": missing[0]}, remedy)
        else:
            yield Finding(subject, "good", _("built"))


def the_installation() -> Iterator[Finding]:
    from django.conf import settings  # Django is loaded by now
    from django.core.checks import run_checks

    yield from the_home(Path(settings.HOME))
    yield from the_database()
    yield secret(gettext_noop("secret key"), "MULTAQA_SECRET_KEY", Path(settings.HOME) / "secret_key")
    yield secret(gettext_noop("sealing key"), "MULTAQA_SEALING_KEYS", Path(settings.HOME) / "sealing_key")
    yield from the_seals()
    shapes = Path(settings.HOME) / "shapes"
    there = str(shapes) if shapes.exists() else None
    yield there_or_not(gettext_noop("shapes of the map"), there, "multaqa manage build_shapes")
    found = run_checks(tags=["multaqa"])
    for problem in found:
        state = "wrong" if problem.is_serious() else "note"
        yield Finding(str(problem.id).removeprefix("multaqa."), state, problem.msg, problem.hint or "")
    if not found:
        mail = {"url": settings.PUBLIC_URL, "backend": settings.EMAIL_BACKEND.split(".")[-2]}
        yield Finding(gettext_noop("configuration"), "good", _("%(url)s, mail by %(backend)s") % mail)


def the_home(home: Path) -> Iterator[Finding]:
    if not home.exists() or not os.access(home, os.W_OK):
        remedy = _("create it, or name another in MULTAQA_HOME")
        yield Finding(gettext_noop("home"), "wrong", _("%(home)s cannot be written") % {"home": home}, remedy)
        return
    free = shutil.disk_usage(home).free // 1_000_000
    says = _("%(mb)s MB are free in %(home)s") % {"mb": free, "home": home}
    if free < ROOM_MB:
        yield Finding(gettext_noop("disk"), "wrong", says, _("free %(mb)s MB at least") % {"mb": ROOM_MB})
    else:
        yield Finding("disk", "good", says)


def the_database() -> Iterator[Finding]:
    from multaqa.config.health import CHECKS  # Django is loaded by now

    remedies: dict[str, tuple[str, str, str]] = {
        gettext_noop("database"): (
            _("answers"),
            _("does not answer"),
            _("start it, or correct MULTAQA_DATABASE_URL"),
        ),
        gettext_noop("migrations"): (_("all applied"), _("some are not applied"), "multaqa upgrade"),
        gettext_noop("limits"): (
            _("attempts are counted"),
            _("its table is missing: nobody would be locked out"),
            "multaqa setup",
        ),
        gettext_noop("seals"): (
            _("every address opens with the keys at hand"),
            _("addresses were sealed with another key: nobody could sign in"),
            _("add that key to MULTAQA_SEALING_KEYS, after a comma; it was kept apart from the backups"),
        ),
    }
    for subject, (good, bad, remedy) in remedies.items():
        trouble = trouble_with(CHECKS[subject])
        if trouble is None:
            yield Finding(subject, "good", good)
        else:
            yield Finding(subject, "wrong", f"{bad} {trouble}".strip(), remedy)


def trouble_with(check: Callable[[], bool]) -> str | None:
    """None where the check holds; else what broke it, as far as it says so."""
    try:
        return None if check() else ""
    except Exception as error:  # a doctor does not fall ill
        return f"({' '.join(str(error).split())})"


def secret(subject: str, variable: str, file: Path) -> Finding:
    if os.environ.get(variable):
        return Finding(subject, "good", _("from the environment"))
    if file.stat().st_mode & 0o077:
        return Finding(subject, "wrong", _("others can read %(file)s") % {"file": file}, f"chmod 600 {file}")
    return Finding(subject, "good", _("own, in %(file)s") % {"file": file})


def the_seals() -> Iterator[Finding]:
    """Keys that are kept although nothing needs them any more, or that something still needs."""
    from multaqa.ground.people.resealing import sealed_by_key  # Django is loaded by now
    from multaqa.ground.people.sealing import keys

    try:
        counted = sealed_by_key()
    except Exception:  # the database was found wanting above
        return
    first, *older = [key.name for key in keys()]
    waiting = {name: counted[name] for name in older if counted[name]}
    if waiting:
        counts = _(", ").join(_("%(n)s with %(key)s") % {"n": n, "key": key} for key, n in waiting.items())
        said = _("%(counts)s; the first key is %(first)s") % {"counts": counts, "first": first}
        yield Finding(gettext_noop("older seals"), "note", said, "multaqa manage seal_anew")
    elif older:
        said = _("nothing is sealed with %(keys)s any more") % {"keys": ", ".join(older)}
        remedy = _("take what follows the first comma out of MULTAQA_SEALING_KEYS")
        yield Finding("older seals", "note", said, remedy)
