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
from multaqa.config.words.serve import load_django

ROOM_MB = 500
MARKS = {"good": "ok", "note": "--", "wrong": "NO"}


@dataclass(frozen=True)
class Finding:
    """`wrong` keeps the application from working; a `note` is missed by one part of it alone."""

    subject: str
    state: str
    says: str
    remedy: str = ""


def doctor(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser("multaqa doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    options = parser.parse_args(arguments)
    findings = list(examine())
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        print("\n".join(in_lines(findings)))
    wrong = [finding.subject for finding in findings if finding.state == "wrong"]
    if wrong:
        raise CannotGoOn(f"To be mended: {', '.join(wrong)}.")


def in_lines(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"{MARKS[finding.state]}  {finding.subject}: {finding.says}"
        if finding.remedy:
            yield f"      {finding.remedy}"


def examine() -> Iterator[Finding]:
    yield Finding("Python", "good", f"{sys.version.split()[0]} at {sys.executable}")
    yield from the_machine()
    if importlib.util.find_spec("django") is None:
        yield Finding("packages", "wrong", "not installed", "./multaqa demo, or ./multaqa setup, installs them")
        return
    yield from the_parts()
    try:
        load_django()
    except Exception as error:  # whatever a setting does, the doctor says it and goes on
        yield Finding("settings", "wrong", f"{type(error).__name__}: {error}", "correct the MULTAQA_ variable it names")
        return
    yield from the_installation()


def the_machine() -> Iterator[Finding]:
    yield there_or_not("Node", shutil.which("node"), "./multaqa takes one from PyPI when it builds the front end")
    yield there_or_not(
        "Pango, for PDF",
        ctypes.util.find_library("pango-1.0"),
        "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    )
    yield there_or_not("Chromium, for browser tests", shutil.which("chromium"), "apt install chromium")


def there_or_not(subject: str, found: str | None, remedy: str) -> Finding:
    return Finding(subject, "good", found) if found else Finding(subject, "note", "not on this machine", remedy)


def the_parts() -> Iterator[Finding]:
    package = Path(__file__).resolve().parents[2]
    remedy = "./multaqa setup" if (CHECKOUT / "pyproject.toml").exists() else "install the wheel again"
    parts = {
        "front end": [package / "ui" / "static" / "build" / "public.css"],
        "catalogues": [package / "locale" / language / "LC_MESSAGES" / "django.mo" for language in ("ar", "fr")],
    }
    for subject, files in parts.items():
        missing = [file.name for file in files if not file.exists()]
        if missing:
            yield Finding(subject, "wrong", f"{missing[0]} was not built", remedy)
        else:
            yield Finding(subject, "good", "built")


def the_installation() -> Iterator[Finding]:
    from django.conf import settings  # Django is loaded by now
    from django.core.checks import run_checks

    yield from the_home(Path(settings.HOME))
    yield from the_database()
    yield secret("secret key", "MULTAQA_SECRET_KEY", Path(settings.HOME) / "secret_key")
    yield secret("sealing key", "MULTAQA_SEALING_KEYS", Path(settings.HOME) / "sealing_key")
    yield from the_seals()
    shapes = Path(settings.HOME) / "shapes"
    yield there_or_not("shapes of the map", str(shapes) if shapes.exists() else None, "multaqa manage build_shapes")
    found = run_checks(tags=["multaqa"])
    for problem in found:
        state = "wrong" if problem.is_serious() else "note"
        yield Finding(str(problem.id).removeprefix("multaqa."), state, problem.msg, problem.hint or "")
    if not found:
        yield Finding(
            "configuration", "good", f"{settings.PUBLIC_URL}, mail by {settings.EMAIL_BACKEND.split('.')[-2]}"
        )


def the_home(home: Path) -> Iterator[Finding]:
    if not home.exists() or not os.access(home, os.W_OK):
        yield Finding("home", "wrong", f"{home} cannot be written", "create it, or name another in MULTAQA_HOME")
        return
    free = shutil.disk_usage(home).free // 1_000_000
    if free < ROOM_MB:
        yield Finding("disk", "wrong", f"{free} MB are free in {home}", f"free {ROOM_MB} MB at least")
    else:
        yield Finding("disk", "good", f"{free:,} MB are free in {home}")


def the_database() -> Iterator[Finding]:
    from multaqa.config.health import CHECKS  # Django is loaded by now

    remedies: dict[str, tuple[str, str, str]] = {
        "database": ("answers", "does not answer", "start it, or correct MULTAQA_DATABASE_URL"),
        "migrations": ("all applied", "some are not applied", "multaqa upgrade"),
        "limits": ("attempts are counted", "its table is missing: nobody would be locked out", "multaqa setup"),
        "seals": (
            "every address opens with the keys at hand",
            "addresses were sealed with another key: nobody could sign in",
            "add that key to MULTAQA_SEALING_KEYS, after a comma; it was kept apart from the backups",
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
        return Finding(subject, "good", "from the environment")
    if file.stat().st_mode & 0o077:
        return Finding(subject, "wrong", f"others can read {file}", f"chmod 600 {file}")
    return Finding(subject, "good", f"own, in {file}")


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
        said = ", ".join(f"{count} with {name}" for name, count in waiting.items())
        yield Finding("older seals", "note", f"{said}; the first key is {first}", "multaqa manage seal_anew")
    elif older:
        said = f"nothing is sealed with {', '.join(older)} any more"
        yield Finding("older seals", "note", said, "take what follows the first comma out of MULTAQA_SEALING_KEYS")
