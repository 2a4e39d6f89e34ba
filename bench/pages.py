"""How long the views of three pages take with few and with many statements in the register.

`./multaqa bench pages`; with other sizes: `python bench/pages.py --sizes 1000 20000`. Each size has a database of its
own in a temporary folder, and a process of its own; they are asked in turn, so that a busy machine slows them alike.
Fails where a page takes more than twice as long over the most as over the fewest, after a deed or with nothing new.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

SIZES = (1_000, 100_000)
DEEDS = ("publish", "withhold", "cite", "answer")
AFTER_EACH_DEED, AFTER_NONE, AFTER_A_START = 7, 21, 3
MOST_GROWTH = 2.0
REGIONS, PROVINCES = 12, 75
BATCH = 2_000
TO_PUBLISH = 300
PAGES = ("home", "region", "statement")


def set_up(home: Path, database: str = "") -> None:
    os.environ |= {
        "MULTAQA_HOME": str(home),
        "MULTAQA_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "multaqa.config.settings",
    }
    os.environ.pop("MULTAQA_DATABASE_URL", None)
    if database:
        os.environ["MULTAQA_DATABASE_URL"] = database
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)


def fill(size: int) -> str:
    """So many published statements over all provinces, two in three of them answered; the reference of one.

    Some more are confirmed, to be published while it is measured.
    """
    from django.db import transaction

    from multaqa.accountability.answers.models import Answer
    from multaqa.ground.journal.actions import SystemActor, record
    from multaqa.listen.contributions.models import Contribution
    from multaqa.listen.statements.models import Statement, StatementMove, StatementRevision

    round, provinces, now = _round()
    for start in range(0, size + TO_PUBLISH, BATCH):
        numbers = range(start, min(start + BATCH, size + TO_PUBLISH))
        with transaction.atomic():
            said = Contribution.objects.bulk_create(_contribution(n, round, provinces, now) for n in numbers)
            cut = Statement.objects.bulk_create(
                _statement(n, one, now, is_public=n < size) for n, one in zip(numbers, said, strict=True)
            )
            words = StatementRevision.objects.bulk_create(_words(one) for one in cut)
            for statement, revision in zip(cut, words, strict=True):
                statement.current = revision
            Statement.objects.bulk_update(cut, ["current"])
            StatementMove.objects.bulk_create(_move(one) for one in cut)
            answered = [(n, one) for n, one in zip(numbers, cut, strict=True) if one.is_published]
            Answer.objects.bulk_create(_answer(n, one, now) for n, one in answered)
    record(SystemActor("bench"), "loaded_statements", round, count=size)
    _hold_in_themes(round, now)
    return Statement.objects.order_by("pk")[size // 2].ref


def _round():
    from django.utils import timezone

    from multaqa.ground.territory.models import Territory
    from multaqa.ground.vocabulary.fields import Words
    from multaqa.listen.rounds.models import Round

    country = Territory.objects.create(code="MA", kind="country", name=Words(ar="المغرب", fr="Maroc"))
    regions = [
        Territory.objects.create(
            code=f"{n:02}", kind="region", parent=country, name=Words(ar=f"جهة {n}", fr=f"Région {n}")
        )
        for n in range(1, REGIONS + 1)
    ]
    provinces = [
        Territory.objects.create(
            code=f"p{n}", kind="province", parent=regions[n % REGIONS], name=Words(ar=f"إقليم {n}", fr=f"Province {n}")
        )
        for n in range(PROVINCES)
    ]
    round = Round.objects.create(code="bench", title=Words(ar="دورة", fr="Cycle"), state="open")
    round.territories.set(regions)
    return round, provinces, timezone.now()


def _contribution(n, round, provinces, now, text=""):
    from multaqa.listen.contributions.models import Contribution

    text = text or f"Le centre {n} est loin de la route, et personne ne vient en hiver."
    return Contribution(
        code=f"c{n}",
        round=round,
        territory=provinces[n % PROVINCES],
        channel="floor",
        language="fr",
        text=text,
        sha256=Contribution.fingerprint(text),
        said_by_kind="citizen",
        recorded_by_kind="other",
        received_at=now,
    )


def _statement(n, contribution, now, is_public):
    from multaqa.ground.vocabulary.folding import fold
    from multaqa.ground.vocabulary.word_index import stems_as_kept
    from multaqa.listen.statements.models import Statement

    folded = fold(contribution.text)
    return Statement(
        ref=f"BEN-2026-{n:06}",
        round=contribution.round,
        contribution=contribution,
        territory=contribution.territory,
        start=0,
        end=len(contribution.text),
        kind="expectation",
        language="fr",
        state="published" if is_public else "confirmed",
        published_at=now - timedelta(minutes=n) if is_public else None,
        search_text=folded,
        search_stems=stems_as_kept(folded),
    )


def _move(statement):
    from multaqa.listen.statements.models import StatementMove

    at = statement.published_at or statement.contribution.received_at
    return StatementMove(statement=statement, from_state="captured", to_state=statement.state, at=at)


def _words(statement):
    from multaqa.listen.statements.models import StatementRevision

    text = statement.contribution.text
    return StatementRevision(statement=statement, n=1, text=text, sha256=statement.contribution.sha256)


def _answer(n, statement, now):
    from multaqa.accountability.answers.models import Answer
    from multaqa.ground.vocabulary.fields import Words

    due_on = (now + timedelta(days=n % 400 - 30)).date()
    if n % 3 == 0:
        return Answer(statement=statement, due_on=due_on)
    outcome = Answer.Outcome.values[n % len(Answer.Outcome.values)]
    text = Words(ar="جواب", fr="Une réponse")
    published_at = now - timedelta(minutes=n)
    return Answer(
        statement=statement, due_on=due_on, outcome=outcome, text=text, state="published", published_at=published_at
    )


def _hold_in_themes(round, now) -> None:
    """Forty themes, each quoting its share of all that was said."""
    from multaqa.ground.vocabulary.fields import Words
    from multaqa.listen.statements.models import Statement
    from multaqa.understand.themes.models import Theme, ThemeStatement

    country = round.territories.first().parent
    themes = [
        Theme.objects.create(
            code=f"t{n}",
            round=round,
            territory=country,
            title=Words(ar=f"موضوع {n}", fr=f"Thème {n}"),
            summary=Words(ar="خلاصة", fr="Résumé"),
            state="published",
            published_at=now,
        )
        for n in range(40)
    ]
    rows = Statement.objects.published().select_related("current").order_by("pk").iterator(BATCH)
    evidence = (
        ThemeStatement(
            theme=themes[n % 40], statement=one, revision=one.current, start=0, end=len(one.current.text), is_main=True
        )
        for n, one in enumerate(rows)
    )
    ThemeStatement.objects.bulk_create(evidence, batch_size=BATCH)


# In the process of one register: what is asked comes in line by line, and each line is answered by milliseconds


def alone(size: int) -> None:
    set_up(Path(os.environ["BENCH_HOME"]))
    from django.test import Client

    addresses = {"home": "/fr/", "region": "/fr/territories/01/", "statement": f"/fr/statements/{fill(size)}/"}
    client, deeds = Client(), _deeds()
    client.get("/fr/about/")  # imports and templates are not what is measured
    for asked in sys.stdin:
        page, deed = json.loads(asked)
        if deed:
            deeds[deed]()
        started = time.perf_counter()
        if client.get(addresses[page]).status_code != 200:
            raise RuntimeError(f"{addresses[page]} is not to be had")
        print(1000 * (time.perf_counter() - started), flush=True)


def _deeds() -> dict[str, Callable[[], Any]]:
    """What people do in the region that is looked at; each call does it to another statement."""
    from multaqa.accountability.answers.actions import draft_answer, publish_answer
    from multaqa.accountability.answers.models import Answer
    from multaqa.ground.journal.actions import SystemActor
    from multaqa.ground.journal.figures import forget_figures
    from multaqa.ground.vocabulary.fields import Words
    from multaqa.listen.statements.actions import publish_statement, withhold_statement
    from multaqa.listen.statements.models import Statement
    from multaqa.understand.themes.actions import add_evidence
    from multaqa.understand.themes.models import Theme

    here = Statement.objects.filter(territory__path__startswith="/MA/01/").order_by("-pk")
    waiting = Answer.objects.waiting().filter(statement__in=here).order_by("pk")
    by, words, themes = SystemActor("bench"), Words(ar="نص", fr="Un texte"), cycle(Theme.objects.all())

    def answer() -> None:
        draft = draft_answer(by=by, answer=waiting[0], text=words, outcome="adopted")
        publish_answer(by=by, answer=draft)

    def cite() -> None:
        theme = next(themes)
        add_evidence(by=by, theme=theme, statement=here.published().exclude(in_themes__theme=theme)[0])

    def withhold() -> None:
        withhold_statement(by=by, statement=here.published()[1], code="legal", reason=words)

    return {
        "publish": lambda: publish_statement(by=by, statement=here.filter(state="confirmed")[0]),
        "withhold": withhold,
        "cite": cite,
        "answer": answer,
        "start": forget_figures,
    }


# In the process that asks


class Register:
    """A register of its own size, home and process."""

    def __init__(self, size: int, home: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--alone", str(size)],
            env={**os.environ, "BENCH_HOME": home},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def milliseconds(self, page: str, deed: str = "") -> float:
        """One view of the page, right after the deed."""
        print(json.dumps([page, deed]), file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


@contextmanager
def register(size: int) -> Iterator[Register]:
    print(f"filling a register with {size} statements…", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="multaqa-bench-") as home:
        opened = Register(size, home)
        opened.milliseconds("home")  # it is filled by now
        try:
            yield opened
        finally:
            opened.process.kill()
            opened.process.wait()


def measure(registers: dict[int, Register], page: str) -> dict[int, dict[str, float]]:
    """Milliseconds over each register: with nothing new, after the deed it is slowest after, and after a start."""

    def middles(deed: str, times: int) -> dict[int, float]:
        views = [{size: one.milliseconds(page, deed) for size, one in registers.items()} for _ in range(times)]
        return {size: statistics.median(view[size] for view in views) for size in registers}

    middles("", 1)
    after = [middles(deed, AFTER_EACH_DEED) for deed in DEEDS]
    then, start = middles("", AFTER_NONE), middles("start", AFTER_A_START)
    return {
        size: {"start": start[size], "deed": max(found[size] for found in after), "then": then[size]}
        for size in registers
    }


def main(sizes: list[int], as_json: bool) -> int:
    with ExitStack() as stack:
        registers = {size: stack.enter_context(register(size)) for size in sorted(sizes)}
        pages = {page: measure(registers, page) for page in PAGES}
    fewest, most = min(sizes), max(sizes)
    growth = {
        page: {when: found[most][when] / found[fewest][when] for when in ("deed", "then")}
        for page, found in pages.items()
    }
    print(json.dumps({"pages": pages, "growth": growth}) if as_json else table(pages, growth))
    return int(any(times > MOST_GROWTH for found in growth.values() for times in found.values()))


def table(pages: dict[str, dict[int, dict[str, float]]], growth: dict[str, dict[str, float]]) -> str:
    lines = [f"{'milliseconds':<10} {'statements':>10} {'after a start':>15} {'after a deed':>15} {'then':>10}"]
    for page, found in pages.items():
        lines += [
            f"{page:<12} {size:>10} {ms['start']:>15.1f} {ms['deed']:>15.1f} {ms['then']:>10.1f}"
            for size, ms in found.items()
        ]
        grows = growth[page]
        lines.append(f"{'':<12} {'grows':>10} {'':>15} {grows['deed']:>14.2f}x {grows['then']:>9.2f}x")
    return "\n".join([*lines, f"The bound: {MOST_GROWTH:.1f}x, after a deed and then."])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.exit(alone(asked.alone) if asked.alone else main(asked.sizes, asked.json))
