"""What an installation needs before it serves: commands in order, each skipped while nothing it reads has changed."""

import hashlib
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Preparation:
    title: str
    command: str
    reads: Sequence[str]
    arguments: Sequence[str] = ()
    can_be_missed: bool = False

    def fingerprint(self) -> str:
        digest = hashlib.sha256(" ".join([self.command, *self.arguments]).encode())
        for path in sorted(path for pattern in self.reads for path in PACKAGE.glob(pattern) if path.is_file()):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
        return digest.hexdigest()

    @property
    def stamp(self) -> Path:
        return Path(settings.HOME) / "prepared" / self.command

    def is_done(self) -> bool:
        return self.stamp.exists() and self.stamp.read_text() == self.fingerprint()

    def carry_out(self) -> None:
        # What a command prints is progress here: standard output belongs to the facts.
        options: dict[str, Any] = {"interactive": False} if self.command in {"migrate", "collectstatic"} else {}
        try:
            call_command(self.command, *self.arguments, stdout=sys.stderr, verbosity=0, **options)
        except CommandError as refusal:
            if not self.can_be_missed:
                raise
            print(refusal, file=sys.stderr)
            return
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(self.fingerprint())


INSTALLATION = (
    Preparation(gettext_noop("Tables"), "migrate", ["*/migrations/*.py"]),
    Preparation(gettext_noop("Table of limits"), "createcachetable", []),
    Preparation(gettext_noop("Static files"), "collectstatic", ["*/static/**/*"]),
    Preparation(gettext_noop("Vocabulary"), "load_vocabulary", ["ground/vocabulary/*"]),
    Preparation(gettext_noop("Territories"), "load_territories", ["ground/territory/*.py"]),
    Preparation(gettext_noop("Role templates"), "load_role_templates", ["ground/people/*"]),
    Preparation(gettext_noop("Shapes of the map"), "build_shapes", ["ground/territory/shapes.py"], can_be_missed=True),
)


def prepare(preparations: Iterable[Preparation]) -> None:
    due = [preparation for preparation in preparations if not preparation.is_done()]
    for number, preparation in enumerate(due, start=1):
        place = f"[{number}/{len(due)}] {_(preparation.title)}"
        print(f"{place} ...", file=sys.stderr, flush=True)
        started = time.monotonic()
        preparation.carry_out()
        took = {"step": place, "seconds": f"{time.monotonic() - started:.1f}"}
        print(_("%(step)s: %(seconds)s s") % took, file=sys.stderr, flush=True)
